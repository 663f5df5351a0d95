"""The progress of a cohort at a glance: people by activities, in a handful of statements."""

from __future__ import annotations

import csv
import io
import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.domain.report import ItemCount, count_items
from lms.storage import cohorts, events, records
from lms.storage.accounts import Account
from lms.storage.cohorts import Cohort

TOPICS = ("lesson", "scenario", "test", "plan", "certificate")


@dataclass(frozen=True, slots=True)
class Column:
    """One activity. `topic` and `subject` name its record line; `module` groups columns."""

    topic: str
    subject: str
    title: str
    module: str


@dataclass(frozen=True, slots=True)
class Cell:
    """How one person stands with one activity: "" (not started), "begun" or "done"."""

    state: str
    score: int | None


EMPTY = Cell("", None)


@dataclass(frozen=True, slots=True)
class Row:
    account: Account
    cells: tuple[Cell, ...]
    last_seen: datetime | None

    @property
    def done(self) -> int:
        return sum(cell.state == "done" for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Matrix:
    cohort: Cohort
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def columns(library: Library, course_id: str) -> tuple[Column, ...]:
    """The activities of a course, module by module: lessons, then scenarios, then tests."""
    course = library.courses.get(course_id)
    wanted = course.lessons if course else ()
    modules = list(dict.fromkeys(name.split("/")[0] for name in wanted))
    found: list[Column] = []
    for module_id in modules:
        module = library.module(module_id)
        if module is None:
            continue
        found += [
            Column("lesson", one.subject, one.title, module_id) for one in module.lessons if one.subject in wanted
        ]
        found += [Column("scenario", one.subject, one.title, module_id) for one in module.scenarios]
        if module.test:
            found += [Column("test", f"{module_id}/{name}", name, module_id) for name in ("pre-test", "test")]
    return tuple(found)


def matrix(session: Session, library: Library, cohort: Cohort) -> Matrix:
    """Everybody in the cohort by every activity of its course; three statements whatever the size."""
    people = cohorts.members(session, cohort.id)
    ids = [person.id for person in people]
    cells = {
        (account, topic, subject): Cell(state, score)
        for account, topic, subject, state, score in records.states(session, ids, TOPICS)
    }
    seen = events.last_seen(session, ids)
    shown = columns(library, cohort.course)
    rows = tuple(
        Row(
            person,
            tuple(cells.get((person.id, column.topic, column.subject), EMPTY) for column in shown),
            seen.get(person.id),
        )
        for person in people
    )
    return Matrix(cohort, shown, rows)


def hard_items(session: Session, cohort: Cohort) -> list[ItemCount]:
    """How the cohort first answered each practice item, the ones to talk about first."""
    ids = [person.id for person in cohorts.members(session, cohort.id)]
    lines = records.of_topic(session, ids, "item")
    return count_items((line.subject, line.data["first"]) for _, line in lines)


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip()[:1] in ("=", "+", "-", "@") or text[:1] in ("\t", "\r", "\n") else text


def csv_lines(header: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """CSV text, line by line, with a byte order mark so that spreadsheets read it as UTF-8."""
    yield "\ufeff"
    for cells in itertools.chain([header], rows):
        line = io.StringIO()
        csv.writer(line).writerow([harmless(str(cell)) for cell in cells])
        yield line.getvalue()
