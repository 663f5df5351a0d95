"""The learning record: lines folded from events."""

from __future__ import annotations

import json

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from lms.domain.event import Kind
from lms.domain.progress import BEGUN, DONE, fold, recalls
from lms.domain.sitting import sittings
from tests.unit.domain import strategies as of
from tests.unit.domain.given import event, item, later, scenario

UNITS = {"item-1": item("one"), "item-2": item("two", critical=True, right="b"), "story": scenario()}
HISTORIES = {
    "lesson": of.lesson_histories,
    "item": of.item_histories,
    "scenario": of.story_histories,
    "test": of.test_histories,
    "plan": of.plan_histories,
}


def line(topic, *events):
    return fold(topic, f"topic/{topic}", events, UNITS.get)


def chose(n, node, choice, attempt="x", version="story"):
    return event(
        Kind.SCENARIO_CHOSEN, "topic/story", n, version, later(minutes=n), attempt=attempt, node=node, choice=choice
    )


def answered(n, choices, version="item-1", confidence=None, at=None):
    when = at or later(minutes=n)
    return event(Kind.ITEM_ANSWERED, "topic/one", n, version, when, choices=list(choices), confidence=confidence)


def drawn(n, attempt="1", form="full", pass_mark=2):
    items = [["one", "item-1"], ["two", "item-2"]]
    return event(
        Kind.TEST_DRAWN,
        "topic/test",
        n,
        None,
        later(minutes=n),
        attempt=attempt,
        form=form,
        pass_mark=pass_mark,
        items=items,
    )


def gave(n, name, choices, attempt="1"):
    return event(Kind.TEST_ANSWERED, "topic/test", n, "item-1", attempt=attempt, item=name, choices=list(choices))


def handed_in(n, attempt="1"):
    return event(Kind.TEST_HANDED_IN, "topic/test", n, None, later(minutes=n), attempt=attempt)


# What holds for every line -----------------------------------------


@pytest.mark.parametrize("topic", HISTORIES)
@given(data=st.data())
def test_the_order_of_arrival_never_shows(topic, data):
    history = data.draw(HISTORIES[topic])
    shuffled = data.draw(st.permutations(history))
    assert line(topic, *history) == line(topic, *shuffled)


@pytest.mark.parametrize("topic", HISTORIES)
@given(data=st.data())
def test_what_is_done_stays_done_whatever_comes_later(topic, data):
    history = data.draw(HISTORIES[topic])
    ordered = sorted(history, key=lambda one: one.order)
    done = [folded.state == DONE if (folded := line(topic, *ordered[:n])) else False for n in range(len(ordered) + 1)]
    assert done == sorted(done)


@pytest.mark.parametrize("topic", HISTORIES)
def test_the_random_histories_are_worth_something(topic):
    found = settings(max_examples=2000, phases=[Phase.generate], database=None)
    find(
        HISTORIES[topic],
        lambda history: bool((folded := line(topic, *history)) and folded.state == DONE),
        settings=found,
    )


@pytest.mark.parametrize("topic", HISTORIES)
@given(data=st.data())
def test_a_line_is_plain_json_that_comes_back_equal(topic, data):
    folded = line(topic, *data.draw(HISTORIES[topic]))
    if folded is not None:
        assert json.loads(json.dumps(folded.data)) == folded.data


@pytest.mark.parametrize("topic", [*HISTORIES, "certificate"])
def test_no_events_make_no_line(topic):
    assert line(topic) is None


# Lessons, plans, certificates --------------------------------------


def test_a_lesson_is_done_at_its_first_reading_and_names_the_last_version():
    first = event(Kind.LESSON_COMPLETED, "topic/one", 1, "old", later(days=0))
    again = event(Kind.LESSON_COMPLETED, "topic/one", 2, "new", later(days=3))
    folded = line("lesson", again, first)
    assert (folded.state, folded.at, folded.data) == (DONE, later(days=0), {"version": "new", "lang": "en"})


def test_the_last_plan_counts():
    plans = [event(Kind.PLAN_CHOSEN, "topic/plan", n, action=name) for n, name in ((1, "wait"), (2, "ask"))]
    assert line("plan", *plans).data == {"action": "ask", "followed": []}


def test_the_first_certificate_counts():
    issued = [event(Kind.CERTIFICATE_ISSUED, "topic", n, code=code) for n, code in ((1, "abc"), (2, "xyz"))]
    assert line("certificate", *issued).data == {"code": "abc"}


# Items -------------------------------------------------------------


def test_an_item_remembers_its_first_and_its_last_answer():
    folded = line("item", answered(1, "c", confidence="sure"), answered(2, "a", confidence="fairly"))
    assert folded.data == {
        "answers": 2,
        "choices": ["a"],
        "confidence": "fairly",
        "right": True,
        "sure_and_wrong": False,
        "first": {"choices": ["c"], "right": False, "confidence": "sure"},
    }
    assert (folded.score, folded.at) == (1, later(minutes=2))
    assert folded.due_at > folded.at


def test_sure_and_wrong_shows():
    assert line("item", answered(1, "c", confidence="sure")).data["sure_and_wrong"]
    assert not line("item", answered(1, "c", confidence="fairly")).data["sure_and_wrong"]


def test_an_answer_is_marked_against_the_version_that_was_seen():
    first, second = answered(1, "b", version="item-2"), answered(2, "b", version="item-1")
    assert [recall.right for recall in recalls([first, second], UNITS.get)] == [True, False]


def test_answers_to_lost_versions_are_passed_over_and_shift_nothing():
    folded = line("item", answered(1, "b", version="lost"), answered(2, "a"), answered(3, "c", version="lost"))
    assert (folded.data["answers"], folded.data["choices"], folded.data["first"]["choices"]) == (1, ["a"], ["a"])
    assert line("item", answered(1, "a", version="lost")) is None


# Scenarios ---------------------------------------------------------


def test_a_story_half_played_can_be_continued():
    folded = line("scenario", chose(1, "desk", "ask"))
    assert folded.state == BEGUN
    assert folded.data["way"] == [["desk", "ask"]]
    assert (folded.data["at"], folded.data["ended"], folded.data["attempt"]) == ("room", False, "x")


@pytest.mark.parametrize(("last", "state"), [("listen", DONE), ("mend", DONE), ("call", BEGUN)])
def test_sound_and_repaired_endings_count_and_harm_does_not(last, state):
    assert line("scenario", chose(1, "desk", "ask"), chose(2, "room", last)).state == state


def test_going_back_from_a_good_ending_loses_nothing():
    folded = line("scenario", chose(1, "desk", "ask"), chose(2, "room", "listen"), chose(3, "room", "call"))
    assert folded.state == DONE
    assert folded.data["endings"] == ["harm", "sound"]
    assert folded.data["at"] == "harm"


def test_a_step_taken_back_drops_what_came_after_it():
    folded = line("scenario", chose(1, "desk", "ask"), chose(2, "room", "listen"), chose(3, "desk", "press"))
    assert folded.data["way"] == [["desk", "press"]]


def test_a_replay_is_an_attempt_of_its_own():
    folded = line(
        "scenario", chose(1, "desk", "send"), chose(2, "desk", "ask", attempt="y"), chose(3, "room", "listen", "y")
    )
    assert folded.state == DONE
    assert (folded.data["attempt"], folded.data["endings"]) == ("y", ["harm", "sound"])


@pytest.mark.parametrize("stray", [("room", "listen"), ("desk", "listen"), ("cellar", "ask")])
def test_a_choice_that_fits_nowhere_is_passed_over(stray):
    assert line("scenario", chose(1, *stray)) is None
    assert line("scenario", chose(1, "desk", "send"), chose(2, *stray)).data["way"] == [["desk", "send"]]


def test_a_story_whose_version_is_lost_makes_no_line():
    assert line("scenario", chose(1, "desk", "ask", version="lost")) is None


# Tests -------------------------------------------------------------


def test_a_passed_test():
    folded = line("test", drawn(1), gave(2, "one", "a"), gave(3, "two", "b"), handed_in(4))
    assert (folded.state, folded.score, folded.at) == (DONE, 2, later(minutes=4))
    assert folded.data["missed_critical"] == 0
    assert folded.data["lessons"] == []


def test_a_sitting_that_is_open_says_nothing_of_its_answers():
    folded = line("test", drawn(1), gave(2, "one", "c"))
    assert (folded.state, folded.score, folded.data["missed_critical"], folded.data["lessons"]) == (
        BEGUN,
        None,
        None,
        [],
    )
    assert (folded.data["answered"], folded.data["of"]) == (1, 2)


def test_the_last_answer_before_handing_in_counts():
    history = [drawn(1), gave(2, "one", "c"), gave(3, "one", "a"), handed_in(4), gave(5, "one", "b")]
    (sat,) = sittings(history, UNITS.get)
    assert [answer.choices for answer in sat.answers] == [frozenset("a"), frozenset()]


def test_handing_in_twice_changes_nothing():
    once = [drawn(1), gave(2, "one", "a"), handed_in(3)]
    assert line("test", *once) == line("test", *once, handed_in(4))


def test_a_later_bad_sitting_does_not_undo_a_pass():
    good = [drawn(1), gave(2, "one", "a"), gave(3, "two", "b"), handed_in(4)]
    bad = [drawn(5, "2"), handed_in(6, "2")]
    folded = line("test", *good, *bad)
    assert (folded.state, folded.score, folded.data["sittings"]) == (DONE, 2, 2)


def test_a_missed_critical_item_does_not_pass():
    folded = line("test", drawn(1, pass_mark=1), gave(2, "one", "a"), handed_in(3))
    assert (folded.state, folded.data["missed_critical"]) == (BEGUN, 1)
    assert folded.data["lessons"] == ["one"]


def test_a_pre_test_is_done_when_it_is_handed_in():
    assert line("test", drawn(1, form="pre"), handed_in(2)).state == DONE
    assert line("test", drawn(1, form="pre")).state == BEGUN


def test_answers_without_a_draw_make_no_line():
    assert line("test", gave(1, "one", "a"), handed_in(2)) is None
