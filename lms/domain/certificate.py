"""What a module certificate asks for, what it says, and the codes by which it is checked."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from lms.domain.course import Module
from lms.domain.progress import DONE, Line

SCENARIOS_NEEDED = 2
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0, 1, i, l, o: codes are read aloud and copied by hand
CODE_LENGTH = 12
NAME_KEY_LENGTH = 8


class Review(StrEnum):
    """How far a person had checked the language in which a module was taken."""

    SOURCE = "source"  # the language it was written in
    REVIEWED = "reviewed"
    HUMAN_DRAFT = "human-draft"
    MACHINE_DRAFT = "machine-draft"


@dataclass(frozen=True, slots=True)
class Award:
    """A certificate as it was issued; the paper, the drawing and the badge are made from this alone.

    `id` names the certificate, never the person. `title` is the module's, in `language` (BCP 47), as it
    stood on that day. `issued_at` is aware, UTC; `minutes` is the time the lessons take; `address` is
    where the site answers, such as `https://waymark.example`. `name` and `name_key` (the secret that
    lets a checker confirm the name) belong on the paper only.
    """

    id: uuid.UUID
    code: str
    module: str
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


def requirements(module: Module, lines: Mapping[tuple[str, str], Line]) -> tuple[Requirement, ...]:
    """What the module certificate needs, in the order in which a learner meets it.

    `lines` are the learner's record lines by (topic, subject).
    """

    def done(topic: str, subject: str) -> bool:
        line = lines.get((topic, subject))
        return line is not None and line.state == DONE

    lessons = sum(done("lesson", lesson.subject) for lesson in module.lessons)
    played = sum(done("scenario", scenario.subject) for scenario in module.scenarios)
    return (
        Requirement("lessons", lessons, len(module.lessons)),
        Requirement("scenarios", played, min(SCENARIOS_NEEDED, len(module.scenarios))),
        Requirement("test", int(done("test", f"{module.id}/test")), 1),
        Requirement("plan", int(done("plan", f"{module.id}/plan")), int(bool(module.actions))),
    )


def earned(module: Module, lines: Mapping[tuple[str, str], Line]) -> bool:
    """Whether everything that the module certificate asks for is there."""
    return module.test is not None and all(need.met for need in requirements(module, lines))


def tidy_code(text: str) -> str:
    """A code as typed by hand, without spaces, dashes and capitals; not yet known to be one."""
    return "".join(letter for letter in text.lower() if letter.isalnum())[:64]


def grouped(code: str) -> str:
    """A code in groups of four, as it is printed."""
    return "-".join(code[start : start + 4] for start in range(0, len(code), 4))
