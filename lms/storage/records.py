"""The learning record as a table: one row for each line that the log folds to."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ForeignKey, Index, String, bindparam, cast, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from lms.domain.progress import Line
from lms.storage.base import Base, insertion

if TYPE_CHECKING:
    from sqlalchemy.dialects.sqlite import Insert


class Recorded(Base):
    """One line of one person's record (see lms.domain.progress). Derived: `lms rebuild` makes it again."""

    __tablename__ = "record"
    __table_args__ = (Index("ix_record_account_id_due_at", "account_id", "due_at"),)

    account_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    topic: Mapped[str] = mapped_column(String(16), primary_key=True)
    subject: Mapped[str] = mapped_column(String(120), primary_key=True)
    state: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime]
    due_at: Mapped[datetime | None]
    score: Mapped[int | None]
    data: Mapped[dict[str, Any]]

    def line(self) -> Line:
        return Line(self.topic, self.subject, self.state, self.at, self.due_at, self.score, self.data)


def put(session: Session, account_id: uuid.UUID, lines: Sequence[Line]) -> None:
    """Writes these lines over whatever stood in their place."""
    if not lines:
        return
    rows = [
        {
            "account_id": account_id,
            "topic": line.topic,
            "subject": line.subject,
            "state": line.state,
            "at": line.at,
            "due_at": line.due_at,
            "score": line.score,
            "data": dict(line.data),
        }
        for line in lines
    ]
    session.execute(_over(session.get_bind().dialect.name), rows)


@cache
def _over(dialect: str) -> Insert:
    """The statement that writes lines over others; made once for each kind of database."""
    statement = insertion(dialect, Recorded)
    changed = {name: statement.excluded[name] for name in ("state", "at", "due_at", "score", "data")}
    return statement.on_conflict_do_update(index_elements=["account_id", "topic", "subject"], set_=changed)


RECORD = Recorded.__table__.c
LINE = [RECORD[name] for name in "topic subject state at due_at score data".split()]
OWN = select(*LINE).where(RECORD.account_id == bindparam("account"))
OWN_OF_TOPICS = OWN.where(RECORD.topic.in_(bindparam("topics", expanding=True)))
ONE = OWN.where(RECORD.topic == bindparam("topic"), RECORD.subject == bindparam("subject"))
HOW_MANY_DUE = select(func.count()).where(
    RECORD.account_id == bindparam("account"), RECORD.topic == "item", RECORD.due_at <= bindparam("now")
)
"""Statements of every signed-in page are made once, on the table: no object is needed, and making one takes long."""


def lines(session: Session, account_id: uuid.UUID, topics: Iterable[str] = ()) -> dict[tuple[str, str], Line]:
    """A person's lines by (topic, subject); all topics unless some are named."""
    wanted = list(topics)
    found = session.execute(OWN_OF_TOPICS if wanted else OWN, {"account": account_id, "topics": wanted})
    return {(row[0], row[1]): Line(*row) for row in found}


def line(session: Session, account_id: uuid.UUID, topic: str, subject: str) -> Line | None:
    row = session.execute(ONE, {"account": account_id, "topic": topic, "subject": subject}).first()
    return Line(*row) if row else None


def due(session: Session, account_id: uuid.UUID, now: datetime, limit: int) -> list[Line]:
    """Items that are due, the longest due first."""
    query = (
        select(Recorded)
        .where(Recorded.account_id == account_id, Recorded.topic == "item", Recorded.due_at <= now)
        .order_by(Recorded.due_at, Recorded.subject)
        .limit(limit)
    )
    return [row.line() for row in session.scalars(query)]


def count_due(session: Session, account_id: uuid.UUID, now: datetime) -> int:
    return session.scalar(HOW_MANY_DUE, {"account": account_id, "now": now}) or 0


def next_due(session: Session, account_id: uuid.UUID) -> datetime | None:
    """When this person's next item is due, or was; None without any."""
    query = select(func.min(Recorded.due_at)).where(Recorded.account_id == account_id, Recorded.topic == "item")
    return session.scalar(query)


def of_subjects(session: Session, account_id: uuid.UUID, topic: str, subjects: Iterable[str]) -> dict[str, Line]:
    """This person's lines of one topic by subject, as far as there are any."""
    query = select(Recorded).where(
        Recorded.account_id == account_id, Recorded.topic == topic, Recorded.subject.in_(list(subjects))
    )
    return {row.subject: row.line() for row in session.scalars(query.execution_options(populate_existing=True))}


def states(
    session: Session, accounts: Iterable[uuid.UUID], topics: Iterable[str]
) -> list[tuple[uuid.UUID, str, str, str, int | None, datetime]]:
    """(account, topic, subject, state, score, at) for many people: what a matrix is drawn from."""
    query = select(
        Recorded.account_id, Recorded.topic, Recorded.subject, Recorded.state, Recorded.score, Recorded.at
    ).where(Recorded.account_id.in_(list(accounts)), Recorded.topic.in_(list(topics)))
    return list(session.execute(query))


def grid(
    session: Session, accounts: Iterable[uuid.UUID], topics: Iterable[str]
) -> dict[uuid.UUID, dict[tuple[str, str], tuple[str, int | None]]]:
    """For each person: (topic, subject) to (state, score).

    One row a person and topic comes from the database, because a matrix has thousands of cells.
    """
    score = func.coalesce(cast(Recorded.score, String), "")
    cells = func.aggregate_strings(Recorded.subject + "|" + Recorded.state + "|" + score, ";")
    query = (
        select(Recorded.account_id, Recorded.topic, cells)
        .where(Recorded.account_id.in_(list(accounts)), Recorded.topic.in_(list(topics)))
        .group_by(Recorded.account_id, Recorded.topic)
    )
    found: dict[uuid.UUID, dict[tuple[str, str], tuple[str, int | None]]] = {}
    for account, topic, text in session.execute(query):
        mine = found.setdefault(account, {})
        for cell in text.split(";"):
            subject, state, points = cell.split("|")
            mine[topic, subject] = state, int(points) if points else None
    return found


def first_answers(session: Session, accounts: Iterable[uuid.UUID]) -> list[tuple[str, dict[str, Any]]]:
    """(item, first answer) of many people's practice; see lms.domain.report.count_items."""
    query = select(Recorded.subject, Recorded.data["first"]).where(
        Recorded.account_id.in_(list(accounts)), Recorded.topic == "item"
    )
    return [(subject, first) for subject, first in session.execute(query)]


def clear(session: Session, account_id: uuid.UUID) -> None:
    session.execute(delete(Recorded).where(Recorded.account_id == account_id))
