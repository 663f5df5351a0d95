"""Coming in with a name and a password, going out, and a forgotten password."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lms.services import accounts
from lms.storage.accounts import Account, SignIn
from tests.harness.cast import PASSWORD, Person, Stage
from tests.harness.client import Client
from tests.harness.own_pages import count, post, words

SIGN_IN, RECOVER = "/en/sign-in/", "/en/recover/"
WRONG = "The name and the password do not fit together."
NEW = "four slow white egrets"


def sign_in(client: Client, name: str, password: str = PASSWORD, address: str = SIGN_IN, **more: str):
    return client.send(client.get(address), "Sign in", follow=False, name=name, password=password, **more)


@pytest.fixture
def browser(stage: Stage) -> Client:
    """A browser that nobody has used yet."""
    return stage.stranger()


# Coming in ---------------------------------------------------------


def test_the_right_name_and_password_open_the_own_page(learner: Person, browser: Client) -> None:
    answer = sign_in(browser, learner.name)
    assert (answer.status_code, answer.location) == (303, "/en/me/")
    assert "Sokha" in browser.get("/en/me/").text


@pytest.mark.parametrize("typed", ["{} ", " {}", "{:upper}", "spaces"])
def test_a_name_is_understood_however_it_is_typed(learner: Person, browser: Client, typed: str) -> None:
    shapes = {"{} ": learner.name + " ", " {}": " " + learner.name, "{:upper}": learner.name.upper()}
    assert sign_in(browser, shapes.get(typed, learner.name.replace("-", " "))).status_code == 303


def test_the_own_page_opens_in_the_persons_language(stage: Stage, browser: Client) -> None:
    sokha = stage.person("Sokha", language="km")
    assert sign_in(browser, sokha.name).location == "/km/me/"


def test_a_wrong_password_and_an_unknown_name_look_the_same(learner: Person, browser: Client) -> None:
    for name in (learner.name, "heron-0000"):
        answer = sign_in(browser, name, "not the password")
        assert answer.status_code == 422
        assert WRONG in words(answer)
        assert f'value="{name}"' in answer.text
        assert "not the password" not in answer.text
    assert browser.get("/en/me/").status_code == 303


def test_a_suspended_person_is_not_let_in(stage: Stage, learner: Person, browser: Client) -> None:
    with stage.database.writing() as session:
        session.get_one(Account, learner.id).suspended_at = stage.clock()
    assert WRONG in words(sign_in(browser, learner.name))


def test_the_page_that_was_asked_for_comes_next(learner: Person, browser: Client) -> None:
    asked = browser.get("/en/me/record/")
    assert asked.location == "/en/sign-in/?next=/en/me/record/"
    assert sign_in(browser, learner.name, address=asked.location).location == "/en/me/record/"


@pytest.mark.parametrize("foreign", ["//evil.example/", "https://evil.example/", "/\\evil.example", "javascript:1"])
def test_no_other_site_comes_next(learner: Person, browser: Client, foreign: str) -> None:
    answer = post(browser, SIGN_IN, {"name": learner.name, "password": PASSWORD, "next": foreign})
    assert (answer.status_code, answer.location) == (303, "/en/me/")


def test_the_password_is_checked_before_anything_is_locked(
    learner: Person, browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lms.web.edge import edge

    held: list[bool] = []
    real = accounts.password_fits

    def watched(*known: str) -> bool:
        held.append(edge().session is not None)
        return real(*known)

    monkeypatch.setattr(accounts, "password_fits", watched)
    assert sign_in(browser, learner.name).status_code == 303
    assert held == [False]


# Guessing ----------------------------------------------------------


def guess(client: Client, name: str, times: int) -> int:
    """Wrong passwords; returns the last status."""
    page, status = client.get(SIGN_IN), 0
    for _ in range(times):
        status = client.send(page, "Sign in", name=name, password="not the password").status_code
    return status


def test_after_eight_wrong_passwords_the_door_rests(stage: Stage, learner: Person, browser: Client) -> None:
    assert guess(browser, learner.name, 8) == 422
    answer = sign_in(browser, learner.name)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) <= 15 * 60 + 1
    stage.clock.wait(minutes=16)
    assert sign_in(browser, learner.name).status_code == 303


def test_guesses_of_strangers_do_not_shut_the_owner_out(stage: Stage, learner: Person, browser: Client) -> None:
    assert sign_in(browser, learner.name).status_code == 303  # so this browser is known
    browser.send(browser.get("/en/sign-out/"), "Sign out")
    for number in range(6):
        other = stage.stranger()
        other.environ_base["REMOTE_ADDR"] = f"10.0.0.{number}"
        guess(other, learner.name, 8)
    assert sign_in(stage.stranger(), learner.name).status_code == 429
    assert sign_in(browser, learner.name).status_code == 303


def test_the_cookie_of_a_known_browser_names_nobody(learner: Person, browser: Client) -> None:
    header = next(one for one in sign_in(browser, learner.name).headers.getlist("Set-Cookie") if "known=" in one)
    assert "HttpOnly" in header
    assert "SameSite=Lax" in header
    assert learner.name not in header
    assert str(learner.id) not in header


def test_a_forged_cookie_is_no_known_browser(stage: Stage, learner: Person) -> None:
    guess(stage.stranger(), learner.name, 8)
    forged = stage.stranger()
    forged.set_cookie("known", "A" * 16)
    assert sign_in(forged, learner.name).status_code == 429


# Going out ---------------------------------------------------------


def test_signing_out_ends_the_session_itself(stage: Stage, learner: Person) -> None:
    copy = stage.stranger()
    with learner.client.session_transaction() as cookie:
        stolen = dict(cookie)
    with copy.session_transaction() as cookie:
        cookie.update(stolen)
    assert copy.get("/en/me/").status_code == 200
    answer = learner.client.send(learner.client.get("/en/me/"), "Sign out", follow=False)
    assert (answer.status_code, answer.location) == (303, "/en/")
    assert copy.get("/en/me/").status_code == 303
    assert count(stage, SignIn) == 0


def test_signing_out_twice_is_harmless(learner: Person) -> None:
    page = learner.client.get("/en/sign-out/")
    learner.client.send(page, "Sign out", follow=False)
    again = learner.client.send(page, "Sign out", follow=False)
    assert again.status_code == 400  # the token went with the session: asked once more
    assert learner.client.send(again, "Send it", follow=False).status_code == 303
    assert "Nobody is signed in" in words(learner.client.get("/en/sign-out/"))


def test_get_signs_nobody_out(learner: Person) -> None:
    learner.client.get("/en/sign-out/")
    assert learner.client.get("/en/me/").status_code == 200


# Tokens and origins ------------------------------------------------


def test_a_stale_form_is_asked_once_more_and_loses_nothing(learner: Person, browser: Client) -> None:
    fields = {"name": learner.name, "password": PASSWORD, "next": "/en/me/record/", "csrf_token": "stale"}
    asked = browser.post(SIGN_IN, data=fields, headers=browser.same_origin())
    assert asked.status_code == 400
    assert asked.headers["Cache-Control"] == "no-store"
    form = browser.form(asked, "Send it")
    assert {name: form.fields[name] for name in ("name", "password", "next")} == {
        "name": [learner.name],
        "password": [PASSWORD],
        "next": ["/en/me/record/"],
    }
    assert browser.send(asked, "Send it", follow=False).location == "/en/me/record/"


def test_a_form_of_another_site_is_refused(learner: Person, browser: Client) -> None:
    page = browser.get(SIGN_IN)
    data = browser.form(page, "Sign in").filled({"name": learner.name, "password": PASSWORD})
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"}):
        assert browser.post(SIGN_IN, data=data, headers=headers).status_code == 403


# A forgotten password ----------------------------------------------


def recover(client: Client, name: str, code: str, password: str = NEW):
    return client.send(client.get(RECOVER), "Set the new", name=name, code=code, password=password)


def test_the_recovery_code_opens_the_door_and_is_used_up(stage: Stage, learner: Person, browser: Client) -> None:
    answer = recover(browser, learner.name, learner.recovery_code.upper())
    assert answer.status_code == 200
    assert "Your new password works" in words(answer)
    assert browser.get("/en/me/").status_code == 200
    assert learner.client.get("/en/me/").status_code == 303  # the older session is gone
    again = recover(stage.stranger(), learner.name, learner.recovery_code, "another long word")
    assert again.status_code == 422
    assert sign_in(stage.stranger(), learner.name, NEW).status_code == 303


def test_recovering_twice_with_the_same_form_shows_a_code_that_works(
    stage: Stage, learner: Person, browser: Client
) -> None:
    page = browser.get(RECOVER)
    fields = {"name": learner.name, "code": learner.recovery_code, "password": NEW}
    browser.send(page, "Set the new", **fields)
    second = browser.send(page, "Set the new", **fields)
    assert second.status_code == 200
    shown = browser_code(second.text)
    assert recover(stage.stranger(), learner.name, shown, "another long word").status_code == 200


def browser_code(html: str) -> str:
    """The code on the page of papers."""
    return html.split("Code for a forgotten password")[1].split('<bdi dir="ltr">')[1].split("<")[0]


def test_a_slip_works_once_and_for_three_days(stage: Stage, learner: Person, trainer: Person) -> None:
    def slip() -> str:
        with stage.database.writing() as session:
            maker, holder = session.get_one(Account, trainer.id), session.get_one(Account, learner.id)
            return accounts.make_slip(session, maker, holder, stage.clock())

    first = slip()
    assert recover(stage.stranger(), learner.name, first).status_code == 200
    assert recover(stage.stranger(), learner.name, first, "another long word").status_code == 422
    late = slip()
    stage.clock.wait(days=3, minutes=1)
    assert recover(stage.stranger(), learner.name, late, "another long word").status_code == 422


def test_a_slip_opens_no_other_account(stage: Stage, learner: Person, trainer: Person) -> None:
    other = stage.person("Other")
    with stage.database.writing() as session:
        maker, holder = session.get_one(Account, trainer.id), session.get_one(Account, learner.id)
        code = accounts.make_slip(session, maker, holder, stage.clock())
    assert recover(stage.stranger(), other.name, code).status_code == 422


def test_guessing_codes_is_slowed_down(learner: Person, browser: Client) -> None:
    page = browser.get(RECOVER)
    fields = {"name": learner.name, "password": NEW}
    statuses = [browser.send(page, "Set the new", code=f"guess{n}", **fields).status_code for n in range(9)]
    assert statuses == [422] * 8 + [429]


def test_a_bad_new_password_does_not_use_the_code_up(learner: Person, browser: Client) -> None:
    answer = recover(browser, learner.name, learner.recovery_code, "short")
    assert answer.status_code == 422
    assert learner.recovery_code in answer.text
    assert recover(browser, learner.name, learner.recovery_code).status_code == 200


def test_sessions_end_by_themselves(stage: Stage, learner: Person) -> None:
    stage.clock.wait(**{"seconds": timedelta(days=31).total_seconds()})
    assert learner.client.get("/en/me/").status_code == 303
