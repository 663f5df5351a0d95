"""A learner's settings: names, language and work, password and code, groups, and where she is signed in."""

from __future__ import annotations

import uuid

import pytest
from werkzeug.test import TestResponse

from lms.services import devices
from lms.services.cohorts import join
from lms.storage.accounts import Account
from lms.storage.cohorts import Cohort, Membership
from lms.storage.events import Device
from tests.harness.cast import PASSWORD, Person, Stage
from tests.harness.client import Client
from tests.harness.own_pages import cohort, count, post, words
from tests.harness.statements import counted
from tests.site.test_doors import browser_code, recover, sign_in

SETTINGS, CHANGE, CODE, DEVICES = (
    "/en/me/settings/",
    "/en/me/settings/password/",
    "/en/me/settings/code/",
    "/en/me/devices/",
)
NEW = "four slow white egrets"


def keep(person: Person, **fields: str) -> TestResponse:
    return person.client.send(person.client.get(SETTINGS), "Keep these", **fields)


# Names, language, work ---------------------------------------------


def test_nickname_language_and_work_are_kept(stage: Stage, learner: Person) -> None:
    answer = keep(learner, nickname="Egret", language="km", work_role="police")
    assert answer.request.path == "/km/me/settings/"
    account = stage.account(learner)
    assert (account.nickname, account.language, account.work_role) == ("Egret", "km", "police")


def test_a_mistake_keeps_everything_that_was_typed(stage: Stage, learner: Person) -> None:
    answer = keep(learner, nickname="me@example.org", language="bn", work_role="health")
    assert answer.status_code == 422
    form = learner.client.form(answer, "Keep these")
    assert form.fields["nickname"] == ["me@example.org"]
    assert form.fields["language"] == ["bn"]
    assert form.fields["work_role"] == ["health"]
    assert stage.account(learner).nickname == "Sokha"


@pytest.mark.parametrize(
    "fields",
    [{"language": "xx"}, {"language": ""}, {"work_role": "spy"}, {"nickname": "x" * 41}, {"language": "../en"}],
)
def test_what_is_not_on_the_list_is_refused(stage: Stage, learner: Person, fields: dict[str, str]) -> None:
    data = {"nickname": "Egret", "language": "en", "work_role": "", **fields}
    assert post(learner.client, SETTINGS, data).status_code == 422
    assert stage.account(learner).nickname == "Sokha"


def test_two_tabs_the_last_one_counts(stage: Stage, learner: Person) -> None:
    one, two = learner.client.get(SETTINGS), learner.client.get(SETTINGS)
    learner.client.send(one, "Keep these", nickname="Egret")
    learner.client.send(two, "Keep these", nickname="Ibis")
    assert stage.account(learner).nickname == "Ibis"


def test_the_small_step_leads_on_in_the_chosen_language(learner: Person) -> None:
    page = learner.client.get("/en/me/settings/start/?next=/en/courses/social-work/")
    answer = learner.client.send(page, "Go on", follow=False, language="bn")
    assert answer.location == "/bn/courses/social-work/"


def test_the_small_step_leads_to_no_other_site(learner: Person) -> None:
    data = {"language": "en", "work_role": "", "next": "//evil.example/"}
    assert post(learner.client, "/en/me/settings/start/", data).location == "/en/me/"


# Password and code -------------------------------------------------


def change(person: Person, old: str = PASSWORD, new: str = NEW) -> TestResponse:
    return person.client.send(person.client.get(CHANGE), "Change the password", old=old, password=new)


def test_a_new_password_ends_every_other_session(stage: Stage, learner: Person) -> None:
    other = stage.stranger()
    sign_in(other, learner.name)
    answer = change(learner)
    assert "Your new password is set" in words(answer)
    assert learner.client.get("/en/me/").status_code == 200
    assert other.get("/en/me/").status_code == 303
    assert sign_in(stage.stranger(), learner.name).status_code == 422
    assert sign_in(stage.stranger(), learner.name, NEW).status_code == 303


def test_the_present_password_is_asked_and_tries_are_counted(stage: Stage, learner: Person) -> None:
    before = stage.account(learner).password_hash
    statuses = [change(learner, old=f"guess {number}").status_code for number in range(9)]
    assert statuses == [422] * 8 + [429]
    assert stage.account(learner).password_hash == before


def test_a_bad_new_password_is_no_try(learner: Person) -> None:
    for _ in range(9):
        assert change(learner, new="short").status_code == 422
    assert change(learner).status_code == 200


def test_a_new_code_replaces_the_old_one(stage: Stage, learner: Person) -> None:
    answer = learner.client.send(learner.client.get(CODE), "Show a new code", password=PASSWORD)
    assert answer.status_code == 200
    code = browser_code(answer.text)
    assert recover(stage.stranger(), learner.name, learner.recovery_code).status_code == 422
    assert recover(stage.stranger(), learner.name, code).status_code == 200


def test_without_the_password_there_is_no_code(learner: Person) -> None:
    answer = learner.client.send(learner.client.get(CODE), "Show a new code", password="not the password")
    assert answer.status_code == 422
    assert "This is not your present password" in words(answer)


# Groups ------------------------------------------------------------


@pytest.fixture
def group(stage: Stage, trainer: Person, learner: Person) -> Cohort:
    made = cohort(stage, trainer)
    with stage.database.writing() as session:
        join(session, session.get_one(Cohort, made.id), session.get_one(Account, learner.id), stage.clock())
    return made


def test_leaving_a_group_is_asked_first(stage: Stage, learner: Person, group: Cohort) -> None:
    settings = learner.client.get(SETTINGS)
    assert "Tuesday group" in settings.text
    asked = learner.client.get(f"/en/me/settings/leave/{group.id}/")
    assert "Leave Tuesday group?" in words(asked)
    for _ in range(2):
        done = learner.client.send(asked, "Leave the cohort")
        assert "You have left the cohort" in words(done)
    with stage.database.reading() as session:
        assert session.get_one(Membership, (group.id, learner.id)).left_at is not None


@pytest.mark.parametrize("who", ["foreign", "missing"])
def test_a_foreign_group_looks_like_a_missing_one(stage: Stage, learner: Person, trainer: Person, who: str) -> None:
    other = cohort(stage, trainer).id if who == "foreign" else "nothing1"
    assert learner.client.get(f"/en/me/settings/leave/{other}/").status_code == 404
    post(learner.client, f"/en/me/settings/leave/{other}/", {}, page=SETTINGS)
    assert count(stage, Membership) == 0


# Sessions and devices ----------------------------------------------


def test_another_browser_can_be_ended(stage: Stage, learner: Person) -> None:
    other = stage.stranger()
    sign_in(other, learner.name)
    page = learner.client.get(DEVICES)
    assert "This browser" in words(page)
    assert "Another browser" in words(page)
    handle = page.text.split('name="end" value="')[1].split('"')[0]
    done = post(learner.client, DEVICES, {"end": handle})
    assert done.status_code == 303
    assert other.get("/en/me/").status_code == 303
    assert "You are signed in nowhere else" in words(learner.client.get(DEVICES))


def test_all_others_can_be_ended_at_once(stage: Stage, learner: Person) -> None:
    others = [stage.stranger() for _ in range(2)]
    for other in others:
        sign_in(other, learner.name)
    token = take_token(learner).json["token"]
    assert post(learner.client, DEVICES, {"end": "others"}).status_code == 303
    assert learner.client.get("/en/me/").status_code == 200
    assert [other.get("/en/me/").status_code for other in others] == [303, 303]
    assert sync(stage, token).status_code == 401


def test_nobody_can_end_a_session_of_somebody_else(stage: Stage, learner: Person) -> None:
    other = stage.person("Other")
    handle = handle_of(stage, other)
    assert post(learner.client, DEVICES, {"end": handle}, page=SETTINGS).status_code == 303
    assert other.client.get("/en/me/").status_code == 200


def handle_of(stage: Stage, person: Person) -> str:
    with stage.database.reading() as session:
        account = session.get_one(Account, person.id)
        return devices.open_sessions(session, account, "", stage.clock())[0].handle


def take_token(person: Person, device: object = None, **headers: str) -> TestResponse:
    return person.client.post(
        DEVICES, data={"device": str(device or uuid.uuid4())}, headers={**person.client.same_origin(), **headers}
    )


def sync(stage: Stage, token: str, device: object = None) -> TestResponse:
    batch = {"device": str(device or uuid.uuid4()), "events": []}
    return stage.stranger().post("/sync", json=batch, headers={"Authorization": f"Bearer {token}"})


def test_a_device_gets_a_token_that_sync_takes(stage: Stage, learner: Person) -> None:
    device = uuid.uuid4()
    given = take_token(learner, device)
    assert given.status_code == 200
    assert given.headers["Cache-Control"] == "no-store"
    assert given.json["device"] == str(device)
    assert sync(stage, given.json["token"], device).status_code == 200
    with stage.database.reading() as session:
        held = session.get_one(Device, device)
        assert held.account_id == learner.id
        assert held.token_hash is not None
        assert given.json["token"] not in held.token_hash
    assert "keeps lessons offline" in words(learner.client.get(DEVICES))


def test_a_second_token_makes_the_first_useless(stage: Stage, learner: Person) -> None:
    device = uuid.uuid4()
    first, second = (take_token(learner, device).json["token"] for _ in range(2))
    assert sync(stage, first, device).status_code == 401
    assert sync(stage, second, device).status_code == 200


def test_a_device_can_be_ended(stage: Stage, learner: Person) -> None:
    device = uuid.uuid4()
    token = take_token(learner, device).json["token"]
    assert post(learner.client, DEVICES, {"end": str(device)}).status_code == 303
    assert sync(stage, token, device).status_code == 401


def test_a_new_password_ends_devices_too(stage: Stage, learner: Person) -> None:
    token = take_token(learner).json["token"]
    change(learner)
    assert sync(stage, token).status_code == 401


def test_a_device_of_somebody_else_stays_theirs(stage: Stage, learner: Person) -> None:
    device = uuid.uuid4()
    token = take_token(learner, device).json["token"]
    refused = take_token(stage.person("Other"), device)
    assert refused.status_code == 422
    assert "belongs to another learner" in refused.json["error"]
    assert sync(stage, token, device).status_code == 200


@pytest.mark.parametrize("device", ["x", "0" * 3000, "6f6f4a3e-8c0e-4f0d-9a60", "\u0661" * 32, " "])
def test_what_names_no_device_gets_no_token(stage: Stage, learner: Person, device: str) -> None:
    assert take_token(learner, device).status_code == 422
    assert count(stage, Device) == 0


def test_another_site_gets_no_token(stage: Stage, learner: Person) -> None:
    refused = take_token(learner, **{"Sec-Fetch-Site": "cross-site"})
    assert refused.status_code == 403
    assert count(stage, Device) == 0


def test_ending_needs_the_token_of_the_page(stage: Stage, learner: Person) -> None:
    other = stage.stranger()
    sign_in(other, learner.name)
    asked = learner.client.post(DEVICES, data={"end": "others"}, headers=learner.client.same_origin())
    assert asked.status_code == 400
    assert other.get("/en/me/").status_code == 200
    learner.client.send(asked, "Send it")
    assert other.get("/en/me/").status_code == 303


@pytest.mark.parametrize("end", ["", "x", "%", "_" * 16, "0" * 3000, "0" * 16])
def test_strange_names_end_nothing(stage: Stage, learner: Person, end: str) -> None:
    other = stage.stranger()
    sign_in(other, learner.name)
    assert post(learner.client, DEVICES, {"end": end}).status_code in (303, 422)
    assert other.get("/en/me/").status_code == 200


def test_the_statement_budgets(stage: Stage, learner: Person, group: Cohort) -> None:
    assert group.id
    for address in (SETTINGS, CHANGE, CODE, DEVICES, "/en/me/settings/start/", "/en/me/erase/"):
        with counted(stage.database) as statements:
            learner.client.get(address)
        assert len(statements) <= 6, address + "\n".join(statements)


@pytest.mark.parametrize("page", ["settings/", "settings/start/", "settings/password/", "settings/code/", "devices/"])
def test_strangers_are_asked_to_sign_in(stranger: Client, page: str) -> None:
    assert stranger.get(f"/en/me/{page}").location == f"/en/sign-in/?next=/en/me/{page}"
