"""`courses/<module>/<lesson>.md`: TOML front matter, then Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lms.content.finding import Finding, Place
from lms.content.reading.document import Document, split_lesson
from lms.content.reading.table import Table
from lms.content.reading.text import read_text
from lms.content.rules.files import EMPTY, WRONG_VALUE
from lms.domain.course import Lesson

ROLES = ("social-work", "police", "health", "everyone", "trainer")
MOST_MINUTES = 60


@dataclass(frozen=True)
class LessonFile:
    """A lesson and the file it came from; `text` is the body as it stands there, from line `body_line` on."""

    document: Document
    lesson: Lesson
    text: str
    body_line: int

    @cached_property
    def lines(self) -> list[str]:
        return self.text.split("\n")

    @property
    def name(self) -> str:
        return self.document.name

    def place(self, line: int) -> Place:
        """A place in the body; its lines count from 0."""
        return Place(self.name, self.body_line + line)


def read_lesson(root: Path, module: str, lesson_id: str, found: list[Finding]) -> LessonFile | None:
    name = f"courses/{module}/{lesson_id}.md"
    text = read_text(root, name, found)
    return None if text is None else parse_lesson(name, text, module, lesson_id, found)


def parse_lesson(name: str, text: str, module: str, lesson_id: str, found: list[Finding]) -> LessonFile | None:
    split = split_lesson(name, text, found)
    if split is None:
        return None
    document, body, body_line = split
    lesson = _lesson(Table(document, document.values, (), found), module, lesson_id, body)
    if not body.strip():
        found.append(EMPTY.at(Place(name, body_line), "The lesson has no text."))
        return None
    return LessonFile(document, lesson, body, body_line) if lesson else None


def _lesson(table: Table, module: str, lesson_id: str, body: str) -> Lesson | None:
    lesson = Lesson(
        module=module,
        id=lesson_id,
        title=table.text("title"),
        summary=table.text("summary"),
        minutes=table.whole("minutes", 1, MOST_MINUTES),
        objectives=table.words("objectives"),
        roles=_roles(table),
        sources=table.words("sources"),
        notes=table.text("notes", optional=True),
        beyond=table.text("beyond", optional=True),
        body=body.strip("\n").rstrip() + "\n",
    )
    return lesson if table.done() else None


def _roles(table: Table) -> tuple[str, ...]:
    roles = table.words("roles")
    for place, role in enumerate(roles):
        if role not in ROLES:
            table.refuse(WRONG_VALUE, f"“{role}” is not a role; it can be {', '.join(ROLES)}.", "roles", place)
    return roles
