"""Who needs the trainer, and one learner opened, moved and helped."""

from __future__ import annotations

from urllib.parse import urljoin

import brotli
import pytest
from sqlalchemy import func, select

from lms.domain.permission import Role
from lms.storage.cohorts import Cohort
from lms.storage.events import Logged
from tests.harness import crowd, finishing
from tests.harness.cast import Person, Stage
from tests.harness.staff import buttons_to, cohort_for, post, trail, words
from tests.harness.statements import counted

NEW = "/en/cohorts/new/"
LIST = "/en/cohorts/"


def how_many(stage: Stage, table: type[Cohort] | type[Logged]) -> int:
    with stage.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


# Who needs me ----------------------------------------------------------


def test_the_overview_says_who_needs_the_trainer_and_why(stage: Stage, trainer: Person, learner: Person) -> None:
    keen, tested = stage.person("Keen"), stage.person("Tested")
    cohort = cohort_for(stage, trainer, learner, keen, tested)
    finishing.read_lessons(stage, keen, but=3)
    finishing.read_lessons(stage, tested)
    finishing.take_test(stage, tested, finishing.everything)
    page = words(trainer.client.get(f"/en/cohorts/{cohort}/"))
    assert "2 people need you" in page
    assert "Sokha Joined: today." in page
    assert "Tested Confidentiality: 0 of 20, today. The next try opens within a day." in page
    assert "Keen" not in page
    stage.clock.wait(days=8)
    page = words(trainer.client.get(f"/en/cohorts/{cohort}/"))
    assert "3 people need you" in page
    assert "Nothing new in the course for 7 days." in page
    assert "Keen Last step: 8 days ago." in page
    assert "The next try is open." in page
    stage.clock.wait(days=7)
    assert "Keen Last heard of: 15 days ago." in words(trainer.client.get(f"/en/cohorts/{cohort}/"))


def test_the_overview_costs_little_however_many_people_there_are(stage: Stage, trainer: Person) -> None:
    few, many = crowd.cohort_of(stage, trainer, 10), crowd.cohort_of(stage, trainer, 120, seed=2)
    seen = []
    for cohort in (few, many):
        with counted(stage.database) as statements:
            page = trainer.client.get(f"/en/cohorts/{cohort}/")
        seen.append(len(statements))
        assert len(brotli.compress(page.data)) <= 2048
    assert seen[0] == seen[1] <= 6


def test_more_people_than_fit_are_one_link_away(stage: Stage, trainer: Person) -> None:
    cohort = crowd.cohort_of(stage, trainer, 60)
    short = trainer.client.get(f"/en/cohorts/{cohort}/")
    whole = trainer.client.get(f"/en/cohorts/{cohort}/?all=1")
    assert "more" in words(short)
    assert len(buttons_to(whole)) > len(buttons_to(short))


# One learner -----------------------------------------------------------


def test_a_learner_is_opened_with_a_line_that_she_can_read(stage: Stage, trainer: Person, learner: Person) -> None:
    cohort = cohort_for(stage, trainer, learner)
    finishing.read_lessons(stage, learner, but=2)
    matrix = trainer.client.get(f"/en/cohorts/{cohort}/matrix/")
    address = urljoin(f"/en/cohorts/{cohort}/matrix/", buttons_to(matrix)["Sokha"])
    closed = trainer.client.get(address)
    assert "Open the page of Sokha?" in words(closed)
    assert "Sharing for referral" not in words(closed)
    assert not trail(stage, "learner.viewed")
    opened = trainer.client.send(closed, "Open")
    assert "Sharing for referral" in words(opened)
    line = trail(stage, "learner.viewed")[0]
    assert (line.actor_id, line.subject_id, line.cohort_id) == (trainer.id, learner.id, cohort)
    seen_by = learner.client.get("/en/me/record.json").get_json()["seen_by"]
    assert [(look["act"], look["by"], look["cohort"]) for look in seen_by] == [("learner.viewed", "Dara", cohort)]


def test_the_line_is_the_pass_and_it_ends(stage: Stage, trainer: Person, learner: Person) -> None:
    cohort = cohort_for(stage, trainer, learner)
    address = f"/en/cohorts/{cohort}/learners/{learner.id}/"
    post(trainer.client, address, address)
    stage.clock.wait(minutes=14)
    assert "Open the page" not in words(trainer.client.get(address))
    post(trainer.client, NEW, address)
    assert len(trail(stage, "learner.viewed")) == 1, "a second look within a quarter of an hour is the first"
    stage.clock.wait(minutes=1)
    assert "Open the page" in words(trainer.client.get(address))


def test_one_trainers_look_opens_nothing_for_another(stage: Stage, trainer: Person, learner: Person) -> None:
    other, cohort = stage.person("Other", Role.TRAINER), cohort_for(stage, trainer, learner)
    post(trainer.client, f"/en/cohorts/{cohort}/settings/", f"/en/cohorts/{cohort}/trainers/", name=other.name)
    address = f"/en/cohorts/{cohort}/learners/{learner.id}/"
    post(trainer.client, address, address)
    assert "Open the page" in words(other.client.get(address))


def test_a_learner_page_tells_where_she_stands_and_not_what_she_answered(
    stage: Stage, trainer: Person, learner: Person
) -> None:
    cohort = cohort_for(stage, trainer, learner)
    finishing.finish_module(stage, learner)
    address = f"/en/cohorts/{cohort}/learners/{learner.id}/"
    post(trainer.client, address, address)
    page = words(trainer.client.get(address))
    assert "Test 20 of 20" in page
    assert "1 try at the test" in page
    assert "One step for work chosen" in page
    action = finishing.module(stage).actions[0]
    assert action.will not in page


def test_a_slip_mends_a_forgotten_password_once(stage: Stage, trainer: Person, learner: Person) -> None:
    cohort = cohort_for(stage, trainer, learner)
    ask = trainer.client.get(f"/en/cohorts/{cohort}/learners/{learner.id}/slip/")
    assert not trail(stage, "slip.made")
    made = words(trainer.client.send(ask, "Make the slip"))
    code = made.partition("Code ")[2].split()[0]
    assert learner.name in made
    assert trail(stage, "slip.made")[0].subject_id == learner.id
    stranger = stage.stranger()
    page = stranger.get("/en/recover/")
    answer = stranger.send(page, name=learner.name, code=code, password="a new long password")
    assert answer.status_code == 200
    again = stranger.send(stranger.get("/en/recover/"), name=learner.name, code=code, password="another password")
    assert again.status_code == 422


def test_a_trainer_makes_no_slip_for_staff(stage: Stage, trainer: Person, administrator: Person) -> None:
    cohort = cohort_for(stage, trainer, administrator)
    address = f"/en/cohorts/{cohort}/learners/{administrator.id}/slip/"
    answer = post(trainer.client, NEW, address)
    assert answer.status_code == 409
    assert not trail(stage, "slip.made")


def test_a_learner_is_moved_to_another_cohort_of_mine(stage: Stage, trainer: Person, learner: Person) -> None:
    source, target = cohort_for(stage, trainer, learner), cohort_for(stage, trainer, label="Autumn")
    ask = trainer.client.get(f"/en/cohorts/{source}/learners/{learner.id}/move/")
    trainer.client.send(ask, "Move", cohort=target)
    assert "Sokha" in words(trainer.client.get(f"/en/cohorts/{target}/matrix/"))
    assert "Sokha" not in words(trainer.client.get(f"/en/cohorts/{source}/matrix/"))
    assert trail(stage, "learner.moved")[0].cohort_id == source


@pytest.mark.parametrize("kind", ["foreign", "missing", "same", "archived", "empty", "huge"])
def test_a_learner_is_moved_nowhere_else(stage: Stage, trainer: Person, learner: Person, kind: str) -> None:
    source, mine = cohort_for(stage, trainer, learner), cohort_for(stage, trainer, label="Autumn")
    theirs = cohort_for(stage, stage.person("Other", Role.TRAINER))
    post(trainer.client, NEW, f"/en/cohorts/{mine}/archive/")
    targets = {
        "foreign": theirs,
        "missing": "zzzzzzzz",
        "same": source,
        "archived": mine,
        "empty": "",
        "huge": "x" * 9000,
    }
    address = f"/en/cohorts/{source}/learners/{learner.id}/move/"
    assert post(trainer.client, NEW, address, cohort=targets[kind]).status_code == 422
    assert "Sokha" in words(trainer.client.get(f"/en/cohorts/{source}/matrix/"))
    assert not trail(stage, "learner.moved")


def test_a_learner_is_taken_out_and_keeps_everything(stage: Stage, trainer: Person, learner: Person) -> None:
    cohort = cohort_for(stage, trainer, learner)
    finishing.read_lessons(stage, learner)
    before = how_many(stage, Logged)
    trainer.client.send(trainer.client.get(f"/en/cohorts/{cohort}/learners/{learner.id}/remove/"), "Take out")
    assert trainer.client.get(f"/en/cohorts/{cohort}/learners/{learner.id}/").status_code == 404
    assert how_many(stage, Logged) == before
    assert trail(stage, "learner.removed")[0].subject_id == learner.id
