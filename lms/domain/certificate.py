"""What a module certificate asks for, and the codes by which it is checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lms.domain.course import Module
from lms.domain.progress import DONE, Line

SCENARIOS_NEEDED = 2
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0, 1, i, l, o: codes are read aloud and copied by hand
CODE_LENGTH = 12


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
