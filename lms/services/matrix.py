"""The progress of a cohort at a glance: people by activities, in a handful of statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.domain.bank import FULL, PRE
from lms.domain.course import COURSES, Course, Ends, Module, Use
from lms.domain.progress import DONE
from lms.storage import cohorts, events, records
from lms.storage.accounts import Account
from lms.storage.cohorts import Cohort

TOPICS = ("lesson", "scenario", "test")
PER_PAGE = 300


@dataclass(frozen=True, slots=True)
class Column:
    """One activity. `topic` and `subject` name its record line; `of` counts a test's items.

    `group` is what a table groups columns by: the subject of a module or, for a course's own test, of the course.
    """

    topic: str
    subject: str
    title: str
    group: str
    of: int = 0

    @property
    def key(self) -> tuple[str, str]:
        """Names the record line."""
        return self.topic, self.subject

    @property
    def name(self) -> str:
        """The activity's own id, within its module; a course's test is called as a module's is."""
        owner, _, name = self.subject.partition("/")
        return FULL if owner == COURSES else name

    @property
    def is_mastery(self) -> bool:
        return self.topic == "test" and self.name == FULL


class Cell(NamedTuple):
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
        return sum(cell.state == DONE for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Matrix:
    """One page of people by activities; `size` counts everybody in the cohort, `page` from one."""

    cohort: Cohort
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    size: int
    page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.size // PER_PAGE))


def columns(library: Library, course_id: str) -> tuple[Column, ...]:
    """The activities of a course, module by module: its lessons; scenarios and tests, where it ends in certificates.

    At the end of a course that ends in a test stands that test.
    """
    course = library.courses.get(course_id)
    if course is None:
        return ()
    test = [Column("test", course.subject, "", course.subject, course.test.items)] if course.test else []
    modules = library.modules_of(course)
    return (*(column for module in modules for column in _module_columns(module, course)), *test)


def _module_columns(module: Module, course: Course) -> Iterator[Column]:
    for lesson in module.lessons:
        if lesson.subject in course.lessons:
            yield Column("lesson", lesson.subject, lesson.title, module.id)
    if course.ends_with is not Ends.CERTIFICATES:
        return
    for scenario in module.scenarios:
        yield Column("scenario", scenario.subject, scenario.title, module.id)
    if module.test:
        yield Column("test", f"{module.id}/{PRE}", "", module.id, len(module.bank(Use.FORM_A)))
        yield Column("test", f"{module.id}/{FULL}", "", module.id, module.test.items)


def needed(library: Library, course_id: str) -> tuple[Column, ...]:
    """The activities that finish a course: every lesson and every mastery test."""
    return tuple(column for column in columns(library, course_id) if column.topic == "lesson" or column.is_mastery)


def matrix(session: Session, library: Library, cohort: Cohort, page: int = 1) -> Matrix:
    """`PER_PAGE` people of the cohort by every activity of its course; four statements whatever the size."""
    size = cohorts.size(session, cohort.id)
    page = min(max(page, 1), max(1, -(-size // PER_PAGE)))
    people = cohorts.members(session, cohort.id, PER_PAGE, (page - 1) * PER_PAGE)
    shown = columns(library, cohort.course)
    return Matrix(cohort, shown, tuple(_rows(session, people, shown)), size, page)


def part_of(whole: Matrix, group: str) -> Matrix:
    """The same people by the activities of one group only; everything, when there is no such group."""
    places = [place for place, column in enumerate(whole.columns) if column.group == group]
    if not places:
        return whole
    rows = tuple(replace(row, cells=tuple(row.cells[place] for place in places)) for row in whole.rows)
    return replace(whole, columns=tuple(whole.columns[place] for place in places), rows=rows)


def everybody(session: Session, library: Library, cohort: Cohort) -> Matrix:
    """The whole cohort on one page, for files."""
    people = cohorts.members(session, cohort.id)
    shown = columns(library, cohort.course)
    return Matrix(cohort, shown, tuple(_rows(session, people, shown)), len(people), 1)


def twins(people: Iterable[Account]) -> frozenset[str]:
    """Nicknames that more than one of these people has: beside them a page shows the sign-in name."""
    counts = Counter(person.nickname for person in people)
    return frozenset(name for name, count in counts.items() if count > 1)


def _rows(session: Session, people: Sequence[Account], shown: Sequence[Column]) -> Iterator[Row]:
    ids = [person.id for person in people]
    cells = records.grid(session, ids, TOPICS)
    seen = events.last_seen(session, ids)
    keys = [column.key for column in shown]
    for person in people:
        kept = cells.get(person.id, {})
        mine = tuple(Cell(*kept[key]) if key in kept else EMPTY for key in keys)
        yield Row(person, mine, seen.get(person.id))
