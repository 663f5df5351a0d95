"""What became of a plan: which question is due, what was answered, and what another step does to it."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.domain.event import Kind, in_order
from lms.domain.follow_up import DAYS, Plan, planned
from lms.domain.progress import fold
from tests.unit.domain.given import NOW, event, later
from tests.unit.domain.strategies import plan_histories

TOPIC = "topic/plan"
MIDNIGHT = NOW.replace(hour=0)


def chose(n, action="wait", at=NOW):
    return event(Kind.PLAN_CHOSEN, TOPIC, n, at=at, action=action)


def said(n, day, answer="did", at=NOW):
    return event(Kind.PLAN_FOLLOWED, TOPIC, n, at=at, day=day, answer=answer)


def line(*events):
    return fold("plan", TOPIC, events, lambda _: None)


def plan(**followed):
    return Plan("wait", NOW, {int(day[1:]): answer for day, answer in followed.items()})


# When a question is due --------------------------------------------


@pytest.mark.parametrize(
    ("followed", "days", "due", "why"),
    [
        ({}, 0, 0, "nothing is asked on the day itself"),
        ({}, 29, 0, "nor on the day before"),
        ({}, 30, 30, "the first question comes on its day"),
        ({}, 59, 30, "and waits"),
        ({}, 60, 60, "until the next one takes its place"),
        ({}, 400, 90, "the last one waits for ever"),
        ({"d30": "did"}, 59, 0, "what was answered is not asked again"),
        ({"d30": "did"}, 60, 60, "then the next one comes"),
        ({"d60": "did"}, 61, 0, "an older one does not come back"),
        ({"d30": "did", "d60": "not"}, 90, 90, "the third"),
        ({"d90": "did"}, 900, 0, "after the last one nothing is asked"),
    ],
)
def test_the_question_that_is_due(followed, days, due, why):
    assert plan(**followed).asked(MIDNIGHT + timedelta(days=days)) == due, why


def test_a_question_opens_at_the_beginning_of_its_day_whatever_the_hour_of_the_choice():
    late = Plan("wait", NOW.replace(hour=23, minute=59), {})
    assert late.opens(30) == MIDNIGHT + timedelta(days=30)
    assert late.asked(late.opens(30)) == 30
    assert late.asked(late.opens(30) - timedelta(microseconds=1)) == 0


@given(st.lists(st.sampled_from(DAYS), unique=True), st.integers(0, 200 * 24))
def test_what_is_due_has_opened_and_is_later_than_every_answer(days, hours):
    made = Plan("wait", NOW, dict.fromkeys(days, "did"))
    due = made.asked(later(hours=hours))
    assert due == 0 or (due in DAYS and made.opens(due) <= later(hours=hours) and due > made.last)
    assert bool(due) == bool(made.next_at and made.next_at <= later(hours=hours))


# The record line ---------------------------------------------------


def test_the_line_says_what_was_answered_and_when_the_next_question_comes():
    folded = line(chose(1), said(2, 30), said(3, 60, "not"))
    assert folded.data == {"action": "wait", "followed": [[30, "did"], [60, "not"]]}
    assert (folded.at, folded.due_at) == (NOW, MIDNIGHT + timedelta(days=90))
    assert Plan.read(folded.at, folded.data) == plan(d30="did", d60="not")


def test_after_the_last_answer_nothing_is_due():
    assert line(chose(1), said(2, 90)).due_at is None


def test_the_last_word_about_a_day_counts():
    assert line(chose(1), said(2, 30, "not"), said(3, 30, "did")).data["followed"] == [[30, "did"]]


def test_another_step_begins_anew():
    folded = line(chose(1), said(2, 30), chose(3, "ask", later(days=40)))
    assert folded.data == {"action": "ask", "followed": []}
    assert (folded.at, folded.due_at) == (later(days=40), MIDNIGHT + timedelta(days=70))


def test_the_same_step_again_goes_on():
    folded = line(chose(1), said(2, 30), chose(3, at=later(days=40)))
    assert (folded.data["followed"], folded.at) == ([[30, "did"]], NOW)


def test_a_step_that_was_left_and_taken_up_again_begins_anew():
    folded = line(chose(1), said(2, 30), chose(3, "ask"), chose(4, at=later(days=50)))
    assert (folded.data["followed"], folded.at) == ([], later(days=50))


def test_answers_without_a_plan_make_no_line_until_it_arrives():
    assert line(said(2, 30)) is None
    assert line(said(2, 30), chose(1)).data["followed"] == [[30, "did"]]
    assert line(said(1, 30), chose(2)).data["followed"] == []


def test_lines_from_before_these_questions_can_be_read():
    assert Plan.read(NOW, {"action": "wait"}) == plan()


@given(plan_histories)
def test_the_line_is_the_plan_as_it_would_be_told(history):
    """Against a second telling: the last run of one step, and the last answer of each day within it."""
    ordered = in_order(history)
    made = planned(ordered)
    choices = [place for place, one in enumerate(ordered) if one.kind is Kind.PLAN_CHOSEN]
    if not choices:
        assert made is None
        return
    action = ordered[choices[-1]].data["action"]
    others = [place for place in choices if ordered[place].data["action"] != action]
    start = next(place for place in choices if place > max(others, default=-1))
    since = [one for one in ordered[start:] if one.kind is Kind.PLAN_FOLLOWED]
    assert made == Plan(action, ordered[start].happened_at, {one.data["day"]: one.data["answer"] for one in since})
    assert Plan.read(made.chosen_at, json.loads(json.dumps(made.data))) == made
