"""What a group's answers say about the items: shares, never judgements about one person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from lms.domain.review import Confidence


@dataclass(frozen=True, slots=True)
class ItemCount:
    """How a group first answered one practice item."""

    subject: str
    answered: int
    wrong: int
    sure_and_wrong: int
    chosen: Mapping[str, int]

    @property
    def share_wrong(self) -> float:
        return self.wrong / self.answered if self.answered else 0.0


def count_items(first_answers: Iterable[tuple[str, Mapping[str, Any]]]) -> list[ItemCount]:
    """Counts (subject, first answer) pairs, most often «sure and wrong» first, then most often wrong.

    A first answer is the `first` part of an item's record line: choices, right, confidence.
    """
    by_item: dict[str, list[Mapping[str, Any]]] = {}
    for subject, first in first_answers:
        by_item.setdefault(subject, []).append(first)
    counts = [_count(subject, answers) for subject, answers in by_item.items()]
    return sorted(counts, key=lambda count: (-count.sure_and_wrong, -count.share_wrong, count.subject))


def _count(subject: str, answers: list[Mapping[str, Any]]) -> ItemCount:
    wrong = [answer for answer in answers if not answer["right"]]
    sure = sum(answer["confidence"] == Confidence.SURE for answer in wrong)
    chosen = Counter(letter for answer in answers for letter in answer["choices"])
    return ItemCount(subject, len(answers), len(wrong), sure, dict(sorted(chosen.items())))
