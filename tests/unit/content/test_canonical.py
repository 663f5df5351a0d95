"""Canonical forms are kept for ever: they come back as they went, and their hashes do not drift."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.content.canonical import Unit, canonical, unit, version
from lms.domain.course import Item, Lesson, Option, Use
from lms.domain.scenario import METERS, Choice, Ending, Move, Node, Outcome, Scenario

TEXT = st.text(max_size=12)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
SMALL = st.integers(0, 60)
LESSONS = st.builds(Lesson, TEXT, TEXT, TEXT, TEXT, SMALL, TEXTS, TEXTS, TEXTS, TEXT, TEXT, TEXT)
OPTIONS = st.lists(st.builds(Option, TEXT, st.booleans(), TEXT), max_size=4).map(tuple)
ITEMS = st.builds(Item, TEXT, TEXT, TEXT, st.sampled_from(Use), st.booleans(), TEXT, TEXTS, OPTIONS)
MOVES = st.lists(st.builds(Move, st.sampled_from(METERS), st.sampled_from([-1, 1]), TEXT), max_size=2).map(tuple)
CHOICES = st.lists(st.builds(Choice, TEXT, TEXT, TEXT, TEXT, TEXT, TEXTS, MOVES), max_size=3).map(tuple)
NODES = st.lists(st.builds(Node, TEXT, TEXT, st.booleans(), CHOICES), max_size=3).map(tuple)
ENDING = st.builds(Ending, TEXT, st.sampled_from(Outcome), TEXT, TEXT, TEXT, TEXT, TEXT, TEXTS)
ENDINGS = st.lists(ENDING, max_size=2).map(tuple)
LEVELS = st.tuples(SMALL, SMALL, SMALL)
SCENARIOS = st.builds(Scenario, *[TEXT] * 5, SMALL, TEXT, TEXT, TEXT, LEVELS, TEXTS, NODES, ENDINGS)

ITEM = Item(
    "harbour",
    "i1",
    "first-boat",
    Use.TEST,
    True,
    "What?",
    ("HE-01",),
    (Option("A", True, "x"), Option("B", False, "y")),
)


@given(st.one_of(LESSONS, ITEMS, SCENARIOS))
def test_what_is_written_comes_back(made: Unit) -> None:
    assert unit(json.loads(json.dumps(canonical(made)))) == made


@given(st.one_of(LESSONS, ITEMS, SCENARIOS), st.one_of(LESSONS, ITEMS, SCENARIOS))
def test_equal_versions_are_equal_units(one: Unit, other: Unit) -> None:
    assert (version(one) == version(other)) == (one == other)


def test_the_form_of_an_item_is_what_it_was() -> None:
    assert canonical(ITEM) == {
        "format": 1,
        "kind": "item",
        "module": "harbour",
        "id": "i1",
        "lesson": "first-boat",
        "use": "test",
        "critical": True,
        "stem": "What?",
        "sources": ["HE-01"],
        "options": [
            {"text": "A", "correct": True, "why": "x"},
            {"text": "B", "correct": False, "why": "y"},
        ],
    }
    assert version(ITEM) == "24a5852138d694276b20"


def test_the_order_of_the_options_belongs_to_the_version() -> None:
    assert version(replace(ITEM, options=ITEM.options[::-1])) != version(ITEM)


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"format": 2, "kind": "item"},
        {"format": 1, "kind": "song"},
        {"format": 1, "kind": "item"},
        {**canonical(ITEM), "use": "never"},
        {**canonical(ITEM), "options": [1]},
        {**canonical(ITEM), "options": None},
    ],
)
def test_a_form_that_cannot_be_read_is_refused(form: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"form of content|Use"):
        unit(form)
