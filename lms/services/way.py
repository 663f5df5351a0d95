"""A learner's way through a course: what is read, what remains, and how it ends."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.domain.certificate import Lines, Requirement, course_requirements
from lms.domain.course import Course, Ends, Lesson, Module
from lms.domain.mastery import WAIT
from lms.domain.progress import DONE, Line
from lms.storage import records

TOPICS = ("lesson", "test", "certificate")


class Try(StrEnum):
    """Where a learner stands with the course's own test."""

    FIRST = "first"  # it may be begun
    BEGUN = "begun"
    WAITING = "waiting"  # for the next try
    AGAIN = "again"  # it may be tried again
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Way:
    """A learner's place in one course."""

    course: Course
    lessons: tuple[Lesson, ...]
    modules: tuple[Module, ...]
    lines: Lines
    requirements: tuple[Requirement, ...]

    def is_read(self, lesson: Lesson) -> bool:
        return ("lesson", lesson.subject) in self.lines

    @property
    def read(self) -> int:
        return sum(self.is_read(lesson) for lesson in self.lessons)

    @property
    def read_on(self) -> datetime | None:
        """When the last lesson was read; None while one is left."""
        if self.next_lesson is not None:
            return None
        return max(self.lines["lesson", lesson.subject].at for lesson in self.lessons)

    @property
    def next_lesson(self) -> Lesson | None:
        return next((lesson for lesson in self.lessons if not self.is_read(lesson)), None)

    @property
    def next_module(self) -> Module | None:
        """The first module whose certificate the course still asks for."""
        if self.course.ends_with is not Ends.CERTIFICATES:
            return None
        return next((one for one in self.modules if one.test and not self.has_certificate(one)), None)

    def has_certificate(self, module: Module) -> bool:
        return ("certificate", module.subject) in self.lines

    @property
    def test(self) -> Line | None:
        """The record line of the course's own test."""
        return self.lines.get(("test", self.course.subject))

    def test_stands(self, now: datetime) -> tuple[Try, datetime | None]:
        """How it is with the course's own test, and from when it may be tried again, if that is still to come."""
        line = self.test
        if line is None:
            return Try.FIRST, None
        if line.state == DONE:
            return Try.PASSED, None
        if not line.data["handed_in"]:
            return Try.BEGUN, None
        until = line.at + WAIT
        return (Try.WAITING, until) if now < until else (Try.AGAIN, None)

    @property
    def certified(self) -> bool:
        return ("certificate", self.course.subject) in self.lines

    @property
    def finished(self) -> bool:
        return all(need.met for need in self.requirements)

    @property
    def begun(self) -> bool:
        """Whether the course itself was begun: its lessons may belong to others too, its test and its end do not."""
        ended = self.finished and self.course.ends_with is not Ends.NOTE
        return ended or self.certified or self.test is not None

    @property
    def next(self) -> str:
        """What comes next: lessons, test, certificates (of modules), certificate or note; "" when all is done."""
        left = next((need.id for need in self.requirements if not need.met), "")
        if left or self.course.ends_with is Ends.NOTE:
            return left or "note"
        return "" if self.certified else "certificate"


def way(library: Library, course: Course, lines: Lines) -> Way:
    """Where these record lines put the learner in the course."""
    modules = library.modules_of(course)
    needs = course_requirements(course, modules, lines)
    return Way(course, library.lessons_of(course), modules, lines, needs)


def way_of(session: Session, library: Library, course: Course, account: uuid.UUID) -> Way:
    return way(library, course, records.lines(session, account, TOPICS))


def ways(library: Library, lines: Lines, work_role: str, joined: Iterable[str]) -> tuple[Way, ...]:
    """The courses that are a learner's own: of her cohorts (`joined` holds their courses), for her work, or begun."""
    wanted = set(joined)
    own = (
        way(library, course, lines)
        for course in library.courses.values()
        if course.id in wanted or course.role == work_role or _touched(course, lines)
    )
    return tuple(one for one in own if one.course.id in wanted or one.course.role == work_role or one.begun)


def _touched(course: Course, lines: Lines) -> bool:
    """Whether a course can have been begun; most have not, and are not looked at any closer."""
    own = any((topic, course.subject) in lines for topic in ("test", "certificate"))
    return own or all(("lesson", lesson) in lines for lesson in course.lessons)
