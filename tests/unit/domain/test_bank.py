"""What tests are drawn from: a module's own items, or the test items of a course's lessons."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.domain.bank import FULL, PRE, of_course, of_module
from lms.domain.course import Course, Ends, Use
from lms.domain.event import Kind
from lms.domain.mastery import MENDING, Form, draw
from lms.domain.sitting import sittings
from tests.unit.domain.given import RULE, bank, event, module, sitting

SEEDS = st.text(min_size=1, max_size=12)


def topic(name: str, critical: int = 9):
    """A module whose items are called as those of every other one."""
    made = module(bank(25, critical))
    return replace(
        made,
        id=name,
        lessons=tuple(replace(one, module=name) for one in made.lessons),
        items=tuple(replace(one, module=name) for one in made.items),
    )


RIVER, HILL = topic("river"), topic("hill")
COURSE = Course("walk", "Walk", "", "police", ("river/one", "hill/one"), Ends.TEST, RULE)
WALK = of_course(COURSE, [RIVER, HILL])
ITEMS = {WALK.name(one): one for one in WALK.items}


def drawn(history, seed, form=Form.FULL):
    return [ITEMS[name] for name in draw(WALK, Use.FORM_A, history, form, seed)]


def sat(items, wrong=(), form=Form.FULL):
    """A sitting of the course: its items are named with their modules."""
    made = sitting([], items, form)
    answers = [
        replace(
            answer,
            item=WALK.name(one),
            lesson=f"{one.module}/{one.lesson}",
            choices=frozenset("c") if WALK.name(one) in wrong else answer.correct,
        )
        for answer, one in zip(made.answers, items, strict=True)
    ]
    return replace(made, answers=tuple(answers))


def test_a_course_asks_only_test_items_of_its_own_lessons():
    other = replace(COURSE, lessons=("river/two", "hill/one"))
    assert {one.use for one in WALK.items} == {Use.TEST}
    assert {one.module for one in of_course(other, [RIVER, HILL]).items} == {"hill"}
    assert [one.subject for one in WALK.lessons] == ["river/one", "hill/one"]


def test_without_a_test_there_is_no_bank():
    assert of_course(replace(COURSE, test=None), [RIVER]) is None
    assert of_module(replace(RIVER, test=None)) is None


def test_items_with_the_same_name_in_two_modules_are_two():
    names = Counter(WALK.name(one) for one in WALK.items)
    assert len(names) == len(WALK.items) == 2 * 34
    assert WALK.item("river/grave-0").module == "river"
    assert WALK.item("grave-0") is None


@pytest.mark.parametrize("name", ["walk", "river", "test", "pre-test", "plan"])
def test_no_subject_of_a_course_is_one_of_a_module(name):
    course, same = of_course(replace(COURSE, id=name), [RIVER, HILL]), of_module(topic(name))
    assert course.subject(FULL) == f"courses/{name}"
    assert course.subject(FULL) not in {same.subject(FULL), same.subject(PRE)}
    assert course.owner.subject != same.owner.subject


@given(SEEDS)
def test_the_first_sitting_is_twenty_of_the_bank(seed):
    items = drawn([], seed)
    assert len({WALK.name(one) for one in items}) == 20
    assert sum(one.critical for one in items) == RULE.critical


@given(SEEDS)
def test_the_next_sitting_has_other_items(seed):
    first = drawn([], seed)
    second = drawn([sat(first)], seed + "'")
    assert not {WALK.name(one) for one in first} & {WALK.name(one) for one in second}


@given(SEEDS, st.integers(1, 3))
def test_a_missed_critical_item_is_made_good_by_two_others(seed, missed):
    first = drawn([], seed)
    wrong = [WALK.name(one) for one in first if one.critical][:missed]
    mending = drawn([sat(first, wrong)], seed, Form.MEND)
    assert len({WALK.name(one) for one in mending}) == MENDING * missed
    assert all(one.critical for one in mending)
    assert not {WALK.name(one) for one in mending} & {WALK.name(one) for one in first}


def test_a_sitting_knows_items_and_lessons_by_the_names_they_were_drawn_under():
    pair = [WALK.item("river/grave-0"), WALK.item("hill/grave-0")]
    versions = {one.module: one for one in pair}
    items = [[WALK.name(one), one.module] for one in pair]
    data = {"attempt": "1", "form": "full", "pass_mark": 2, "items": items}
    subject = WALK.subject(FULL)
    events = [
        event(Kind.TEST_DRAWN, subject, 1, **data),
        event(Kind.TEST_ANSWERED, subject, 2, "hill", attempt="1", item="hill/grave-0", choices=["a"]),
        event(Kind.TEST_ANSWERED, subject, 3, "river", attempt="1", item="grave-0", choices=["a"]),
    ]
    (told,) = sittings(events, versions.get)
    assert [(one.item, one.lesson, one.right) for one in told.answers] == [
        ("river/grave-0", "river/one", False),
        ("hill/grave-0", "hill/one", True),
    ]
    assert told.lessons_to_return_to() == ("river/one",)
