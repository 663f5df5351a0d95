"""An interview: kinds are counted, and every try stands in words and an order of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.domain.engine import BadPath, begin, choose
from lms.domain.interview import FIRST_TRY, LAST_TRY, drawn, following, read_try, resumed_try, tally, worded
from lms.domain.scenario import QuestionKind, Scenario, ScenarioForm
from tests.unit.domain.given import choice, node, scenario

TRIES = st.integers(FIRST_TRY, LAST_TRY)


def interview() -> Scenario:
    """Two nodes with four questions each, and each question in three wordings."""
    return replace(
        scenario([_node("lace", "bus"), _node("bus", "sound")], scenario().endings), form=ScenarioForm.INTERVIEW
    )


def _node(name: str, onward: str):
    kinds = [replace(choice(kind, onward), kind=kind, wordings=(f"Ask {kind}", f"Try {kind}")) for kind in QuestionKind]
    return node(name, *kinds)


def test_the_kinds_of_the_way_are_counted():
    play = choose(choose(begin(interview()), "open"), "multiple")
    assert dict(tally(play)) == {
        QuestionKind.OPEN: 1,
        QuestionKind.CLOSED: 0,
        QuestionKind.LEADING: 0,
        QuestionKind.MULTIPLE: 1,
    }


@given(TRIES)
def test_a_try_looks_the_same_each_time_and_holds_the_same_questions(attempt: int):
    story, shown = interview(), worded(interview(), attempt)
    assert shown == worded(story, attempt)
    for before, after in zip(story.nodes, shown.nodes, strict=True):
        assert {one.id for one in after.choices} == {one.id for one in before.choices}
        for one in after.choices:
            said = before.choice(one.id)
            assert one.text in (said.text, *said.wordings)
            assert replace(one, text=said.text) == said


@given(st.integers(FIRST_TRY, LAST_TRY - 2))
def test_three_tries_in_a_row_say_a_question_in_its_three_wordings(attempt: int):
    story = interview()
    for place in story.nodes:
        for one in place.choices:
            said = {worded(story, attempt + later).node(place.id).choice(one.id).text for later in range(3)}
            assert said == {one.text, *one.wordings}


def test_the_order_is_another_one_at_other_tries():
    orders = {tuple(one.id for one in worded(interview(), attempt).nodes[0].choices) for attempt in range(1, 60)}
    assert len(orders) > 12
    assert {order[0] for order in orders} == set(QuestionKind), "each kind stands first at some try"


def test_scenarios_of_other_forms_are_the_same_at_every_try():
    assert worded(scenario(), 7) == scenario()


def test_the_draw_follows_from_ids_alone():
    assert drawn("the-first-talk", "lace", "floor") == 1780954658
    assert drawn("a", "bc") != drawn("ab", "c")


@pytest.mark.parametrize(("text", "attempt"), [("1", 1), ("2", 2), ("999", 999)])
def test_a_try_is_read(text: str, attempt: int):
    assert read_try(text) == attempt


@pytest.mark.parametrize(
    "text", ["", "0", "-1", "01", "1000", "9" * 5000, "two", "1.0", " 1", "1\n", "٣", "²", "+1", "1e2", "\x00", "１"]
)
def test_what_is_no_try_is_refused(text: str):
    with pytest.raises(BadPath):
        read_try(text)


def test_after_the_last_try_comes_the_first():
    assert [following(attempt) for attempt in (1, 2, LAST_TRY)] == [2, 3, FIRST_TRY]


@pytest.mark.parametrize(("attempt", "attempted"), [("1", 1), ("12", 12), ("on-the-phone", 1), ("", 1), ("1000", 1)])
def test_an_attempt_goes_on_in_the_words_of_its_try(attempt: str, attempted: int):
    assert resumed_try(interview(), attempt) == attempted
    assert resumed_try(scenario(), attempt) == FIRST_TRY
