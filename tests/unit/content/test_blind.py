"""A sheet of options without questions: drawn by a seed, scored against chance."""

from __future__ import annotations

from pathlib import Path

import pytest

from lms import content
from lms.cli.report_options import scored
from lms.content.blind import Guess, lines, read_answers, score, sheet
from tests.unit.content.small import write


@pytest.fixture
def guesses(tmp_path: Path) -> tuple[Guess, ...]:
    return sheet(content.load(write(tmp_path)).modules["harbour"].items, seed=7)


def test_a_sheet_shows_every_option_and_no_question(guesses: tuple[Guess, ...]) -> None:
    text = "\n".join(lines(guesses))
    for guess in guesses:
        assert guess.item.stem not in text
        assert sorted(guess.options, key=str) == sorted(guess.item.options, key=str)
        assert all(option.text in text for option in guess.options)


def test_the_seed_draws_the_order(tmp_path: Path, guesses: tuple[Guess, ...]) -> None:
    items = content.load(write(tmp_path)).modules["harbour"].items
    assert sheet(reversed(items), seed=7) == guesses
    assert sheet(items, seed=8) != guesses


def test_answers_are_read_line_by_line() -> None:
    text = "1 a\n 2. B \n3) c\nfour d\n5 z\n6:d\n\n7 a b"
    assert read_answers(text) == {1: "a", 2: "b", 3: "c", 6: "d"}


def test_a_score_stands_beside_chance(guesses: tuple[Guess, ...]) -> None:
    assert score(guesses, {}).share == 0
    right = {guess.number: guess.right for guess in guesses}
    assert score(guesses, right).share == 1
    half = {**right, 1: "x"}
    assert (score(guesses, half).right, score(guesses, half).answered) == (len(guesses) - 1, len(guesses))
    assert score(guesses[:1], right).chance == 1 / len(guesses[0].options)


def test_what_was_seen_through_is_named(guesses: tuple[Guess, ...]) -> None:
    told = list(scored(guesses, {guesses[0].number: guesses[0].right}))
    assert told[0].startswith("harbour: 1 of 1 right, 100%")
    assert told[0].endswith("over 35%")
    assert told[-1] == f"seen through: {guesses[0].item.subject}"
