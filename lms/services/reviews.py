"""Short reviews: what is due, three items at most, «sure and wrong» first."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.domain.course import Item
from lms.domain.event import Kind
from lms.domain.review import PER_SITTING
from lms.services.learning import Answer, answered
from lms.services.log import note
from lms.services.versions import VersionBook
from lms.storage import records

LOOKED_AT = 60  # due lines that are looked through for the three


def due_items(session: Session, library: Library, account: uuid.UUID, now: datetime) -> list[Item]:
    """The items of the next review. Items that are no longer taught are passed over."""
    lines = records.due(session, account, now, LOOKED_AT)
    lines.sort(key=lambda line: not line.data["sure_and_wrong"])
    items = (library.item(line.subject) for line in lines)
    return [item for item in items if item][:PER_SITTING]


def answer_review(
    session: Session,
    library: Library,
    book: VersionBook,
    answers: Mapping[str, Answer],
    account: uuid.UUID,
    lang: str,
    now: datetime,
) -> list[Item]:
    """Keeps the answers by item subject; returns the items that were answered."""
    items = [item for subject in answers if (item := library.item(subject))]
    facts = [answered(library, item, answers[item.subject], Kind.REVIEW_ANSWERED) for item in items]
    note(session, book, account, lang, now, facts)
    return items
