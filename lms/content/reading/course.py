"""`courses/<course>.toml`: lessons in order for a role. `redirects.toml`: lessons that have moved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from lms.content.finding import Finding
from lms.content.reading.document import Document, read_toml
from lms.content.reading.lesson import ROLES
from lms.content.reading.table import Table
from lms.content.reading.test_rule import read_rule
from lms.content.rules.files import ID_FORM, WRONG_VALUE
from lms.domain.course import Course, Ends

SUBJECT = re.compile(r"[a-z0-9-]+/[a-z0-9-]+")
LONGEST_ID = 50  # a certificate holds it behind "courses/"


@dataclass(frozen=True)
class CourseFile:
    document: Document
    course: Course


@dataclass(frozen=True)
class Redirects:
    """Pairs (old, new) of `<module>/<lesson>`, in file order."""

    document: Document
    moved: tuple[tuple[str, str], ...]


def read_course(root: Path, course_id: str, found: list[Finding]) -> CourseFile | None:
    document = read_toml(root, f"courses/{course_id}.toml", found)
    return None if document is None else parse_course(document, found)


def parse_course(document: Document, found: list[Finding]) -> CourseFile | None:
    table = Table(document, document.values, (), found)
    test, test_is_whole = read_rule(table)
    course = Course(
        id=_id(table),
        title=table.text("title"),
        summary=table.text("summary"),
        role=table.one_of("role", ROLES),
        lessons=_lessons(table),
        ends_with=_end(table),
        test=test,
    )
    return CourseFile(document, course) if table.done() and test_is_whole else None


def _id(table: Table) -> str:
    name = table.id()
    if len(name) > LONGEST_ID:
        table.refuse(ID_FORM, f"The id has {len(name)} letters; {LONGEST_ID} are the most.", "id")
    return name


def _end(table: Table) -> Ends:
    """What the course ends in; a test of its own has a rule, and nothing else has one."""
    end = table.one_of("ends_with", list(Ends))
    if end and (end == Ends.TEST) != ("test" in table):
        rule = "is no [test]" if end == Ends.TEST else "is a [test]"
        table.refuse(WRONG_VALUE, f"“ends_with” is “{end}”, but there {rule}.", "ends_with")
    return Ends(end) if end in list(Ends) else Ends.NOTE


def _lessons(table: Table) -> tuple[str, ...]:
    lessons = table.words("lessons")
    for place, subject in enumerate(lessons):
        if not SUBJECT.fullmatch(subject):
            table.refuse(ID_FORM, f"“{subject}” does not have the form module/lesson.", "lessons", place)
    return lessons


def read_redirects(root: Path, found: list[Finding]) -> Redirects | None:
    document = read_toml(root, "courses/redirects.toml", found)
    return None if document is None else parse_redirects(document, found)


def parse_redirects(document: Document, found: list[Finding]) -> Redirects:
    table = Table(document, document.values, (), found)
    moved = [_moved(row) for row in table.tables("moved")]
    table.done()
    return Redirects(document, tuple(pair for pair in moved if pair))


def _moved(table: Table) -> tuple[str, str] | None:
    pair = table.text("from"), table.text("to")
    for key, subject in zip(("from", "to"), pair, strict=True):
        if subject and not SUBJECT.fullmatch(subject):
            table.refuse(ID_FORM, f"“{subject}” does not have the form module/lesson.", key)
    return pair if table.done() else None
