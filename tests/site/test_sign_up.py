"""Making an account, with a join code or without, and the first administrator's one-time link."""

from __future__ import annotations

import re

import pytest
from werkzeug.test import TestResponse

from lms.domain.permission import Role
from lms.services import accounts, administration
from lms.storage.accounts import Account
from lms.storage.cohorts import Membership
from tests.harness.cast import PASSWORD, Person, Stage
from tests.harness.client import Client
from tests.harness.own_pages import cohort, count, post, words

SIGN_UP = "/en/sign-up/"
NAME = re.compile(r'<bdi dir="ltr">([a-z]+-\d{4})</bdi>')


def sign_up(client: Client, address: str = SIGN_UP, **fields: str) -> TestResponse:
    return client.send(client.get(address), "Make the account", **{"nickname": "Heron", "password": PASSWORD, **fields})


def name_on(answer: TestResponse) -> str:
    found = NAME.search(answer.text)
    assert found, words(answer)
    return found[1]


def account_of(stage: Stage, name: str) -> Account:
    with stage.database.reading() as session:
        found = accounts.accounts.by_name(session, name)
        assert found is not None
        assert found.roles is not None
        session.expunge(found)
        return found


def test_the_answer_shows_the_name_and_the_code_and_lets_in(stage: Stage, stranger: Client) -> None:
    answer = sign_up(stranger)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    account = account_of(stage, name_on(answer))
    assert (account.nickname, account.language) == ("Heron", "en")
    assert re.search(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}", answer.text)
    assert "Heron" in stranger.get("/en/me/").text


def test_the_page_says_the_language_that_the_account_gets(stage: Stage, stranger: Client) -> None:
    answer = stranger.send(stranger.get("/bn/sign-up/"), nickname="Doel", password=PASSWORD)
    assert account_of(stage, name_on(answer)).language == "bn"


def test_the_name_and_the_password_open_the_door_later(stage: Stage, stranger: Client) -> None:
    name = name_on(sign_up(stranger))
    later = stage.stranger()
    page = later.get("/en/sign-in/")
    assert later.send(page, "Sign in", follow=False, name=name, password=PASSWORD).status_code == 303


def test_what_is_to_be_changed_stands_beside_both_fields(stage: Stage, stranger: Client) -> None:
    answer = sign_up(stranger, nickname="me@example.org", password="short")
    assert answer.status_code == 422
    assert "2 things to change" in words(answer)
    assert "looks like an e-mail address" in words(answer)
    assert "at least 8 characters" in words(answer)
    assert 'value="me@example.org"' in answer.text
    assert "short" not in answer.text
    assert count(stage) == 0


@pytest.mark.parametrize("password", ["password", "aaaaaaaaa", "Heronheron", "12345678"])
def test_a_password_that_many_people_use_is_refused(stage: Stage, stranger: Client, password: str) -> None:
    assert sign_up(stranger, nickname="Heronheron", password=password).status_code == 422
    assert count(stage) == 0


@pytest.mark.parametrize("nickname", ["+855 12 345 678", "০১৭১২৩৪৫৬৭", "\u200b", "\ufffd\ufffd", "  "])
def test_a_nickname_that_tells_too_much_or_nothing_is_refused(stage: Stage, stranger: Client, nickname: str) -> None:
    assert sign_up(stranger, nickname=nickname).status_code == 422
    assert count(stage) == 0


@pytest.mark.parametrize("nickname", ["O'Heron", "Sok 🐦", "ក្រៀល", "দোয়েল", "Anne-Marie", "A"])
def test_any_script_makes_a_nickname(stage: Stage, stranger: Client, nickname: str) -> None:
    assert sign_up(stranger, nickname=nickname).status_code == 200
    assert count(stage) == 1


def test_a_double_click_makes_one_account_and_shows_its_papers(stage: Stage, stranger: Client) -> None:
    page = stranger.get(SIGN_UP)
    fields = {"nickname": "Heron", "password": PASSWORD}
    first, second = (stranger.send(page, "Make the account", **fields) for _ in range(2))
    assert name_on(first) == name_on(second)
    assert count(stage) == 1


def test_back_and_another_nickname_makes_no_second_account(stage: Stage, stranger: Client) -> None:
    page = stranger.get(SIGN_UP)
    stranger.send(page, "Make the account", nickname="Heron", password=PASSWORD)
    again = stranger.send(page, "Make the account", nickname="Egret", password=PASSWORD)
    assert again.status_code == 409
    assert "has made an account already" in words(again)
    assert count(stage) == 1
    anew = stranger.send(again, "Make the account", password=PASSWORD)  # the form is a new one now
    assert name_on(anew)
    assert count(stage) == 2


def test_an_erased_id_is_never_used_again(stage: Stage, stranger: Client) -> None:
    page = stranger.get(SIGN_UP)
    fields = {"nickname": "Heron", "password": PASSWORD}
    first = account_of(stage, name_on(stranger.send(page, "Make the account", **fields)))
    stranger.send(stranger.get("/en/me/erase/"), "Erase", password=PASSWORD)
    asked = stranger.send(page, "Make the account", **fields)  # the token went with the session
    second = account_of(stage, name_on(stranger.send(asked, "Send it")))
    assert first.id != second.id


def test_the_password_is_hashed_before_anything_is_locked(stranger: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from lms.web.edge import edge

    held: list[bool] = []
    real = accounts.hash_password

    def watched(password: str) -> str:
        held.append(edge().session is not None)
        return real(password)

    monkeypatch.setattr(accounts, "hash_password", watched)
    assert sign_up(stranger).status_code == 200
    assert held == [False]


def test_sign_ups_from_one_address_have_an_end(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    from lms.services import throttle

    few = throttle.Limit("sign-up address", "127.0.0.1", 2, throttle.timedelta(hours=1))
    monkeypatch.setattr(throttle, "sign_up_limits", lambda _address: (few,))
    assert [sign_up(stage.stranger()).status_code for _ in range(3)] == [200, 200, 429]


def test_the_small_step_after_it(stage: Stage, stranger: Client) -> None:
    papers = sign_up(stranger)
    onward = stranger.get("/en/me/settings/start/")
    assert 'href="/en/me/settings/start/"' in papers.text
    home = stranger.send(onward, "Go on", language="km", work_role="health")
    assert home.request.path == "/km/me/"
    account = account_of(stage, name_on(papers))
    assert (account.language, account.work_role) == ("km", "health")


def test_the_small_step_can_be_passed_over(stranger: Client) -> None:
    sign_up(stranger)
    assert 'href="/en/me/">Pass over' in stranger.get("/en/me/settings/start/").text


def test_somebody_signed_in_is_told_so(learner: Person) -> None:
    assert "You are signed in as Sokha" in words(learner.client.get(SIGN_UP))


# With a join code --------------------------------------------------


def test_a_join_link_leads_through_sign_up_into_the_group(stage: Stage, trainer: Person, stranger: Client) -> None:
    group = cohort(stage, trainer)
    invited = stranger.get(f"/join/{group.join_code}")
    assert "Tuesday group" in invited.text
    assert "Social work with survivors" in invited.text
    papers = sign_up(stranger, f"{SIGN_UP}?join={group.join_code}")
    assert "You are now in the cohort Tuesday group" in words(papers)
    assert "next=/en/courses/social-work/" in papers.text
    assert count(stage, Membership) == 1


def test_a_dead_join_code_loses_nobody(stage: Stage, stranger: Client) -> None:
    papers = sign_up(stranger, f"{SIGN_UP}?join=nosuchcd")
    assert "The join code did not work" in words(papers)
    assert count(stage) == 1


# The first administrator -------------------------------------------


@pytest.fixture
def first_link(stage: Stage) -> str:
    with stage.database.writing() as session:
        word = administration.first_link(session)
    return f"/en/admin/first/{word}/"


def test_the_link_makes_the_first_administrator_once(stage: Stage, stranger: Client, first_link: str) -> None:
    page = stranger.get(first_link)
    papers = stranger.send(page, "Make the account", nickname="Heron", password=PASSWORD)
    assert account_of(stage, name_on(papers)).roles == {Role.ADMINISTRATOR}
    assert stage.stranger().get(first_link).status_code == 404


def test_a_double_click_on_it_still_shows_the_papers(stage: Stage, stranger: Client, first_link: str) -> None:
    page = stranger.get(first_link)
    fields = {"nickname": "Heron", "password": PASSWORD}
    first, second = (stranger.send(page, "Make the account", **fields) for _ in range(2))
    assert name_on(first) == name_on(second)
    assert count(stage) == 1


def test_two_people_with_the_link_do_not_both_become_it(stage: Stage, first_link: str) -> None:
    one, other = stage.stranger(), stage.stranger()
    pages = one.get(first_link), other.get(first_link)
    assert one.send(pages[0], "Make the account", nickname="One", password=PASSWORD).status_code == 200
    assert other.send(pages[1], "Make the account", nickname="Other", password=PASSWORD).status_code == 404
    assert count(stage) == 1


def test_an_unknown_word_looks_like_no_page_and_is_counted(stage: Stage, stranger: Client) -> None:
    statuses = [stranger.get(f"/en/admin/first/guess{number}/").status_code for number in range(61)]
    assert statuses == [404] * 60 + [429]
    data = {"nickname": "Heron", "password": PASSWORD, "form": "x"}
    assert post(stranger, "/en/admin/first/guess/", data, page=SIGN_UP).status_code == 429
    assert count(stage) == 0


def test_a_mistake_in_the_form_leaves_the_link_good(stranger: Client, first_link: str) -> None:
    page = stranger.get(first_link)
    again = stranger.send(page, "Make the account", nickname="Heron", password="short")
    assert again.status_code == 422
    assert stranger.send(again, "Make the account", password=PASSWORD).status_code == 200
