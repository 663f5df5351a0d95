"""Looking at one person: written down first, and open only as long as the log says so.

The log is the pass. A page about one person shows itself to somebody whose look was written down in
the last quarter of an hour, so that nobody is ever looked at without a line that she can read.
"""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from lms.services import audit
from lms.storage import notes

OPEN_FOR = timedelta(minutes=15)
LEARNER, PERSON = "learner.viewed", "person.viewed"


def look(
    session: Session, actor: uuid.UUID, act: str, subject: uuid.UUID, now: datetime, cohort: str | None = None
) -> None:
    """Writes the look down; a second one within `OPEN_FOR` is still the first."""
    if not is_open(session, actor, act, subject, now, cohort):
        audit.note(session, now, actor, act, subject, cohort)


def is_open(
    session: Session, actor: uuid.UUID, act: str, subject: uuid.UUID, now: datetime, cohort: str | None = None
) -> bool:
    """Whether the actor's look at this person is written down and still fresh."""
    return notes.noted_since(session, actor, act, subject, cohort, now - OPEN_FOR)
