"""A cohort's join code, from a slip on paper or from a trainer's screen."""

from __future__ import annotations

import pytest

from lms.services import cohorts
from lms.storage.accounts import Account
from lms.storage.cohorts import Cohort, Membership
from tests.harness.cast import PASSWORD, Person, Stage
from tests.harness.client import Client
from tests.harness.own_pages import cohort, count, post, words


@pytest.fixture
def group(stage: Stage, trainer: Person) -> Cohort:
    return cohort(stage, trainer)


def test_a_learner_joins_once_however_often_she_presses(stage: Stage, learner: Person, group: Cohort) -> None:
    page = learner.client.get(f"/join/{group.join_code}")
    for _ in range(2):
        answer = learner.client.send(page, "Join as Sokha", follow=False)
        assert (answer.status_code, answer.location) == (303, "/en/courses/social-work/")
    assert count(stage, Membership) == 1


@pytest.mark.parametrize("shape", ["{}", " {:upper} ", "{:dashed}"])
def test_a_typed_code_is_understood(stranger: Client, group: Cohort, shape: str) -> None:
    code = group.join_code
    typed = {"{}": code, " {:upper} ": f" {code.upper()} "}.get(shape, f"{code[:4]}-{code[4:]}")
    answer = stranger.send(stranger.get("/en/join/"), "Look it up", code=typed)
    assert "Tuesday group" in answer.text


def test_somebody_with_an_account_signs_in_and_comes_back(learner: Person, group: Cohort, stage: Stage) -> None:
    her = stage.stranger()
    link = f"/en/sign-in/?next=/en/join/{group.join_code}/"
    assert link in her.get(f"/join/{group.join_code}").text
    answer = her.send(her.get(link), "Sign in", name=learner.name, password=PASSWORD)
    assert "Join as Sokha" in answer.text


def test_a_stranger_who_presses_is_led_to_the_door(stage: Stage, stranger: Client, group: Cohort) -> None:
    answer = post(stranger, f"/en/join/{group.join_code}/", {}, page="/en/sign-in/")
    assert answer.location == f"/en/sign-in/?next=/en/join/{group.join_code}/"
    assert count(stage, Membership) == 0


def test_an_unknown_code_is_a_friendly_page_and_counted(stranger: Client) -> None:
    first = stranger.get("/join/nosuchcode")
    assert first.status_code == 404
    assert "This join code does not work" in words(first)
    assert 'value="nosuchcode"' in first.text
    statuses = [stranger.get(f"/en/join/guess{number}/").status_code for number in range(60)]
    assert statuses == [404] * 59 + [429]


def test_an_archived_group_takes_nobody(stage: Stage, learner: Person, trainer: Person, group: Cohort) -> None:
    page = learner.client.get(f"/join/{group.join_code}")
    with stage.database.writing() as session:
        owner, held = session.get_one(Account, trainer.id), session.get_one(Cohort, group.id)
        cohorts.archive(session, owner, held, stage.clock())
    assert learner.client.send(page, "Join as Sokha").status_code == 404
    assert count(stage, Membership) == 0


def test_the_invitation_speaks_the_visitors_language(stranger: Client, group: Cohort) -> None:
    answer = stranger.get(f"/join/{group.join_code}", headers={"Accept-Language": "km,en;q=0.5"})
    assert answer.headers["Content-Language"] == "km"
    assert f'href="/bn/join/{group.join_code}/"' in answer.text


@pytest.mark.parametrize("code", ["%00", "%ff%fe", "a" * 3000, "..%2f", "ក្រៀល", "%E2%80%AE"])
def test_strange_codes_are_no_codes(stranger: Client, code: str) -> None:
    assert stranger.get(f"/join/{code}").status_code == 404
