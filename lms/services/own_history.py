"""What a learner can read of her own log and of the trail that others left, a page at a time."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.domain.event import Event
from lms.storage.accounts import Account
from lms.storage.events import Logged
from lms.storage.notes import Audited

PER_PAGE = 40


@dataclass(frozen=True, slots=True)
class Page:
    """Events, the last that arrived first. `earlier` marks the next page; None when this is the last."""

    events: Sequence[Event]
    earlier: int | None


@dataclass(frozen=True, slots=True)
class Look:
    """One act of staff that concerned the learner; `by` is a nickname, empty for somebody who is gone."""

    at: datetime
    act: str
    by: str


def page_of(session: Session, account_id: uuid.UUID, before: int | None = None) -> Page:
    """A page of the learner's events; `before` is what an earlier page called `earlier`."""
    query = select(Logged).where(Logged.account_id == account_id)
    query = query.where(Logged.seq < before) if before else query
    rows = list(session.scalars(query.order_by(Logged.seq.desc()).limit(PER_PAGE + 1)))
    shown = rows[:PER_PAGE]
    return Page([row.event() for row in shown], shown[-1].seq if len(rows) > PER_PAGE else None)


def looks(session: Session, account_id: uuid.UUID, limit: int = 100) -> list[Look]:
    """Who of the staff looked at this person or did something for her, newest first."""
    query = (
        select(Audited.at, Audited.act, Account.nickname)
        .outerjoin(Account, Account.id == Audited.actor_id)
        .where(Audited.subject_id == account_id, Audited.actor_id.is_distinct_from(account_id))
        .order_by(Audited.seq.desc())
        .limit(limit)
    )
    return [Look(row.at, row.act, row.nickname or "") for row in session.execute(query)]
