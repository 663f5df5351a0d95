"""A learner's own page: where she stopped, what waits, what is due, and how far each module has come."""

from __future__ import annotations

import pytest

from lms.domain.scenario import Outcome
from tests.harness.cast import Person, Stage
from tests.harness.client import Client
from tests.harness.finishing import (
    begin_test,
    certify,
    choose_plan,
    finish_module,
    module,
    play_scenarios,
    read_lessons,
    take_test,
)
from tests.harness.own_pages import STORY, cohort, library_of, play, read_lesson, words
from tests.harness.statements import counted
from tests.site.test_scenarios import play_all, story, way_to

ME = "/en/me/"


def home(person: Person, lang: str = "en") -> str:
    return words(person.client.get(f"/{lang}/me/"))


def test_a_stranger_is_asked_to_sign_in(stranger: Client) -> None:
    assert stranger.get(ME).location == f"/en/sign-in/?next={ME}"


def test_a_new_learner_is_shown_where_to_begin(learner: Person) -> None:
    said = home(learner)
    assert "Welcome, Sokha." in said
    assert "Where to begin Orientation · lesson 1 of 2" in said
    assert "to bring back" not in said
    assert "waits for you" not in said


def test_it_goes_on_in_the_module_that_was_begun(learner: Person) -> None:
    read_lesson(learner)
    said = home(learner)
    assert "Welcome back, Sokha." in said
    assert "Confidentiality · lesson 2 of 6 Return to the village" in said
    assert "1 of 6" in said


def test_before_the_first_lesson_it_offers_what_is_known_already(stage: Stage, learner: Person) -> None:
    for lesson in library_of(learner).modules["orientation"].lessons:
        learner.client.post(f"/en/modules/orientation/{lesson.id}/", headers=learner.client.same_origin())
    page = learner.client.get(ME)
    assert "First see what you know" in page.text
    take_test(stage, learner, which="pre-test")
    assert "First see what you know" not in learner.client.get(ME).text


def test_a_half_played_story_waits_with_its_place(learner: Person) -> None:
    play(learner.client, "ticket", "ask")
    page = learner.client.get(ME)
    assert f'href="{STORY}?way=ticket.ask#wants"' in page.text
    assert "A scenario waits for you at step 2" in words(page)
    play_all(learner.client, way_to(story(learner), Outcome.SOUND))
    assert "waits for you" not in home(learner)


def wrong(stage: Stage, lesson: str) -> str:
    """A wrong choice for each practice item of a lesson: what was wrong comes back within days."""
    items = module(stage).practice(lesson)
    return "".join(next(letter for letter in item.letters if letter not in item.correct) for item in items)


def test_what_is_due_is_said_in_threes(stage: Stage, learner: Person) -> None:
    first, second = "limits-first", "return-to-the-village"
    read_lesson(learner, wrong(stage, first)[0] + "--")
    stage.clock.wait(days=3)
    assert "One question to bring back" in home(learner)
    read_lesson(learner, wrong(stage, second), lesson=second)
    stage.clock.wait(days=3)
    assert "3 questions to bring back" in home(learner)


def test_an_open_test_waits(stage: Stage, learner: Person) -> None:
    begin_test(stage, learner)
    page = learner.client.get(ME)
    assert 'href="/en/modules/confidentiality/test/"' in page.text
    assert "0 of 20 answered" in words(page)


def test_from_the_last_lesson_it_leads_to_the_certificate(stage: Stage, learner: Person) -> None:
    read_lessons(stage, learner)
    assert "A story in which you decide" in home(learner)
    play_scenarios(stage, learner)
    assert 'href="/en/modules/confidentiality/test/"' in learner.client.get(ME).text
    take_test(stage, learner)
    assert 'href="/en/modules/confidentiality/plan/"' in learner.client.get(ME).text
    choose_plan(stage, learner)
    page = learner.client.get(ME)
    assert "Your certificate is ready" in words(page)
    assert 'href="/en/me/certificates/?module=confidentiality"' in page.text


def test_a_finished_module_says_so_and_the_next_one_begins(stage: Stage, learner: Person) -> None:
    certify(stage, learner)
    page = learner.client.get(ME)
    said = words(page)
    assert "Orientation · lesson 1 of 2" in said
    assert "done Confidentiality 20 of 20" in said
    assert "Certificates Confidentiality open it" in said


def test_the_chosen_step_stands_there_in_full(stage: Stage, learner: Person) -> None:
    finish_module(stage, learner)
    said = home(learner)
    assert "Your own plan" in said
    assert any(
        action.will in said.replace("&#39;", "'") for action in library_of(learner).modules["confidentiality"].actions
    )


@pytest.mark.parametrize("role", ["social-work", "police", "health", "everyone"])
def test_the_course_for_her_work_is_named(learner: Person, role: str) -> None:
    page = learner.client.get("/en/me/settings/start/")
    learner.client.send(page, "Go on", work_role=role)
    course = next(one for one in library_of(learner).courses.values() if one.role == role)
    assert f"For your work not started {course.title}" in home(learner)


def test_staff_see_their_own_entries(learner: Person, trainer: Person, administrator: Person) -> None:
    assert "/en/cohorts/" not in learner.client.get(ME).text
    assert "/en/cohorts/" in trainer.client.get(ME).text
    assert "/en/admin/" in administrator.client.get(ME).text


@pytest.mark.parametrize("lang", ["bn", "km", "en-XA", "ar-XB"])
def test_it_speaks_every_language(stage: Stage, learner: Person, lang: str) -> None:
    read_lesson(learner)
    play(learner.client, "ticket", "ask")
    stage.clock.wait(days=3)
    page = learner.client.get(f"/{lang}/me/")
    assert page.status_code == 200
    assert "Sokha" in page.text


def test_the_statement_budget(stage: Stage, learner: Person, trainer: Person) -> None:
    cohort(stage, trainer)
    finish_module(stage, learner)
    with counted(stage.database) as statements:
        learner.client.get(ME)
    assert len(statements) <= 6, "\n".join(statements)
