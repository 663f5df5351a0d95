"""What a certificate asks for, what it says, and the codes by which it is checked."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lms.domain.course import Course, Ends, Module
from lms.domain.progress import DONE, Line

SCENARIOS_NEEDED = 2
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0, 1, i, l, o: codes are read aloud and copied by hand
CODE_LENGTH = 12
NAME_KEY_LENGTH = 8


class Basis(StrEnum):
    """What a certificate rests on."""

    MODULE = "module"  # a module: its lessons, scenarios, test and plan
    COURSE_TEST = "course-test"  # a course that ends in a test of its own: its lessons and that test
    COURSE_MODULES = "course-modules"  # a course that ends in certificates: its lessons and those of its modules


class Review(StrEnum):
    """How far a person had checked the language in which a module or course was taken."""

    SOURCE = "source"  # the language it was written in
    REVIEWED = "reviewed"
    HUMAN_DRAFT = "human-draft"
    MACHINE_DRAFT = "machine-draft"


@dataclass(frozen=True, slots=True)
class Award:
    """A certificate as it was issued; the paper, the drawing and the badge are made from this alone.

    `id` names the certificate, never the person. `subject` is the module's or the course's, as events
    call it; `title` is its title in `language` (BCP 47), as it stood on that day. `issued_at` is aware,
    UTC; `minutes` is the time the lessons take; `address` is where the site answers, such as
    `https://waymark.example`. `name` and `name_key` (the secret that lets a checker confirm the name)
    belong on the paper only.
    """

    id: uuid.UUID
    code: str
    basis: Basis
    subject: str
    title: str
    language: str
    name: str | None
    issued_at: datetime
    minutes: int
    organisation: str
    address: str
    review: Review
    name_key: str

    @property
    def taught_at(self) -> str:
        """The address of the module or course."""
        place = self.subject if self.basis is not Basis.MODULE else f"modules/{self.subject}"
        return f"{self.address.rstrip('/')}/{self.language}/{place}/"

    @property
    def link(self) -> str:
        """Where anybody can check the certificate."""
        return f"{self.address.rstrip('/')}/c/{self.code}"

    @property
    def spoken_link(self) -> str:
        """The same, as it is printed: without the scheme, the code in groups of four."""
        site = self.address.rstrip("/").partition("://")[2] or self.address
        return f"{site}/c/{grouped(self.code)}"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One condition, and how much of it is there."""

    id: str
    have: int
    need: int

    @property
    def met(self) -> bool:
        return self.have >= self.need


Lines = Mapping[tuple[str, str], Line]
"""A learner's record lines by (topic, subject)."""


def _done(lines: Lines, topic: str, subjects: Iterable[str]) -> int:
    found = (lines.get((topic, subject)) for subject in subjects)
    return sum(line is not None and line.state == DONE for line in found)


def requirements(module: Module, lines: Lines) -> tuple[Requirement, ...]:
    """What the module certificate needs, in the order in which a learner meets it."""
    lessons = _done(lines, "lesson", (lesson.subject for lesson in module.lessons))
    played = _done(lines, "scenario", (scenario.subject for scenario in module.scenarios))
    return (
        Requirement("lessons", lessons, len(module.lessons)),
        Requirement("scenarios", played, min(SCENARIOS_NEEDED, len(module.scenarios))),
        Requirement("test", _done(lines, "test", [f"{module.id}/test"]), 1),
        Requirement("plan", _done(lines, "plan", [f"{module.id}/plan"]), int(bool(module.actions))),
    )


def course_requirements(course: Course, modules: Iterable[Module], lines: Lines) -> tuple[Requirement, ...]:
    """What the end of a course needs, in the order in which a learner meets it.

    `modules` are those that the lessons belong to. One without a test has no certificate, so none is asked for.
    """
    lessons = Requirement("lessons", _done(lines, "lesson", course.lessons), len(course.lessons))
    if course.ends_with is Ends.TEST:
        return lessons, Requirement("test", _done(lines, "test", [course.subject]), 1)
    if course.ends_with is Ends.CERTIFICATES:
        tested = [module.subject for module in modules if module.test]
        return lessons, Requirement("certificates", _done(lines, "certificate", tested), len(tested))
    return (lessons,)


def earned(module: Module, lines: Lines) -> bool:
    """Whether everything that the module certificate asks for is there."""
    return module.test is not None and all(need.met for need in requirements(module, lines))


def tidy_code(text: str) -> str:
    """A code as typed by hand, without spaces, dashes and capitals; not yet known to be one."""
    return "".join(letter for letter in text.lower() if letter.isalnum())[:64]


def grouped(code: str) -> str:
    """A code in groups of four, as it is printed."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
