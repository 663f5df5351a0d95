"""How made-up learners go about it: how far they come, how often they are right, how sure they are."""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """Where a learner stands today."""

    CERTIFIED = "certified"
    SECOND_TRY = "second try"  # failed once, learnt, passed
    WAITING = "waiting"  # failed yesterday, may try again in a few hours
    MENDING = "mending"  # enough right answers, but a critical one was missed
    HALF_PLAYED = "half-played"  # in the middle of a scenario
    UNDER_WAY = "under way"
    QUIET = "quiet"  # began, and has not been seen for weeks
    SURE_AND_WRONG = "sure and wrong"
    NOT_BEGUN = "not begun"


WEIGHTS = {
    Outcome.CERTIFIED: 24,
    Outcome.SECOND_TRY: 8,
    Outcome.WAITING: 6,
    Outcome.MENDING: 4,
    Outcome.HALF_PLAYED: 16,
    Outcome.UNDER_WAY: 16,
    Outcome.QUIET: 12,
    Outcome.SURE_AND_WRONG: 8,
    Outcome.NOT_BEGUN: 6,
}
TESTED = (Outcome.CERTIFIED, Outcome.SECOND_TRY, Outcome.WAITING, Outcome.MENDING)


@dataclass(frozen=True, slots=True)
class Habit:
    """skill: how often a practice answer is right; sure: how often she says so; gap: days between visits.

    reach: the share of the lessons that are read, from 0 to 1; away: days since the last visit, at least
    """

    outcome: Outcome
    skill: float
    sure: float
    reach: float
    gap: int
    away: int

    @property
    def tested(self) -> bool:
        return self.outcome in TESTED


def habit(number: int, chance: random.Random) -> Habit:
    """The habit of learner `number`, counted from 0; the first ones show each outcome once."""
    outcomes = list(WEIGHTS)
    outcome = outcomes[number] if number < len(outcomes) else chance.choices(outcomes, list(WEIGHTS.values()))[0]
    wrong = outcome is Outcome.SURE_AND_WRONG
    return Habit(
        outcome=outcome,
        skill=chance.uniform(0.35, 0.5) if wrong else chance.uniform(0.6, 0.92),
        sure=chance.uniform(0.7, 0.9) if wrong else chance.uniform(0.25, 0.6),
        reach=1.0 if outcome in TESTED else chance.uniform(0.3, 0.85),
        gap=chance.randint(2, 5),
        away=_away(outcome, chance),
    )


def _away(outcome: Outcome, chance: random.Random) -> int:
    if outcome is Outcome.QUIET:
        return chance.randint(18, 30)
    return chance.randint(2, 6) if outcome is Outcome.SECOND_TRY else chance.randint(0, 6)
