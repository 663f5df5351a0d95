"""How a plan went: asked a month, two and three months after it was chosen, and seen by the learner alone."""

from __future__ import annotations

import brotli
import pytest
from werkzeug.test import TestResponse

from lms.domain.follow_up import DAYS, FollowUp
from lms.storage import records
from tests.harness.cast import Person, Stage
from tests.harness.client import Client
from tests.harness.finishing import choose_plan, finish_module, here, module
from tests.harness.own_pages import cohort, library_of, post, words
from tests.harness.statements import counted
from tests.site.test_tests import events

PLAN = "/en/modules/confidentiality/plan/"
PAGE = "/en/modules/confidentiality/follow-up/"
ME = "/en/me/"


def asked(stage: Stage, day: int) -> FollowUp:
    return next(one for one in module(stage).follow_ups if one.day == day)


def said(page: TestResponse) -> str:
    return words(page)


def wait(stage: Stage, person: Person, **span: float) -> None:
    """Time goes by, and she signs in again: a session lasts for thirty days."""
    stage.clock.wait(**span)
    stage.sign_in(person)


def answer(stage: Stage, person: Person, day: int, place: int = 0) -> TestResponse:
    """Answers the question that is due, with the answer in this place."""
    chosen = asked(stage, day).answers[place].id
    return person.client.send(person.client.get(PAGE), "Keep my answer", answer=chosen)


def followed(stage: Stage, person: Person) -> object:
    with stage.database.reading() as session:
        line = records.line(session, person.id, "plan", "confidentiality/plan")
    assert line
    return line.data["followed"]


# Before the first question -----------------------------------------


def test_a_stranger_is_asked_to_sign_in(stranger: Client) -> None:
    assert stranger.get(PAGE).location == f"/en/sign-in/?next={PAGE}"


@pytest.mark.parametrize("name", ["nothing", "orientation", "bridge"])
def test_a_module_without_questions_has_no_page(learner: Person, name: str) -> None:
    assert learner.client.get(PAGE.replace("confidentiality", name)).status_code == 404


def test_without_a_plan_it_leads_to_the_plan(learner: Person) -> None:
    page = learner.client.get(PAGE)
    assert "First choose one step for your own work." in said(page)
    assert f'href="{PLAN}"' in page.text
    assert "<form" not in page.text.partition("<main")[2].partition("</main>")[0]


def test_before_the_first_month_it_says_when_it_opens(stage: Stage, learner: Person) -> None:
    choose_plan(stage, learner)
    action = module(stage).actions[0]
    for page in (learner.client.get(PAGE), learner.client.get(PLAN)):
        assert f"{action.when} {action.will}" in said(page)
        assert "On 23 December 2026" in said(page)
    assert "one month on" not in said(learner.client.get(ME))
    wait(stage, learner, days=29, hours=14)  # the last hour before the day
    assert "On 23 December 2026 this page asks" in said(learner.client.get(PAGE))
    wait(stage, learner, hours=1)
    assert asked(stage, 30).ask in said(learner.client.get(PAGE))


# A question, an answer, a reply ------------------------------------


@pytest.mark.parametrize("place", range(4))
def test_an_answer_is_kept_and_answered_with_what_helps_next(stage: Stage, learner: Person, place: int) -> None:
    choose_plan(stage, learner)
    wait(stage, learner, days=31)
    page = learner.client.get(PAGE)
    assert "One month on" in said(page)
    assert all(one.text in said(page) and one.reply not in said(page) for one in asked(stage, 30).answers)
    shown = answer(stage, learner, 30, place)
    given = asked(stage, 30).answers[place]
    assert shown.request.full_path == f"{PAGE}?day=30"
    for seen in (shown, learner.client.get(PAGE)):
        assert given.text in said(seen)
        assert given.reply in said(seen)
        assert "The next question comes on 22 January 2027." in said(seen)
        assert "Only you see this." in said(seen)
    assert followed(stage, learner) == [[30, given.id]]


def test_three_questions_come_one_after_the_other(stage: Stage, learner: Person) -> None:
    choose_plan(stage, learner)
    for day, months in zip(DAYS, ("One month on", "Two months on", "Three months on"), strict=True):
        wait(stage, learner, days=30)
        home = learner.client.get(ME)
        assert f"Your plan, {months.lower()}" in said(home)
        assert f'href="{PAGE}"' in home.text
        assert f"Your plan, {months.lower()}" in said(learner.client.get(PLAN))
        assert months in said(learner.client.get(PAGE))
        answer(stage, learner, day)
        assert "Your plan, " not in said(learner.client.get(ME))
    assert "That was the last question about this step." in said(learner.client.get(PAGE))
    assert [day for day, _ in followed(stage, learner)] == list(DAYS)


def test_who_comes_late_is_asked_the_latest_question_only(stage: Stage, learner: Person) -> None:
    choose_plan(stage, learner)
    wait(stage, learner, days=200)
    assert asked(stage, 90).ask in said(learner.client.get(PAGE))
    answer(stage, learner, 90)
    assert "That was the last question" in said(learner.client.get(PAGE))


def test_a_page_that_lay_open_over_the_day_still_counts_and_leads_on(stage: Stage, learner: Person) -> None:
    choose_plan(stage, learner)
    wait(stage, learner, days=59)
    page = learner.client.get(PAGE)
    wait(stage, learner, days=2)
    shown = learner.client.send(page, "Keep my answer", answer=asked(stage, 30).answers[1].id)
    assert asked(stage, 30).answers[1].reply in said(shown)
    assert "Go on to the next question" in said(shown)
    assert asked(stage, 60).ask in said(learner.client.get(PAGE))


def test_another_step_begins_anew(stage: Stage, learner: Person) -> None:
    choose_plan(stage, learner)
    wait(stage, learner, days=30)
    page = learner.client.get(PAGE)
    answer(stage, learner, 30)
    learner.client.send(learner.client.get(PLAN), "Choose this step", action=module(stage).actions[3].id)
    assert followed(stage, learner) == []
    assert "On 22 January 2027 this page asks" in said(learner.client.get(PAGE))
    stale = learner.client.send(page, "Keep my answer", follow=False, answer=asked(stage, 30).answers[0].id)
    assert stale.status_code == 409
    assert followed(stage, learner) == []


def test_a_double_click_answers_once_and_a_second_thought_counts(stage: Stage, learner: Person) -> None:
    choose_plan(stage, learner)
    wait(stage, learner, days=30)
    page, answers = learner.client.get(PAGE), asked(stage, 30).answers
    for place in (0, 0, 1, 0):
        learner.client.send(page, "Keep my answer", answer=answers[place].id)
    assert events(stage, learner, "plan.followed") == 3
    assert followed(stage, learner) == [[30, answers[0].id]]


# What is not accepted ----------------------------------------------


@pytest.mark.parametrize("chosen", [[], "", "nothing", ["said-before", "not-yet"], "\u202e", "a" * 100_000])
def test_an_answer_that_is_not_there_is_asked_again(stage: Stage, learner: Person, chosen: object) -> None:
    choose_plan(stage, learner)
    wait(stage, learner, days=30)
    page = post(
        learner.client,
        PAGE,
        {"day": "30", "answer": chosen}
        if not isinstance(chosen, list)
        else [("day", "30"), *(("answer", one) for one in chosen)],
        PAGE,
    )
    assert page.status_code == 422
    assert "Choose one of the answers." in said(page)
    assert asked(stage, 30).ask in said(page)
    assert followed(stage, learner) == []


@pytest.mark.parametrize("day", ["60", "90", "0", "", "-30", "30.0", "٣٠", "9" * 500, "x"])
def test_a_question_that_is_not_open_is_refused(stage: Stage, learner: Person, day: str) -> None:
    choose_plan(stage, learner)
    wait(stage, learner, days=30)
    page = post(learner.client, PAGE, {"day": day, "answer": asked(stage, 60).answers[0].id}, PAGE)
    assert page.status_code == 409
    assert events(stage, learner, "plan.followed") == 0
    assert learner.client.get(PAGE, query_string={"day": day}).status_code == 200


def test_without_a_plan_nothing_is_kept(stage: Stage, learner: Person) -> None:
    sent = {"day": "30", "answer": asked(stage, 30).answers[0].id}
    assert post(learner.client, PAGE, sent, ME).status_code == 409
    assert events(stage, learner, "plan.followed") == 0


def test_ones_own_words_have_no_field_to_be_sent_in(stage: Stage, learner: Person) -> None:
    choose_plan(stage, learner)
    wait(stage, learner, days=30)
    page = learner.client.get(PAGE).text
    assert "<textarea" not in page
    assert 'type="text"' not in page


def test_who_looks_only_leaves_no_answer(stage: Stage, trainer: Person) -> None:
    choose_plan(stage, trainer)
    wait(stage, trainer, days=30)
    post(trainer.client, "/en/cohorts/looking/", {"only": "yes"}, "/en/cohorts/")
    sent = {"day": "30", "answer": asked(stage, 30).answers[0].id}
    assert post(trainer.client, PAGE, sent, "/en/cohorts/").status_code == 409
    assert events(stage, trainer, "plan.followed") == 0


# Everywhere --------------------------------------------------------


@pytest.mark.parametrize("lang", ["bn", "km", "en-XA", "ar-XB"])
def test_every_page_in_every_language(stage: Stage, learner: Person, lang: str) -> None:
    address = PAGE.replace("/en/", f"/{lang}/")
    assert learner.client.get(address).status_code == 200
    choose_plan(stage, learner)
    assert learner.client.get(address).status_code == 200
    wait(stage, learner, days=30)
    shown = learner.client.send(learner.client.get(address), "", answer=asked(stage, 30).answers[0].id)
    assert shown.status_code == 200
    assert learner.client.get(f"/{lang}/me/").status_code == 200


def test_every_question_of_every_module_has_its_page(stage: Stage, learner: Person) -> None:
    library, address = library_of(learner), "/en/modules/{}/"
    for one in (one for one in library.modules.values() if one.follow_ups):
        place = address.format(one.id)
        assert f'href="{place}follow-up/"' in learner.client.get(place).text
        learner.client.send(learner.client.get(f"{place}plan/"), "Choose this step", action=one.actions[0].id)
        started = stage.clock()
        for question in one.follow_ups:
            stage.clock.now = started
            wait(stage, learner, days=question.day)
            page = learner.client.get(f"{place}follow-up/")
            assert question.ask in said(page)
            shown = learner.client.send(page, "Keep my answer", answer=question.answers[-1].id)
            assert question.answers[-1].reply in said(shown)
    assert {one.id for one in library.modules.values() if one.follow_ups} >= {
        one.id for one in here(stage).library.modules.values() if one.test and one.actions
    }


def test_the_budgets(stage: Stage, learner: Person, trainer: Person) -> None:
    cohort(stage, trainer)
    finish_module(stage, learner)
    wait(stage, learner, days=30)
    for place in (ME, PAGE):
        with counted(stage.database) as statements:
            page = learner.client.get(place)
        assert len(statements) <= 6, "\n".join(statements)
    assert len(brotli.compress(page.data)) <= 4500
    with counted(stage.database) as statements:
        learner.client.send(page, "Keep my answer", follow=False, answer=asked(stage, 30).answers[0].id)
    assert len(statements) <= 6, "\n".join(statements)
