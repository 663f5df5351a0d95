"""What a learner did: the one append-only log from which everything else about learning is derived."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

FORMS = uuid.UUID("6d6b5f0e-6a5c-5b44-9f4f-2b1c7f0f9a11")  # the namespace of ids made for plain forms


class Kind(StrEnum):
    LESSON_COMPLETED = "lesson.completed"  # subject <module>/<lesson>
    SCENARIO_CHOSEN = "scenario.chosen"  # subject <module>/<scenario>; data attempt, node, choice
    ITEM_ANSWERED = "item.answered"  # subject <module>/<item>; data attempt, choices, confidence
    REVIEW_ANSWERED = "review.answered"  # the same, from a review
    TEST_DRAWN = "test.drawn"  # subject <module>/test or <module>/pre-test; made by the server only
    TEST_ANSWERED = "test.answered"  # data attempt, item, choices; version is the item's
    TEST_HANDED_IN = "test.handed-in"  # data attempt
    PLAN_CHOSEN = "plan.chosen"  # subject <module>/plan; data action
    PLAN_FOLLOWED = "plan.followed"  # subject <module>/plan; data day (30, 60 or 90), answer
    CERTIFICATE_ISSUED = "certificate.issued"  # subject <module>; data code; made by the server only


SERVER_ONLY = frozenset({Kind.TEST_DRAWN, Kind.CERTIFICATE_ISSUED})

TOPICS: Mapping[Kind, str] = {
    Kind.LESSON_COMPLETED: "lesson",
    Kind.SCENARIO_CHOSEN: "scenario",
    Kind.ITEM_ANSWERED: "item",
    Kind.REVIEW_ANSWERED: "item",
    Kind.TEST_DRAWN: "test",
    Kind.TEST_ANSWERED: "test",
    Kind.TEST_HANDED_IN: "test",
    Kind.PLAN_CHOSEN: "plan",
    Kind.PLAN_FOLLOWED: "plan",
    Kind.CERTIFICATE_ISSUED: "certificate",
}
"""Which line of the learning record an event belongs to; a line is folded from its own events alone."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. `at` is what the device's clock said; `happened_at` what the server made of it."""

    id: uuid.UUID
    device: uuid.UUID
    n: int
    at: datetime
    happened_at: datetime
    kind: Kind
    subject: str
    version: str | None
    lang: str
    data: Mapping[str, Any]

    @property
    def order(self) -> tuple[int, str, str]:
        """The place in the learner's history: Lamport counter first, never a clock."""
        return self.n, str(self.device), str(self.id)

    @property
    def line(self) -> tuple[str, str]:
        """The line of the record that this event belongs to: (topic, subject)."""
        return TOPICS[self.kind], self.subject


def in_order(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda event: event.order)


def canonical(value: object) -> str:
    """JSON with one spelling for each value, so that equal values have equal hashes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(value: object) -> str:
    """The version of a value: 80 bits of SHA-256 over its canonical JSON, as 20 hex digits."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()[:20]


def settled_time(at: datetime, device_now: datetime | None, received_at: datetime) -> datetime:
    """When something happened, by the server's clock.

    A device whose clock is more than five minutes off is set right by the difference that its
    own «now» shows; and nothing happens after it was received.
    """
    skew = received_at - device_now if device_now else timedelta(0)
    if abs(skew) <= timedelta(minutes=5):
        skew = timedelta(0)
    try:
        return min(at + skew, received_at)
    except OverflowError:
        return received_at


def form_id(account: uuid.UUID, kind: Kind, subject: str, version: str | None, data: object, day: str) -> uuid.UUID:
    """The id of an event that came from a plain form: the same form sent twice on a day is one event."""
    return uuid.uuid5(FORMS, canonical([str(account), kind, subject, version, data, day]))
