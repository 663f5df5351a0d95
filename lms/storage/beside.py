"""Beside the log: second bodies under a known id, and what was not understood or could not be booked."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, Session, mapped_column

from lms.storage.base import Base, insertion


class Conflict(Base):
    """A second body under an id that the log holds already: both are kept, the first one counts."""

    __tablename__ = "conflict"
    __table_args__ = (UniqueConstraint("event_id", "body_hash"),)

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    event_id: Mapped[uuid.UUID] = mapped_column(index=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    received_at: Mapped[datetime]
    body: Mapped[str] = mapped_column(Text)
    body_hash: Mapped[str] = mapped_column(String(20))


class Quarantined(Base):
    """What could not be understood or booked: kept as it came, with the reason, and replayable."""

    __tablename__ = "quarantine"
    __table_args__ = (UniqueConstraint("account_id", "body_hash"),)

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    device_id: Mapped[uuid.UUID | None]
    event_id: Mapped[str] = mapped_column(String(60))
    received_at: Mapped[datetime]
    device_now: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(String(200))
    body: Mapped[str] = mapped_column(Text)
    body_hash: Mapped[str] = mapped_column(String(20))
    settled_at: Mapped[datetime | None] = mapped_column(default=None)


def keep(session: Session, model: type[Conflict] | type[Quarantined], **row: Any) -> None:
    """Adds a row to one of the two side tables, unless it holds the same body already."""
    session.execute(insertion(session, model).on_conflict_do_nothing().values(row))
