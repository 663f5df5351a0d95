"""A form that is sent again: twice in a row is one fact; after something else was said, it counts anew.

The id of a form's event is made from what it says and the day, so that double clicks do no harm. But
who chooses a, then b, then a again has chosen a, and the third event may not vanish as a duplicate.
"""

from __future__ import annotations

import uuid
from typing import Any

from sqlalchemy.orm import Session

from lms.domain.event import Event, in_order
from lms.storage import events

Row = dict[str, Any]


def said_anew(session: Session, account: uuid.UUID, repeated: list[Row]) -> list[Row]:
    """Of rows whose ids the log holds: those that are not their line's last word, each under a new id."""
    if not repeated:
        return []
    history = events.of_lines(session, account, {(row["topic"], row["subject"]) for row in repeated})
    last = {event.line: event for event in in_order(history)}
    pairs = [(row, last.get((row["topic"], row["subject"]))) for row in repeated]
    return [{**row, "id": _another_id(row, word)} for row, word in pairs if not _same(row, word)]


def _same(row: Row, word: Event | None) -> bool:
    return word is not None and (row["kind"], row["version"], row["data"]) == (word.kind, word.version, word.data)


def _another_id(row: Row, word: Event | None) -> uuid.UUID:
    """An id that depends on what was said in between (nothing, when the id itself came from elsewhere)."""
    return uuid.uuid5(row["id"], str(word.id) if word else "")
