"""The log: events in order of arrival, and the devices that they came from."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, ForeignKey, Index, String, bindparam, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from lms.domain.event import Event, Kind
from lms.storage.accounts import Account
from lms.storage.base import Base, insertion
from lms.storage.notes import EPOCH, Setting

if TYPE_CHECKING:
    from sqlalchemy.sql.dml import ReturningInsert


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


def add(session: Session, rows: list[dict[str, Any]]) -> set[uuid.UUID]:
    """Adds rows whose ids the log does not hold yet; returns the ids that were added.

    The statement is made once and the rows are handed over beside it, which is seven times as fast.
    """
    if not rows:
        return set()
    return set(session.scalars(_adding(session.get_bind().dialect.name), rows))


@cache
def _adding(dialect: str) -> ReturningInsert[tuple[uuid.UUID]]:
    return insertion(dialect, Logged).on_conflict_do_nothing(index_elements=["id"]).returning(Logged.__table__.c.id)


def bodies(session: Session, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, tuple[uuid.UUID, str]]:
    """For each id that the log holds: whose it is, and the hash of its body."""
    rows = session.execute(select(Logged.id, Logged.account_id, Logged.body_hash).where(Logged.id.in_(list(ids))))
    return {row.id: (row.account_id, row.body_hash) for row in rows}


LOG, OWNED, NOTED = Logged.__table__.c, Device.__table__.c, Setting.__table__.c
DEVICE = select(
    select(OWNED.account_id).where(OWNED.id == bindparam("device")).scalar_subquery(),
    select(func.max(LOG.n)).where(LOG.device_id == bindparam("device")).scalar_subquery(),
    select(NOTED.value).where(NOTED.name == EPOCH).scalar_subquery(),
)


def device(session: Session, device_id: uuid.UUID) -> tuple[uuid.UUID | None, int, str]:
    """Whose device it is, if it is known; the highest n that the log holds from it; and the log's epoch."""
    owner, have, epoch = session.execute(DEVICE, {"device": device_id}).one()
    return owner, have or 0, epoch or "1"


def add_device(session: Session, device_id: uuid.UUID, account_id: uuid.UUID, now: datetime) -> uuid.UUID:
    """Makes a device this person's, unless another request was quicker; returns whose it is."""
    row = {"id": device_id, "account_id": account_id, "first_seen_at": now}
    session.execute(insertion(session, Device).on_conflict_do_nothing().values(row))
    return session.scalars(select(Device.account_id).where(Device.id == device_id)).one()


def highest_n(session: Session, account_id: uuid.UUID) -> int:
    return session.scalar(HIGHEST_N, {"account": account_id}) or 0


EVENT = "id device_id n at happened_at kind subject version lang data".split()
HIGHEST_N = select(func.max(LOG.n)).where(LOG.account_id == bindparam("account"))
OF_LINES = select(*(LOG[name] for name in EVENT)).where(
    LOG.account_id == bindparam("account"), LOG.subject.in_(bindparam("subjects", expanding=True))
)
"""Made once, and on the table instead of for objects: this is read at every answer."""


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


def last_seen(session: Session, accounts: Iterable[uuid.UUID]) -> dict[uuid.UUID, datetime]:
    """When something last arrived from each person."""
    query = (
        select(Logged.account_id, func.max(Logged.received_at).label("seen"))
        .where(Logged.account_id.in_(list(accounts)))
        .group_by(Logged.account_id)
    )
    return {row.account_id: row.seen for row in session.execute(query)}


def device_holder(session: Session, token_hash: str, *, locked: bool = False) -> Account | None:
    """The account behind a device token. `locked` holds its row, so that one person's writes come one by one."""
    query = select(Account).join(Device, Device.account_id == Account.id).where(Device.token_hash == token_hash)
    return session.scalar(query.with_for_update(of=Account) if locked else query)


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
