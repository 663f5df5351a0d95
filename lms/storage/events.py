"""The log: events in order of arrival, with what clashed and what was not understood beside it."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, Text, UniqueConstraint, bindparam, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from lms.domain.event import Event, Kind
from lms.storage.accounts import Account
from lms.storage.base import Base


class Device(Base):
    """One learner in one browser."""

    __tablename__ = "device"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    first_seen_at: Mapped[datetime]
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True, default=None)


class Logged(Base):
    """One event of the append-only log; rows are added, and erased only with their person."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_account_id_topic_subject", "account_id", "topic", "subject"),
        Index("ix_event_account_id_received_at", "account_id", "received_at"),
        Index("ix_event_account_id_n", "account_id", "n"),
        Index("ix_event_device_id_n", "device_id", "n"),
    )

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    id: Mapped[uuid.UUID] = mapped_column(unique=True)
    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    device_id: Mapped[uuid.UUID]
    n: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime]
    happened_at: Mapped[datetime]
    received_at: Mapped[datetime]
    kind: Mapped[str] = mapped_column(String(40))
    topic: Mapped[str] = mapped_column(String(16))
    subject: Mapped[str] = mapped_column(String(120))
    version: Mapped[str | None] = mapped_column(String(20))
    lang: Mapped[str] = mapped_column(String(12))
    data: Mapped[dict[str, Any]]
    body_hash: Mapped[str] = mapped_column(String(20))

    def event(self) -> Event:
        return Event(
            self.id,
            self.device_id,
            self.n,
            self.at,
            self.happened_at,
            Kind(self.kind),
            self.subject,
            self.version,
            self.lang,
            self.data,
        )


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


def add(session: Session, rows: list[dict[str, Any]]) -> set[uuid.UUID]:
    """Adds rows whose ids the log does not hold yet; returns the ids that were added.

    The statement is made once and the rows are handed over beside it, which is seven times as fast.
    """
    if not rows:
        return set()
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    table = Base.metadata.tables[Logged.__tablename__]
    statement = insert(table).on_conflict_do_nothing(index_elements=["id"]).returning(table.c.id)
    return set(session.scalars(statement, rows))


def bodies(session: Session, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, tuple[uuid.UUID, str]]:
    """For each id that the log holds: whose it is, and the hash of its body."""
    rows = session.execute(select(Logged.id, Logged.account_id, Logged.body_hash).where(Logged.id.in_(list(ids))))
    return {row.id: (row.account_id, row.body_hash) for row in rows}


def device(session: Session, device_id: uuid.UUID) -> tuple[uuid.UUID | None, int]:
    """Whose device it is, if it is known, and the highest n that the log holds from it."""
    have = select(func.max(Logged.n)).where(Logged.device_id == device_id).scalar_subquery()
    owner = select(Device.account_id).where(Device.id == device_id).scalar_subquery()
    row = session.execute(select(owner, have)).one()
    return row[0], row[1] or 0


def highest_n(session: Session, account_id: uuid.UUID) -> int:
    return session.scalar(select(func.max(Logged.n)).where(Logged.account_id == account_id)) or 0


OF_LINES = select(
    Logged.id,
    Logged.device_id,
    Logged.n,
    Logged.at,
    Logged.happened_at,
    Logged.kind,
    Logged.subject,
    Logged.version,
    Logged.lang,
    Logged.data,
).where(Logged.account_id == bindparam("account"), Logged.subject.in_(bindparam("subjects", expanding=True)))
"""Made once, and columns instead of objects: this is read at every answer."""


def of_lines(session: Session, account_id: uuid.UUID, lines: set[tuple[str, str]]) -> list[Event]:
    """All events of these record lines (topic, subject) of one person."""
    subjects = sorted({subject for _, subject in lines})
    found = session.execute(OF_LINES, {"account": account_id, "subjects": subjects})
    events = (
        Event(mark, device, n, at, happened, Kind(kind), subject, version, lang, data)
        for mark, device, n, at, happened, kind, subject, version, lang, data in found
    )
    return [event for event in events if event.line in lines]


def of_account(session: Session, account_id: uuid.UUID) -> list[Logged]:
    """A person's whole history, in its own order."""
    rows = session.scalars(select(Logged).where(Logged.account_id == account_id))
    return sorted(rows, key=lambda row: row.event().order)


def account_ids(session: Session) -> list[uuid.UUID]:
    return list(session.scalars(select(Logged.account_id).distinct().order_by(Logged.account_id)))


def last_seen(session: Session, accounts: Iterable[uuid.UUID]) -> dict[uuid.UUID, datetime]:
    """When something last arrived from each person."""
    query = (
        select(Logged.account_id, func.max(Logged.received_at).label("seen"))
        .where(Logged.account_id.in_(list(accounts)))
        .group_by(Logged.account_id)
    )
    return {row.account_id: row.seen for row in session.execute(query)}


def waiting(session: Session, limit: int) -> list[Quarantined]:
    """What lies in quarantine and has not been settled, newest first."""
    query = select(Quarantined).where(Quarantined.settled_at.is_(None)).order_by(Quarantined.seq.desc())
    return list(session.scalars(query.limit(limit)))


def held(session: Session, account_id: uuid.UUID, table: type[Conflict] | type[Quarantined]) -> set[str]:
    """The body hashes that one of the two side tables holds of this person."""
    return set(session.scalars(select(table.body_hash).where(table.account_id == account_id)))


def device_holder(session: Session, token_hash: str) -> Account | None:
    """The account behind a device token."""
    query = select(Account).join(Device, Device.account_id == Account.id).where(Device.token_hash == token_hash)
    return session.scalar(query)


def item_versions(session: Session, accounts: Iterable[uuid.UUID]) -> dict[str, list[str]]:
    """For each practice item that these people answered: the versions that they saw."""
    query = (
        select(Logged.subject, Logged.version)
        .where(Logged.account_id.in_(list(accounts)), Logged.topic == "item", Logged.version.is_not(None))
        .distinct()
        .order_by(Logged.subject, Logged.version)
    )
    found: dict[str, list[str]] = {}
    for subject, version in session.execute(query):
        found.setdefault(subject, []).append(str(version))
    return found
