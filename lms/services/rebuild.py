"""Making the record again from the log alone."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.domain.event import Event
from lms.domain.progress import Line, fold
from lms.services.log import versions_named
from lms.services.versions import VersionBook
from lms.storage import events, records
from lms.storage.accounts import Account


def everybody(session: Session) -> list[uuid.UUID]:
    return list(session.scalars(select(Account.id).order_by(Account.id)))


def rebuild(session: Session, book: VersionBook, accounts: Iterable[uuid.UUID] | None = None) -> tuple[int, int]:
    """Folds everybody's history again, or these people's; returns (lines, lines that stood otherwise before)."""
    total = changed = 0
    for account_id in everybody(session) if accounts is None else accounts:
        before = records.lines(session, account_id)
        after = folded(session, book, account_id)
        total += len(after)
        changed += sum(before.get(key) != line for key, line in after.items()) + len(before.keys() - after.keys())
        if before != after:
            records.clear(session, account_id)
            records.put(session, account_id, [after[key] for key in sorted(after)])
        session.expunge_all()
    return total, changed


def folded(session: Session, book: VersionBook, account_id: uuid.UUID) -> dict[tuple[str, str], Line]:
    """A person's whole record from her whole history, by (topic, subject)."""
    history: dict[tuple[str, str], list[Event]] = defaultdict(list)
    for row in events.of_account(session, account_id):
        history[row.topic, row.subject].append(row.event())
    book.load(session, versions_named(event for line in history.values() for event in line))
    lines = (fold(topic, subject, line, book.marked) for (topic, subject), line in history.items())
    return {(line.topic, line.subject): line for line in lines if line is not None}
