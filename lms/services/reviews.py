"""Short reviews: what is due, three items at most, «sure and wrong» first."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.domain.course import Item, Use
from lms.domain.event import Kind
from lms.domain.progress import Line
from lms.domain.review import PER_SITTING
from lms.services.learning import Answer, answered
from lms.services.log import note
from lms.services.versions import VersionBook
from lms.services.well_formed import VERSION
from lms.storage import records

LOOKED_AT = 60  # due lines that are looked through for the three


def due_items(session: Session, library: Library, account: uuid.UUID, now: datetime) -> list[Item]:
    """The items of the next review. Only practice comes back, as it is taught now."""
    lines = records.due(session, account, now, LOOKED_AT)
    lines.sort(key=lambda line: not line.data["sure_and_wrong"])
    items = (library.item(line.subject) for line in lines)
    return [item for item in items if item and item.use is Use.PRACTICE][:PER_SITTING]


def items_seen(session: Session, book: VersionBook, versions: Iterable[str]) -> list[Item]:
    """The practice items of these versions, as the learner saw them; what no version names is left out."""
    marks = [mark for mark in dict.fromkeys(versions) if VERSION.fullmatch(mark)][:PER_SITTING]
    book.load(session, marks)
    found = (book.find(mark) for mark in marks)
    return [item for item in found if isinstance(item, Item) and item.use is Use.PRACTICE]


def answer_review(
    session: Session,
    library: Library,
    book: VersionBook,
    answers: Sequence[tuple[Item, Answer]],
    account: uuid.UUID,
    lang: str,
    now: datetime,
) -> dict[str, Line]:
    """Keeps answers to items that are due; returns the line of each item by its subject.

    An item that is not due any more (a second tab, Back and send) keeps the answer that it has, and
    one that this person never met has no line.
    """
    due = {line.subject for line in records.due(session, account, now, LOOKED_AT)}
    facts = [answered(library, item, answer, Kind.REVIEW_ANSWERED) for item, answer in answers if item.subject in due]
    note(session, book, account, lang, now, facts)
    return records.of_subjects(session, account, "item", [item.subject for item, _ in answers])


def next_due(session: Session, account: uuid.UUID) -> datetime | None:
    """When the first item of all is due; None when nothing was answered yet."""
    return records.next_due(session, account)
