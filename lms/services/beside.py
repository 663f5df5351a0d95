"""What lies beside the log: a second body under a known id, and what could not be understood or booked.

Both are kept as they came, once, and answered with a receipt.
"""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from lms.domain.event import digest
from lms.storage.beside import Conflict, Quarantined, keep

REASON_LENGTH = 200


class Status(StrEnum):
    STORED = "stored"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one event."""

    id: str
    status: Status
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends, from which device, and what that device's clock says."""

    account: uuid.UUID
    device: uuid.UUID
    device_now: datetime | None
    now: datetime


def again(session: Session, sender: Sender, one: Any, row: dict[str, Any], known: tuple[uuid.UUID, str]) -> Receipt:
    """An id that the log holds already: the same body is success, another one is kept beside it."""
    owner, body_hash = known
    mark = str(row["id"])
    if owner != sender.account:
        return quarantine(session, sender, one, "the id is in use")
    if body_hash == row["body_hash"]:
        return Receipt(mark, Status.DUPLICATE)
    keep(
        session,
        Conflict,
        event_id=row["id"],
        account_id=sender.account,
        received_at=sender.now,
        body=plain(one),
        body_hash=row["body_hash"],
    )
    return Receipt(mark, Status.CONFLICT, "the same id came with other contents; both are kept")


def quarantine(session: Session, sender: Sender, one: Any, reason: str) -> Receipt:
    """Keeps what cannot be booked, once, with the reason."""
    body = plain(one)
    mark = str(one.get("id", ""))[:60] if isinstance(one, dict) else ""
    mark = mark.encode("ascii", "replace").decode().replace("\x00", "?")
    keep(
        session,
        Quarantined,
        account_id=sender.account,
        device_id=sender.device,
        event_id=mark,
        received_at=sender.now,
        device_now=sender.device_now,
        reason=reason[:REASON_LENGTH],
        body=body,
        body_hash=digest(body),
    )
    return Receipt(mark, Status.QUARANTINED, reason)


def plain(one: Any) -> str:
    """The event as it came, as text that any database can hold."""
    return json.dumps(one, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
