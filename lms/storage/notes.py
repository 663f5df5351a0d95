"""What the house remembers about itself: settings, the audit trail and tries that are counted."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import Index, String, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from lms.storage.base import Base

EPOCH = "epoch"  # changes at every restore, so that phones send again what a restore lost


class Setting(Base):
    """A named value of the organisation."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    value: Mapped[str] = mapped_column(String(400))


class Audited(Base):
    """One act of staff. Ids only; an erased person's rows keep an id that names nobody any more."""

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_subject_id_at", "subject_id", "at"),)

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    at: Mapped[datetime] = mapped_column(index=True)
    actor_id: Mapped[uuid.UUID | None]
    act: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[uuid.UUID | None]
    cohort_id: Mapped[str | None] = mapped_column(String(12))
    detail: Mapped[str] = mapped_column(String(200), default="")


class Tries(Base):
    """How often something was tried in a window of time. Keys are hashes; rows go when the window ends."""

    __tablename__ = "tries"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    window_ends_at: Mapped[datetime] = mapped_column(index=True)
    count: Mapped[int]


def setting(session: Session, name: str, default: str = "") -> str:
    row = session.get(Setting, name)
    return row.value if row else default


def settings(session: Session) -> dict[str, str]:
    return {row.name: row.value for row in session.scalars(select(Setting))}


def set_setting(session: Session, name: str, value: str) -> None:
    session.merge(Setting(name=name, value=value))
    session.flush()


def drop_setting(session: Session, name: str) -> None:
    session.execute(delete(Setting).where(Setting.name == name))


def audit(session: Session, limit: int, before: int | None = None) -> list[Audited]:
    query = select(Audited).order_by(Audited.seq.desc()).limit(limit)
    return list(session.scalars(query.where(Audited.seq < before) if before else query))


def looks_at(session: Session, account_id: uuid.UUID) -> list[Audited]:
    """Every logged act that concerned this person, newest first."""
    query = select(Audited).where(Audited.subject_id == account_id).order_by(Audited.seq.desc())
    return list(session.scalars(query))


def noted_since(
    session: Session, actor: uuid.UUID, act: str, subject: uuid.UUID, cohort: str | None, since: datetime
) -> bool:
    """Whether this act of this actor with this person stands in the trail after `since`."""
    query = select(Audited.seq).where(
        Audited.subject_id == subject, Audited.at > since, Audited.actor_id == actor, Audited.act == act
    )
    return session.scalar(query.where(Audited.cohort_id == cohort).limit(1)) is not None
