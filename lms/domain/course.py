"""What is taught: sources, lessons, items, modules and courses, as frozen values.

Text is English source text; translations are looked up beside it (`lms.content.translations`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from lms.domain.follow_up import FollowUp
from lms.domain.scenario import Scenario

GENERAL = "general"  # a source mark: general professional knowledge, not from the reports
COURSES = "courses"  # what the subjects of courses begin with
LETTERS = "abcdefgh"  # the name of an option in events: its place in its version


class Use(StrEnum):
    """Where an item is asked; no item is ever asked in two of them."""

    PRACTICE = "practice"
    FORM_A = "form-a"
    FORM_B = "form-b"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Report:
    """A published report that content rests on; `lines` is the length of its text."""

    id: str
    short: str
    authors: str
    year: int
    title: str
    publisher: str
    lines: int


@dataclass(frozen=True, slots=True)
class Citation:
    """One source mark as a page prints it: a report and the section that was used."""

    mark: str
    report: str
    section: str


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to an item, with the reason that a learner reads after choosing it."""

    text: str
    correct: bool
    why: str


@dataclass(frozen=True, slots=True)
class Item:
    """One situation with three or four options, one of which is best."""

    module: str
    id: str
    lesson: str
    use: Use
    critical: bool
    stem: str
    sources: tuple[str, ...]
    options: tuple[Option, ...]

    @property
    def subject(self) -> str:
        return f"{self.module}/{self.id}"

    @property
    def correct(self) -> frozenset[str]:
        """The letters of the options that are right, in this version's order."""
        return frozenset(LETTERS[place] for place, option in enumerate(self.options) if option.correct)

    @property
    def letters(self) -> str:
        return LETTERS[: len(self.options)]


Versions = Callable[[str], Item | Scenario | None]
"""Finds the item or scenario that a version hash names, as it was when the learner saw it."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A text of five to eight minutes; `body` is Markdown."""

    module: str
    id: str
    title: str
    summary: str
    minutes: int
    objectives: tuple[str, ...]
    roles: tuple[str, ...]
    sources: tuple[str, ...]
    notes: str
    beyond: str
    body: str

    @property
    def subject(self) -> str:
        return f"{self.module}/{self.id}"


@dataclass(frozen=True, slots=True)
class Action:
    """One sentence for work: «when …, I will …»."""

    id: str
    when: str
    will: str


@dataclass(frozen=True, slots=True)
class TestRule:
    """A mastery test: how many items, how many right, how many of them critical."""

    items: int
    pass_mark: int
    critical: int


@dataclass(frozen=True, slots=True)
class Module:
    """One topic: lessons in order, scenarios, a bank of items and an action plan."""

    id: str
    title: str
    summary: str
    can: str
    status: str
    unknown: str
    lessons: tuple[Lesson, ...]
    scenarios: tuple[Scenario, ...]
    items: tuple[Item, ...]
    actions: tuple[Action, ...]
    test: TestRule | None
    follow_ups: tuple[FollowUp, ...] = ()

    @property
    def subject(self) -> str:
        """What its certificate is called in events."""
        return self.id

    @property
    def published(self) -> bool:
        return self.status == "published"

    def bank(self, *uses: Use) -> tuple[Item, ...]:
        """The items of these uses, in file order."""
        return tuple(item for item in self.items if item.use in uses)

    def practice(self, lesson: str) -> tuple[Item, ...]:
        return tuple(item for item in self.bank(Use.PRACTICE) if item.lesson == lesson)


class Ends(StrEnum):
    """What a course ends in."""

    CERTIFICATES = "certificates"  # those of its modules, and then its own
    TEST = "test"  # one test of its own, and then its certificate
    NOTE = "note"  # a note that every lesson was read


@dataclass(frozen=True, slots=True)
class Course:
    """Lessons in order for a role; `lessons` holds `<module>/<lesson>`. Only one that ends in a test has a rule."""

    id: str
    title: str
    summary: str
    role: str
    lessons: tuple[str, ...]
    ends_with: Ends
    test: TestRule | None

    @property
    def subject(self) -> str:
        """What its test and its certificate are called in events. No module is called `courses`."""
        return f"{COURSES}/{self.id}"


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the field in plain words; `see` holds ids of other terms."""

    id: str
    term: str
    text: str
    see: tuple[str, ...]
