"""When an item comes back: FSRS without its random part, so that equal histories give equal dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from fsrs import Card, Rating, Scheduler

PER_SITTING = 3
SCHEDULER = Scheduler(
    desired_retention=0.85, learning_steps=(), relearning_steps=(), maximum_interval=180, enable_fuzzing=False
)
BIRTH = datetime(2000, 1, 1, tzinfo=UTC)


class Confidence(StrEnum):
    SURE = "sure"
    FAIRLY = "fairly"
    GUESSING = "guessing"


@dataclass(frozen=True, slots=True)
class Recall:
    """One answer to an item in practice or review."""

    at: datetime
    right: bool
    confidence: Confidence | None


def rating(recall: Recall) -> Rating:
    """Wrong is «again»; right is «good», and «hard» when it was a guess."""
    if not recall.right:
        return Rating.Again
    return Rating.Hard if recall.confidence is Confidence.GUESSING else Rating.Good


def due(recalls: Iterable[Recall]) -> datetime:
    """When the item is due again, after these answers in order. At least one answer is needed."""
    card = Card(card_id=1, due=BIRTH)
    last: datetime | None = None
    for recall in recalls:
        last = max(recall.at, last) if last else recall.at
        card, _ = SCHEDULER.review_card(card, rating(recall), last)
    day_after = (last or BIRTH) + timedelta(days=1)
    return max(card.due, day_after)


def sure_and_wrong(recall: Recall) -> bool:
    """The answer to come back to first: she was sure, and it was wrong."""
    return recall.confidence is Confidence.SURE and not recall.right
