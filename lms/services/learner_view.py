"""One learner as her trainer sees her: where she stands in the course, never what she answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.domain.course import COURSES, Item
from lms.domain.progress import Line
from lms.services.matrix import Column, columns
from lms.storage import cohorts, events, records
from lms.storage.accounts import Account
from lms.storage.cohorts import Cohort

TOPICS = ("lesson", "scenario", "test", "plan", "certificate", "item")


@dataclass(frozen=True, slots=True)
class Reviews:
    """Practice items: how many were answered, how many are due, and the lessons of those «sure and wrong»."""

    answered: int
    due: int
    sure_and_wrong: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LearnerView:
    account: Account
    columns: tuple[Column, ...]
    lines: Mapping[tuple[str, str], Line]
    joined_at: datetime | None
    last_seen: datetime | None
    reviews: Reviews


def learner_view(session: Session, library: Library, cohort: Cohort, learner: Account, now: datetime) -> LearnerView:
    """What is kept about the learner for this cohort's course; three statements."""
    shown = columns(library, cohort.course)
    own = {column.group for column in shown} | {f"{COURSES}/{cohort.course}"}
    kept = records.lines(session, learner.id, TOPICS)
    lines = {key: _outward(line) for key, line in kept.items() if {key[1], key[1].partition("/")[0]} & own}
    present = cohorts.membership(session, cohort.id, learner.id)
    seen = events.last_seen(session, [learner.id]).get(learner.id)
    joined = present.joined_at if present else None
    return LearnerView(learner, shown, lines, joined, seen, _reviews(library, lines, now))


def _outward(line: Line) -> Line:
    """A plan says to others that it is there: neither which step it is, nor how it went."""
    return replace(line, due_at=None, data={}) if line.topic == "plan" else line


def _reviews(library: Library, lines: Mapping[tuple[str, str], Line], now: datetime) -> Reviews:
    answered = [line for (topic, _), line in lines.items() if topic == "item"]
    due = sum(line.due_at is not None and line.due_at <= now for line in answered)
    wrong = (library.item(line.subject) for line in answered if line.data["sure_and_wrong"])
    return Reviews(len(answered), due, tuple(dict.fromkeys(_lesson(item) for item in wrong if item)))


def _lesson(item: Item) -> str:
    return f"{item.module}/{item.lesson}"
