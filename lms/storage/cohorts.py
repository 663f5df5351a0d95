"""Groups of learners, those who train them, and who belongs to which."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy import ForeignKey, String, bindparam, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from lms.storage.accounts import Account
from lms.storage.base import Base
from lms.storage.events import Logged


class Cohort(Base):
    """A group that learns a course together. `label` is free text for the trainer."""

    __tablename__ = "cohort"

    id: Mapped[str] = mapped_column(String(12), primary_key=True)
    label: Mapped[str] = mapped_column(String(80))
    course: Mapped[str] = mapped_column(String(60))
    join_code: Mapped[str] = mapped_column(String(12), unique=True)
    owner_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None] = mapped_column(default=None)


class CohortTrainer(Base):
    """Who else trains a cohort; its owner has a row as well."""

    __tablename__ = "cohort_trainer"

    cohort_id: Mapped[str] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Membership(Base):
    """A learner in a cohort; one who left keeps the row, with the date."""

    __tablename__ = "membership"

    cohort_id: Mapped[str] = mapped_column(ForeignKey("cohort.id", ondelete="CASCADE"), primary_key=True)
    account_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None] = mapped_column(default=None)


def by_id(session: Session, cohort_id: str) -> Cohort | None:
    return session.get(Cohort, cohort_id)


def by_join_code(session: Session, code: str) -> Cohort | None:
    return session.scalar(select(Cohort).where(Cohort.join_code == code, Cohort.archived_at.is_(None)))


def trainers(session: Session, cohort_id: str) -> frozenset[uuid.UUID]:
    return frozenset(session.scalars(select(CohortTrainer.account_id).where(CohortTrainer.cohort_id == cohort_id)))


def trained_by(session: Session, account_id: uuid.UUID) -> list[tuple[Cohort, int]]:
    """The trainer's cohorts with how many learners each has; running ones first, newest first."""
    size = (
        select(Membership.cohort_id, func.count().label("size"))
        .where(Membership.left_at.is_(None))
        .group_by(Membership.cohort_id)
        .subquery()
    )
    query = (
        select(Cohort, func.coalesce(size.c.size, 0))
        .join(CohortTrainer, CohortTrainer.cohort_id == Cohort.id)
        .outerjoin(size, size.c.cohort_id == Cohort.id)
        .where(CohortTrainer.account_id == account_id)
        .order_by(Cohort.archived_at.is_not(None), Cohort.created_at.desc(), Cohort.id)
    )
    return [(row[0], row[1]) for row in session.execute(query)]


def members(session: Session, cohort_id: str, limit: int | None = None, offset: int = 0) -> list[Account]:
    """The learners who are in the cohort now, by nickname."""
    query = (
        select(Account)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.cohort_id == cohort_id, Membership.left_at.is_(None))
        .order_by(func.lower(Account.nickname), Account.sign_in_name)
    )
    return list(session.scalars(query.limit(limit).offset(offset)))


def joined(session: Session, cohort_id: str) -> list[tuple[Account, datetime, datetime | None]]:
    """The learners who are in the cohort now, by nickname: when each joined, and when anything last arrived."""
    seen = select(func.max(Logged.received_at)).where(Logged.account_id == Account.id).scalar_subquery()
    query = (
        select(Account, Membership.joined_at, seen)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.cohort_id == cohort_id, Membership.left_at.is_(None))
        .order_by(func.lower(Account.nickname), Account.sign_in_name)
    )
    return list(session.execute(query))


def size(session: Session, cohort_id: str) -> int:
    """How many learners are in the cohort now."""
    query = select(func.count()).select_from(Membership)
    return session.scalar(query.where(Membership.cohort_id == cohort_id, Membership.left_at.is_(None))) or 0


def membership(session: Session, cohort_id: str, account_id: uuid.UUID) -> Membership | None:
    return session.get(Membership, (cohort_id, account_id))


def joined_by(session: Session, account_id: uuid.UUID) -> list[Cohort]:
    """The cohorts that a learner is in now."""
    query = (
        select(Cohort)
        .join(Membership, Membership.cohort_id == Cohort.id)
        .where(Membership.account_id == account_id, Membership.left_at.is_(None))
        .order_by(Cohort.created_at)
    )
    return list(session.scalars(query))


COHORT, MEMBER = Cohort.__table__.c, Membership.__table__.c
COURSES_JOINED = (
    select(COHORT.course)
    .join(Membership.__table__, MEMBER.cohort_id == COHORT.id)
    .where(MEMBER.account_id == bindparam("account"), MEMBER.left_at.is_(None))
    .order_by(COHORT.created_at)
)
"""Made once, and on the tables: every learner's home page asks it."""


def courses_joined(session: Session, account_id: uuid.UUID) -> tuple[str, ...]:
    """The courses of the cohorts that a learner is in now."""
    return tuple(dict.fromkeys(session.scalars(COURSES_JOINED, {"account": account_id})))


def everything(session: Session, limit: int) -> list[Cohort]:
    return list(session.scalars(select(Cohort).order_by(Cohort.created_at.desc(), Cohort.id).limit(limit)))
