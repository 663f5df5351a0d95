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
from lms.domain.scenario import (
    METERS,
    Beside,
    Choice,
    Ending,
    Move,
    Node,
    Outcome,
    QuestionKind,
    Road,
    Scenario,
    ScenarioForm,
    Stage,
    Turn,
)

TEXT = st.text(max_size=12)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)
SMALL = st.integers(0, 60)
LESSONS = st.builds(Lesson, TEXT, TEXT, TEXT, TEXT, SMALL, TEXTS, TEXTS, TEXTS, TEXT, TEXT, TEXT)
OPTIONS = st.lists(st.builds(Option, TEXT, st.booleans(), TEXT), max_size=4).map(tuple)
ITEMS = st.builds(Item, TEXT, TEXT, TEXT, st.sampled_from(Use), st.booleans(), TEXT, TEXTS, OPTIONS)
MOVES = st.lists(st.builds(Move, st.sampled_from(METERS), st.sampled_from([-1, 1]), TEXT), max_size=2).map(tuple)
KINDS, TURNS = st.one_of(st.none(), st.sampled_from(QuestionKind)), st.one_of(st.none(), st.sampled_from(Turn))
CHOICE = st.builds(Choice, TEXT, TEXT, TEXT, TEXT, TEXT, TEXTS, MOVES, KINDS, TEXTS, TURNS)
CHOICES = st.lists(CHOICE, max_size=3).map(tuple)
BESIDE = st.lists(st.builds(Beside, TEXT, TEXT), max_size=2).map(tuple)
NODES = st.lists(st.builds(Node, TEXT, TEXT, st.booleans(), CHOICES, TEXT, TEXT, BESIDE), max_size=3).map(tuple)
ENDING = st.builds(Ending, TEXT, st.sampled_from(Outcome), TEXT, TEXT, TEXT, TEXT, TEXT, TEXTS)
ENDINGS = st.lists(ENDING, max_size=2).map(tuple)
LEVELS = st.tuples(SMALL, SMALL, SMALL)
FORM = st.sampled_from(ScenarioForm)
ROADS = st.lists(st.builds(Road, TEXT, TEXT, TEXT), max_size=2).map(tuple)
STAGES = st.lists(st.builds(Stage, TEXT, TEXT, TEXT), max_size=2).map(tuple)
SCENARIOS = st.builds(
    Scenario, *[TEXT] * 5, SMALL, TEXT, TEXT, TEXT, LEVELS, TEXTS, NODES, ENDINGS, FORM, ROADS, STAGES
)

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


STORY = Scenario(
    "harbour",
    "night-boat",
    "A boat",
    "It comes in.",
    "You stand on the wall.",
    8,
    "Nobody is hurt.",
    "",
    "wall",
    (2, 2, 2),
    ("HE-01",),
    (
        Node(
            "wall",
            "A man.",
            False,
            (Choice("wait", "You wait.", "end", "He nods.", "Why.", ("HE-01",), (Move("trust", 1, "Asked."),)),),
        ),
    ),
    (Ending("end", Outcome.SOUND, "The end", "He sits.", "He goes.", "Asking.", "Who asks?", ("HE-01",)),),
)
WRITTEN_BEFORE_FORMS = {
    "format": 1,
    "kind": "scenario",
    "module": "harbour",
    "id": "night-boat",
    "title": "A boat",
    "summary": "It comes in.",
    "role": "You stand on the wall.",
    "minutes": 8,
    "note": "Nobody is hurt.",
    "beyond": "",
    "start": "wall",
    "meters": {"safety": 2, "trust": 2, "choice": 2},
    "sources": ["HE-01"],
    "nodes": [
        {
            "id": "wall",
            "text": "A man.",
            "pause": False,
            "choices": [
                {
                    "id": "wait",
                    "text": "You wait.",
                    "to": "end",
                    "then": "He nods.",
                    "why": "Why.",
                    "sources": ["HE-01"],
                    "moves": [{"meter": "trust", "by": 1, "because": "Asked."}],
                }
            ],
        }
    ],
    "endings": [
        {
            "id": "end",
            "outcome": "sound",
            "title": "The end",
            "text": "He sits.",
            "next": "He goes.",
            "rests": "Asking.",
            "ask": "Who asks?",
            "sources": ["HE-01"],
        }
    ],
}


def test_a_story_has_the_form_and_the_hash_that_it_had_before_there_were_other_forms() -> None:
    assert canonical(STORY) == WRITTEN_BEFORE_FORMS
    assert version(STORY) == "3ef65f26b8ad720c818f"
    assert unit(WRITTEN_BEFORE_FORMS) == STORY


def test_what_only_one_form_has_is_written_only_there() -> None:
    made = canonical(replace(STORY, form=ScenarioForm.ROADS, stages=(Stage("one", "One", "Who asks?"),)))
    assert made.keys() - canonical(STORY).keys() == {"form", "stages"}
    assert made["form"] == "roads"
    assert made["stages"] == [{"id": "one", "title": "One", "switch": "Who asks?"}]


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
        {**WRITTEN_BEFORE_FORMS, "form": "song"},
        {**WRITTEN_BEFORE_FORMS, "roads": [{"id": "a"}]},
        {**WRITTEN_BEFORE_FORMS, "stages": 1},
    ],
)
def test_a_form_that_cannot_be_read_is_refused(form: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"form of content|Use|ScenarioForm"):
        unit(form)
