"""What a certificate asks for, and its codes as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.domain.certificate import ALPHABET, CODE_LENGTH, course_requirements, earned, grouped, requirements, tidy_code
from lms.domain.course import Course, Ends
from lms.domain.progress import BEGUN, DONE, Line
from tests.unit.domain.given import NOW, RULE, bank, module, scenario

TOPIC = module(bank(), [scenario()] * 3)
CODES = st.text(ALPHABET, min_size=CODE_LENGTH, max_size=CODE_LENGTH)


def done(topic, subject, state=DONE):
    return (topic, subject), Line(topic, subject, state, NOW, None, None, {})


ALL = [
    done("lesson", "topic/one"),
    done("lesson", "topic/two"),
    done("scenario", "topic/story"),
    done("test", "topic/test"),
    done("plan", "topic/plan"),
]


def test_all_of_it_earns_the_certificate():
    assert earned(TOPIC, dict(ALL))


@pytest.mark.parametrize("place", range(len(ALL)))
@pytest.mark.parametrize("state", [None, BEGUN])
def test_each_part_is_needed_and_needs_to_be_done(place, state):
    lines = dict(ALL)
    (topic, subject), _ = ALL[place]
    del lines[topic, subject]
    if state:
        lines |= [done(topic, subject, state)]
    assert not earned(TOPIC, lines)


def test_the_record_of_another_module_does_not_help():
    assert not any(
        need.have for need in requirements(TOPIC, dict([done("lesson", "other/one"), done("test", "other/test")]))
    )


def test_requirements_say_how_much_is_there():
    needs = requirements(TOPIC, dict([done("lesson", "topic/one")]))
    assert [(need.id, need.have, need.need) for need in needs] == [
        ("lessons", 1, 2),
        ("scenarios", 0, 2),
        ("test", 0, 1),
        ("plan", 0, 1),
    ]


@pytest.mark.parametrize(("there", "needed"), [(0, 0), (1, 1), (2, 2), (4, 2)])
def test_two_scenarios_are_needed_where_there_are_two(there, needed):
    needs = {need.id: need.need for need in requirements(module(bank(), [scenario()] * there), {})}
    assert needs["scenarios"] == needed


def test_a_module_without_a_test_has_no_certificate():
    assert not earned(module(bank(), [scenario()] * 2, rule=None), dict(ALL))


# Courses -----------------------------------------------------------


def course(ends_with):
    rule = RULE if ends_with is Ends.TEST else None
    return Course("walk", "Walk", "", "police", ("topic/one", "topic/two"), ends_with, rule)


def needs_of(ends_with, *lines):
    found = course_requirements(course(ends_with), [TOPIC, module(rule=None)], dict(lines))
    return [(need.id, need.have, need.need) for need in found]


def test_a_course_that_ends_in_a_test_needs_its_own_test():
    lines = [done("lesson", "topic/one"), done("test", "topic/test"), done("test", "courses/walk", BEGUN)]
    assert needs_of(Ends.TEST, *lines) == [("lessons", 1, 2), ("test", 0, 1)]
    assert needs_of(Ends.TEST, *lines, done("test", "courses/walk")) == [("lessons", 1, 2), ("test", 1, 1)]


def test_a_course_that_ends_in_certificates_needs_those_of_the_modules_that_have_one():
    assert needs_of(Ends.CERTIFICATES, done("test", "topic/test")) == [("lessons", 0, 2), ("certificates", 0, 1)]
    held = [done("certificate", "topic"), done("certificate", "courses/walk")]
    assert needs_of(Ends.CERTIFICATES, *held) == [("lessons", 0, 2), ("certificates", 1, 1)]


def test_a_course_that_ends_in_a_note_needs_its_lessons():
    assert needs_of(Ends.NOTE, *ALL) == [("lessons", 2, 2)]


@given(CODES)
def test_a_printed_code_is_read_back_however_it_is_typed(code):
    for typed in (code, grouped(code), grouped(code).upper(), f"  {grouped(code).replace('-', ' ')} \n"):
        assert tidy_code(typed) == code


@given(st.text())
def test_any_text_can_be_typed(text):
    assert len(tidy_code(text)) <= 64


def test_codes_have_no_letters_that_are_mistaken_for_others():
    assert not set(ALPHABET) & set("01ilo")
    assert len(set(ALPHABET)) == len(ALPHABET)
