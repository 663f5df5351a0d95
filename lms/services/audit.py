"""The trail of what staff did, with whom and when."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from lms.storage.notes import Audited


def note(
    session: Session,
    now: datetime,
    actor: uuid.UUID | None,
    act: str,
    subject: uuid.UUID | None = None,
    cohort: str | None = None,
    detail: str = "",
) -> None:
    """Adds one line. `act` is a word such as learner.viewed; `detail` never holds names or answers."""
    session.add(Audited(at=now, actor_id=actor, act=act, subject_id=subject, cohort_id=cohort, detail=detail[:200]))
    session.flush()
