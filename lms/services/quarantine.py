"""What came and could not be booked: shown to an administrator, and sent through the door again."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lms.domain.errors import Invalid, NotFound
from lms.services import audit
from lms.services.beside import Sender
from lms.services.log import receive
from lms.services.versions import VersionBook
from lms.storage import accounts, directory
from lms.storage.accounts import Account
from lms.storage.beside import Conflict, Quarantined

SHOWN, BODY_SHOWN, SHORT = 20, 2000, 80  # events on a page; characters of one
FOREIGN = frozenset({"sent for another learner", "the device belongs to another learner", "the id is in use"})


@dataclass(frozen=True, slots=True)
class Beside:
    """One event that is not in the log: where it came from and why it was put aside.

    `reason` is empty for a conflict. `kind`, `subject` and `body` are as they came and prove nothing.
    """

    seq: int
    nickname: str
    account_id: uuid.UUID
    device_id: uuid.UUID | None
    received_at: datetime
    reason: str
    kind: str
    subject: str
    body: str
    replayable: bool


def waiting(session: Session, before: int | None = None) -> tuple[list[Beside], int | None]:
    """What waits in quarantine, newest first, and where the next page begins. Two statements."""
    rows = directory.waiting(session, SHOWN + 1, before)
    names = accounts.nicknames(session, {row.account_id for row in rows})
    more = len(rows) > SHOWN
    return [_beside(row, names, row.reason) for row in rows[:SHOWN]], rows[SHOWN - 1].seq if more else None


def conflicts(session: Session, before: int | None = None) -> tuple[list[Beside], int | None]:
    """Second bodies under ids that the log holds, newest first, and where the next page begins."""
    rows = directory.conflicts(session, SHOWN + 1, before)
    names = accounts.nicknames(session, {row.account_id for row in rows})
    more = len(rows) > SHOWN
    return [_beside(row, names, "") for row in rows[:SHOWN]], rows[SHOWN - 1].seq if more else None


def _beside(row: Quarantined | Conflict, names: Mapping[uuid.UUID, str], reason: str) -> Beside:
    came = json.loads(row.body)
    parts = came if isinstance(came, dict) else {}
    device = row.device_id if isinstance(row, Quarantined) else None
    return Beside(
        row.seq,
        names.get(row.account_id, ""),
        row.account_id,
        device,
        row.received_at,
        reason,
        _short(parts.get("kind")),
        _short(parts.get("subject")),
        row.body[:BODY_SHOWN],
        device is not None and reason not in FOREIGN,
    )


def _short(value: object) -> str:
    """The beginning of a text; a question mark stands for what no page can hold, such as half a character."""
    letters = value[:SHORT] if isinstance(value, str) else ""
    return "".join(letter if letter.isprintable() else "?" for letter in letters)


def try_again(session: Session, book: VersionBook, actor: Account, seq: int, now: datetime) -> str:
    """Sends one quarantined event through the door again; returns what became of it."""
    row = session.get(Quarantined, seq)
    if row is None or row.settled_at is not None:
        raise NotFound("This is settled already.")
    if row.device_id is None or row.reason in FOREIGN:
        raise Invalid("event", "This was sent for another learner. It cannot be booked on anybody.")
    sender = Sender(row.account_id, row.device_id, row.device_now, row.received_at)
    receipt = receive(session, book, sender, [json.loads(row.body)])[0]
    if receipt.status != "quarantined":
        row.settled_at = now
        audit.note(session, now, actor.id, "quarantine.settled", row.account_id, detail=str(receipt.status))
    session.flush()
    return str(receipt.status)
