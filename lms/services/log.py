"""Writing the log: what devices send and what plain forms post go in by the same door.

Nothing that arrives is dropped: an event is stored, or found to be there already, or kept beside the
log as a conflict or in quarantine. The record lines that new events belong to are folded again.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from lms.domain.event import TOPICS, Event, Kind, digest, form_id, settled_time
from lms.domain.progress import fold
from lms.services.beside import Receipt, Sender, Status, again, plain, quarantine
from lms.services.intake import read, version_of
from lms.services.late import TOO_LATE, late
from lms.services.said_again import said_anew
from lms.services.versions import VersionBook
from lms.services.well_formed import NotUnderstood
from lms.storage import events, records


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a plain form says; the server makes the event of it."""

    kind: Kind
    subject: str
    version: str | None
    data: dict[str, Any]


def receive(
    session: Session, book: VersionBook, sender: Sender, raw: Sequence[Any], refused: str = ""
) -> list[Receipt]:
    """Takes a batch in and answers for each event of it. `refused` sends all of them to quarantine."""
    book.load(session, (version_of(one) for one in raw))
    rows: dict[int, dict[str, Any]] = {}
    receipts: dict[int, Receipt] = {}
    for place, one in enumerate(raw):
        try:
            if refused:
                raise NotUnderstood(refused)
            rows[place] = _row(sender, read(one, book.find, book.module), digest(plain(one)))
        except NotUnderstood as fault:
            receipts[place] = quarantine(session, sender, one, str(fault))
    for place in late(session, sender.account, rows):
        del rows[place]
        receipts[place] = quarantine(session, sender, raw[place], TOO_LATE)
    receipts.update(_store(session, sender, raw, rows))
    stored = [rows[place] for place, receipt in receipts.items() if receipt.status is Status.STORED]
    refold(session, book, sender.account, {(row["topic"], row["subject"]) for row in stored})
    return [receipts[place] for place in range(len(raw))]


def note(
    session: Session, book: VersionBook, account: uuid.UUID, lang: str, now: datetime, facts: Sequence[Fact]
) -> int:
    """Logs what a form said, once however often it is sent in a row; returns how many facts were new."""
    n = events.highest_n(session, account)
    sender = Sender(account, server_device(account), None, now)
    rows = [_row(sender, _parts(account, fact, lang, now, n + place), "form") for place, fact in enumerate(facts, 1)]
    unique = {row["id"]: row for row in rows}
    added = events.add(session, list(unique.values()))
    anew = said_anew(session, account, [row for mark, row in unique.items() if mark not in added])
    unique.update({row["id"]: row for row in anew})
    added |= events.add(session, anew)
    refold(session, book, account, {(unique[mark]["topic"], unique[mark]["subject"]) for mark in added})
    return len(added)


def _parts(account: uuid.UUID, fact: Fact, lang: str, now: datetime, n: int) -> dict[str, Any]:
    mark = form_id(account, fact.kind, fact.subject, fact.version, fact.data, now.date().isoformat())
    return {
        "id": mark,
        "n": n,
        "at": now,
        "kind": fact.kind,
        "subject": fact.subject,
        "version": fact.version,
        "lang": lang,
        "data": fact.data,
    }


def server_device(account: uuid.UUID) -> uuid.UUID:
    """The device under which a person's forms are logged."""
    return uuid.uuid5(account, "forms")


def refold(session: Session, book: VersionBook, account: uuid.UUID, lines: set[tuple[str, str]]) -> None:
    """Makes these record lines again from all of their events."""
    if not lines:
        return
    history = events.of_lines(session, account, lines)
    book.load(session, versions_named(history))
    folded = [
        fold(topic, subject, [event for event in history if event.line == (topic, subject)], book.marked)
        for topic, subject in sorted(lines)
    ]
    records.put(session, account, [line for line in folded if line is not None])


def versions_named(history: Iterable[Event]) -> Iterator[str | None]:
    """Every content version that these events need to be marked."""
    for event in history:
        yield event.version
        yield from (version for _, version in event.data.get("items", ()))


def _row(sender: Sender, parts: dict[str, Any], body_hash: str) -> dict[str, Any]:
    return {
        **parts,
        "account_id": sender.account,
        "device_id": sender.device,
        "topic": TOPICS[parts["kind"]],
        "happened_at": settled_time(parts["at"], sender.device_now, sender.now),
        "received_at": sender.now,
        "body_hash": body_hash,
    }


def _store(session: Session, sender: Sender, raw: Sequence[Any], rows: dict[int, dict[str, Any]]) -> dict[int, Receipt]:
    first: dict[uuid.UUID, int] = {}
    for place, row in rows.items():
        first.setdefault(row["id"], place)
    added = events.add(session, [rows[place] for place in first.values()])
    repeated = {place: row for place, row in rows.items() if row["id"] not in added or first[row["id"]] != place}
    held = events.bodies(session, {row["id"] for row in repeated.values()}) if repeated else {}
    receipts = {place: Receipt(str(row["id"]), Status.STORED) for place, row in rows.items() if place not in repeated}
    for place, row in repeated.items():
        receipts[place] = again(session, sender, raw[place], row, held[row["id"]])
    return receipts


def meet_device(session: Session, sender: Sender) -> tuple[bool, int, str]:
    """Whether the device is this person's (a new one becomes hers), what the log has from it, and its epoch."""
    owner, have, epoch = events.device(session, sender.device)
    if owner is None:
        owner = events.add_device(session, sender.device, sender.account, sender.now)
    return owner == sender.account, have, epoch
