"""Words that blame or make a show are found where they stand, unless somebody is quoted."""

from __future__ import annotations

from pathlib import Path

import pytest

from lms.content import check
from lms.content.rules.word_list import WORDS, Word
from tests.unit.content.small import FILES, write

LESSON = "courses/harbour/first-boat.md"
STORY = "quizzes/harbour/night-boat.toml"


def _found(root: Path, name: str, old: str, new: str) -> list[tuple[str, str]]:
    write(root, {**FILES, name: FILES[name].replace(old, new, 1)})
    found = [one for one in check(root) if one.rule in ("blaming-word", "loaded-word")]
    lines = (root / name).read_text(encoding="utf-8").split("\n")
    return [(one.rule, lines[one.line - 1]) for one in found]


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.shown)
def test_every_word_finds_its_examples_and_says_why(word: Word) -> None:
    for shown in word.shown.split(", "):
        assert word.found_by.search(f"He wrote of {shown}.")
    assert word.why.endswith(".")


def test_what_somebody_says_may_be_quoted(tmp_path: Path) -> None:
    assert _found(tmp_path, LESSON, "Nobody met him.", "“They called us slaves,\n    all of us,” he said.") == []


def test_what_stands_beside_a_quotation_is_found(tmp_path: Path) -> None:
    said = "“Well,” he said. Slaves, he meant. “Yes.”"
    assert _found(tmp_path, LESSON, "Nobody met him.", said) == [
        ("blaming-word", f"    A man came home by boat. {said}")
    ]


def test_a_text_of_several_lines_is_found_on_its_line(tmp_path: Path) -> None:
    words = '"""\nThe boat has come in.\n\nIt was an ordeal.\n"""'
    assert _found(tmp_path, STORY, '"He sits down."', words) == [("loaded-word", "It was an ordeal.")]


@pytest.mark.parametrize(
    "harmless",
    [
        "She was admitted to the ward.",
        "He claims his wages.",
        "The cup is broken.",
        "A broken promise.",
        "They rescued a dog.",
        "The suicide of a friend.",
        "He had a nightmare.",
        "The leaves have fallen.",
    ],
)
def test_other_meanings_of_a_word_are_let_pass(harmless: str) -> None:
    assert [word.shown for word in WORDS if word.found_by.search(harmless)] == []
