"""Answers to a test that was handed in before they came: they are kept, but they change no result.

Answers given without a link are sent before or together with the word that hands them in. Whoever has
seen a result cannot send other answers to the same questions afterwards, whatever their counter says.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from lms.domain.event import Kind
from lms.storage import events

TOO_LATE = "the test was handed in already"
OF_A_SITTING = (Kind.TEST_ANSWERED, Kind.TEST_HANDED_IN)


def late(session: Session, account: uuid.UUID, rows: Mapping[int, dict[str, Any]]) -> list[int]:
    """The places of rows that came after their sitting was closed; what the log holds already is not late."""
    sent = {place: row for place, row in rows.items() if row["kind"] in OF_A_SITTING}
    if not sent:
        return []
    history = events.of_lines(session, account, {("test", row["subject"]) for row in sent.values()})
    known = {event.id for event in history}
    closed = {_sitting(event.subject, event.data) for event in history if event.kind is Kind.TEST_HANDED_IN}
    return [
        place
        for place, row in sent.items()
        if row["id"] not in known and _sitting(row["subject"], row["data"]) in closed
    ]


def _sitting(subject: str, data: Mapping[str, Any]) -> tuple[str, str]:
    return subject, str(data["attempt"])
