"""How hard a text is: by a formula, with the hardest sentences named on their lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from lms.content import check
from lms.content.rules.readability import grade, hardness, reading_age, sentences
from tests.unit.content.small import FILES, write

LESSON = "courses/harbour/first-boat.md"
LAST = "### And then\n\n"
HARD = (
    "Institutional responsibilities necessitate interdisciplinary collaboration",
    "Comprehensive documentation facilitates continuity and accountability",
    "Organisational considerations inevitably determine individual opportunities",
)
MARKDOWN = (
    "## A heading\n\nOne line.\nAnother “line?” Yes:\n\n- A [link](/pause/) here\n- *Two*\n\n"
    '!!! case "A case"\n    A man.\n'
)


def test_every_sentence_has_its_place() -> None:
    lines = [(MARKDOWN.count("\n", 0, at) + 1, words) for at, words in sentences(MARKDOWN)]
    assert lines == [
        (1, "A heading"),
        (3, "One line"),
        (4, "Another “line"),
        (4, "Yes"),
        (6, "A link here"),
        (7, "Two"),
        (9, "A case"),
        (10, "A man"),
    ]


def test_a_hard_text_is_named_by_its_three_hardest_sentences(tmp_path: Path) -> None:
    many = "".join(f"{one}, {one.lower()}.\n\n" for one in HARD) + "A responsibility. " * 120
    write(tmp_path, {**FILES, LESSON: FILES[LESSON].replace(LAST, LAST + many)})
    [found] = [one for one in check(tmp_path) if one.rule == "reading-level"]
    lines = (tmp_path / LESSON).read_text(encoding="utf-8").split("\n")
    for words in HARD:
        number = next(number for number, line in enumerate(lines, 1) if line.startswith(words))
        assert f"line {number}: “{words}" in found.message


def test_the_formula_is_the_published_one() -> None:
    """0.39 words per sentence and 11.8 syllables per word, less 15.59: ten words of one syllable in a sentence."""
    text = "The cat and the dog sat on the old mat. " * 12
    assert grade(text) == pytest.approx(0.39 * 10 + 11.8 - 15.59)
    assert reading_age(text) == pytest.approx(grade(text) + 5)
    assert hardness("The cat and the dog sat on the old mat") == pytest.approx(grade(text))


def test_a_few_words_have_no_grade() -> None:
    assert (grade("Responsibility."), reading_age("Responsibility."), hardness("Responsibility")) == (0, 0, 0)
