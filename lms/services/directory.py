"""The lists that administrators page through: people, cohorts, and the trail of what staff did."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lms.domain.errors import Invalid
from lms.domain.permission import Role
from lms.storage import directory, events, notes
from lms.storage.accounts import Account
from lms.storage.cohorts import Cohort

PER_PAGE = 50
SEARCH_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Person:
    account: Account
    last_seen: datetime | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Where a page stands in its list; pages and lines count from one."""

    page: int
    total: int

    @property
    def first(self) -> int:
        return (self.page - 1) * PER_PAGE + 1

    @property
    def last(self) -> int:
        return min(self.page * PER_PAGE, self.total)

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PER_PAGE))


def sheet(total: int, page: int) -> Sheet:
    """The page that is asked for, or the nearest one that there is."""
    return Sheet(min(max(page, 1), max(1, -(-total // PER_PAGE))), total)


def people(session: Session, text: str, role: str, page: int) -> tuple[list[Person], Sheet]:
    """People by nickname or sign-in name and by role ("" for everyone). Raises Invalid. Four statements."""
    if len(text) > SEARCH_LENGTH:
        raise Invalid("s", "Please use at most %(limit)s characters.", limit=SEARCH_LENGTH)
    if role and role not in list(Role):
        raise Invalid("role", "Choose one of the list.")
    wanted = Role(role) if role else None
    where = sheet(directory.how_many(session, text.strip(), wanted), page)
    found = directory.people(session, text.strip(), wanted, PER_PAGE, where.first - 1)
    seen = events.last_seen(session, [account.id for account in found])
    return [Person(account, seen.get(account.id)) for account in found], where


def cohorts(session: Session, page: int) -> tuple[list[tuple[Cohort, int, str | None]], Sheet]:
    """Every cohort, with its size and whose it is. Two statements."""
    where = sheet(directory.all_cohorts(session), page)
    return directory.cohorts(session, PER_PAGE, where.first - 1), where


@dataclass(frozen=True, slots=True)
class Line:
    """One act: `actor` and `subject` are (nickname, sign-in name), or None for nobody and for the erased."""

    seq: int
    at: datetime
    act: str
    actor_id: uuid.UUID | None
    actor: tuple[str, str] | None
    subject_id: uuid.UUID | None
    subject: tuple[str, str] | None
    cohort: str | None
    detail: str


def trail(session: Session, before: int | None) -> tuple[list[Line], int | None]:
    """`PER_PAGE` acts, newest first, and where the next page begins. Three statements."""
    rows = notes.audit(session, PER_PAGE + 1, before)
    shown, more = rows[:PER_PAGE], len(rows) > PER_PAGE
    names = directory.names(session, _ids(shown))
    labels = directory.labels(session, {row.cohort_id for row in shown if row.cohort_id})
    lines = [
        Line(
            row.seq,
            row.at,
            row.act,
            row.actor_id,
            names.get(row.actor_id) if row.actor_id else None,
            row.subject_id,
            names.get(row.subject_id) if row.subject_id else None,
            labels.get(row.cohort_id) if row.cohort_id else None,
            row.detail,
        )
        for row in shown
    ]
    return lines, shown[-1].seq if more else None


def _ids(rows: Sequence[notes.Audited]) -> set[uuid.UUID]:
    return {one for row in rows for one in (row.actor_id, row.subject_id) if one}
