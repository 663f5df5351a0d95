"""The blind reader: what can be guessed of a bank from its options alone, without the questions.

Whoever has not seen the lessons gets a sheet of options, in an order drawn by a seed, and writes down which
one she takes for the right one. The nearer her score is to chance, the less length, place and tone give away.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lms.domain.course import LETTERS, Item, Option

ANSWER = re.compile(r"\s*(\d+)[\s.:)]+([a-h])\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Guess:
    """One item on a sheet, by its number: its options in the sheet's order."""

    number: int
    item: Item
    options: tuple[Option, ...]

    @property
    def right(self) -> str:
        """The letter on the sheet of the option that is right."""
        return next(letter for letter, option in zip(LETTERS, self.options, strict=False) if option.correct)


@dataclass(frozen=True, slots=True)
class Score:
    """How many were answered, how many rightly, and how many rightly by chance alone would be expected."""

    answered: int
    right: int
    chance: float

    @property
    def share(self) -> float:
        return self.right / self.answered if self.answered else 0.0


def sheet(items: Iterable[Item], seed: int) -> tuple[Guess, ...]:
    """The items of a sheet, in an order of its own; the same seed draws the same sheet. Items with one right option."""
    chance = random.Random(seed)
    drawn = sorted((item for item in items if len(item.correct) == 1), key=lambda item: item.subject)
    chance.shuffle(drawn)
    return tuple(
        Guess(number, item, tuple(chance.sample(item.options, len(item.options))))
        for number, item in enumerate(drawn, 1)
    )


def lines(guesses: Sequence[Guess]) -> Iterator[str]:
    """The sheet as text: numbers and options, and nothing that tells them apart."""
    for guess in guesses:
        yield f"{guess.number}."
        yield from (f"   {letter}) {option.text}" for letter, option in zip(LETTERS, guess.options, strict=False))


def read_answers(text: str) -> Mapping[int, str]:
    """Answers by number, one a line («12 b»); other lines are passed over."""
    found = (ANSWER.fullmatch(line) for line in text.splitlines())
    return {int(match[1]): match[2].lower() for match in found if match}


def score(guesses: Iterable[Guess], answers: Mapping[int, str]) -> Score:
    """What the answers to a sheet, or to some of it, add up to."""
    answered = [guess for guess in guesses if guess.number in answers]
    right = sum(answers[guess.number] == guess.right for guess in answered)
    return Score(len(answered), right, sum(1 / len(guess.options) for guess in answered))
