"""Lists for those who run the site: people by name and role, cohorts, and what lies beside the log."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.orm import Session, selectinload

from lms.domain.permission import Role
from lms.storage.accounts import Account, Grant
from lms.storage.beside import Conflict, Quarantined
from lms.storage.cohorts import Cohort, CohortTrainer, Membership


def people(session: Session, text: str, role: Role | None, limit: int, offset: int) -> list[Account]:
    """Accounts whose nickname or sign-in name holds the text, by nickname, with their roles."""
    query = select(Account).where(_named(text), _holding(role)).options(selectinload(Account.granted))
    query = query.order_by(func.lower(Account.nickname), Account.sign_in_name)
    return list(session.scalars(query.limit(limit).offset(offset)))


def how_many(session: Session, text: str, role: Role | None) -> int:
    query = select(func.count()).select_from(Account).where(_named(text), _holding(role))
    return session.scalar(query) or 0


def _named(text: str) -> ColumnElement[bool]:
    if not text:
        return true()
    plain = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    like = f"%{plain}%"
    return Account.nickname.ilike(like, escape="\\") | Account.sign_in_name.ilike(like, escape="\\")


def _holding(role: Role | None) -> ColumnElement[bool]:
    if role is None:
        return true()
    return select(Grant.account_id).where(Grant.account_id == Account.id, Grant.role == role).exists()


@dataclass(frozen=True, slots=True)
class Counts:
    """How much there is of everything. `waiting` counts quarantined events, `clashing` conflicts."""

    people: int
    suspended: int
    cohorts: int
    waiting: int
    clashing: int


def counts(session: Session) -> Counts:
    """All counts in one statement."""

    def many(table: type[object], *where: ColumnElement[bool]) -> ColumnElement[int]:
        return select(func.count()).select_from(table).where(*where).scalar_subquery()

    row = session.execute(
        select(
            many(Account),
            many(Account, Account.suspended_at.is_not(None)),
            many(Cohort, Cohort.archived_at.is_(None)),
            many(Quarantined, Quarantined.settled_at.is_(None)),
            many(Conflict),
        )
    ).one()
    return Counts(*row)


def names(session: Session, ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, tuple[str, str]]:
    """Nickname and sign-in name of each person who is still there."""
    query = select(Account.id, Account.nickname, Account.sign_in_name).where(Account.id.in_(list(ids)))
    return {row.id: (row.nickname, row.sign_in_name) for row in session.execute(query)}


def labels(session: Session, ids: Iterable[str]) -> dict[str, str]:
    query = select(Cohort.id, Cohort.label).where(Cohort.id.in_(list(ids)))
    return {row.id: row.label for row in session.execute(query)}


def cohorts(session: Session, limit: int, offset: int) -> list[tuple[Cohort, int, str | None]]:
    """Every cohort with its size and the nickname of the trainer who has it; running ones first, newest first."""
    size = (
        select(func.count())
        .select_from(Membership)
        .where(Membership.cohort_id == Cohort.id, Membership.left_at.is_(None))
        .scalar_subquery()
    )
    query = (
        select(Cohort, size, Account.nickname)
        .outerjoin(Account, Account.id == Cohort.owner_id)
        .order_by(Cohort.archived_at.is_not(None), Cohort.created_at.desc(), Cohort.id)
    )
    return list(session.execute(query.limit(limit).offset(offset)))


def all_cohorts(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Cohort)) or 0


def trainers(session: Session, cohort_id: str) -> list[Account]:
    """Who trains a cohort, by nickname."""
    query = select(Account).join(CohortTrainer, CohortTrainer.account_id == Account.id)
    return list(session.scalars(query.where(CohortTrainer.cohort_id == cohort_id).order_by(Account.nickname)))


def conflicts(session: Session, limit: int, before: int | None = None) -> list[Conflict]:
    query = select(Conflict).order_by(Conflict.seq.desc()).limit(limit)
    return list(session.scalars(query.where(Conflict.seq < before) if before else query))


def waiting(session: Session, limit: int, before: int | None = None) -> list[Quarantined]:
    """What lies in quarantine and has not been settled, newest first."""
    query = select(Quarantined).where(Quarantined.settled_at.is_(None)).order_by(Quarantined.seq.desc()).limit(limit)
    return list(session.scalars(query.where(Quarantined.seq < before) if before else query))
