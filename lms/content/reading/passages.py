"""The words that learners read, piece by piece, each with its place: what rules about wording look at."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from lms.content.finding import Place
from lms.content.reading.document import Document
from lms.content.reading.lesson import LessonFile
from lms.content.reading.manuscript import Manuscript, ModuleFiles
from lms.content.reading.toml_lines import Path

NOT_WORDS = frozenset({
    "id", "to", "start", "sources", "lesson", "lessons", "scenarios", "use", "roles", "meter", "outcome", "status",
    "form", "kind", "turn", "stage", "road", "see", "ends_with",
})  # fmt: skip
"""Keys whose values are names and not words."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of a lesson, an item, a scenario, or of the frame around them.

    `key` is its key in the file. `of` names what it is part of: the file, and for an item its id as well;
    two texts with the same `of` are met together. `begins` looks up where the first letter stands, which
    takes a moment.
    """

    file: str
    of: str
    key: str
    text: str
    begins: Callable[[], Place]

    def at(self, offset: int = 0) -> Place:
        """The line that a letter of the text stands on."""
        first = self.begins()
        return Place(first.file, first.line + self.text.count("\n", 0, offset))


def taught(manuscript: Manuscript) -> Iterator[Passage]:
    """Every text of every lesson, item and scenario."""
    for module in manuscript.modules.values():
        yield from of_module(module)


def everything(manuscript: Manuscript) -> Iterator[Passage]:
    """What is taught, and the words of modules, courses and the glossary."""
    yield from taught(manuscript)
    frames = [module.frame.document for module in manuscript.modules.values()]
    frames += [course.document for course in manuscript.courses.values()]
    frames += [manuscript.glossary.document] if manuscript.glossary else []
    for document in frames:
        yield from of_document(document, document.name)


def of_module(module: ModuleFiles) -> Iterator[Passage]:
    for lesson in module.lessons.values():
        yield from of_document(lesson.document, lesson.name)
        yield body(lesson)
    for scenario in module.scenarios.values():
        yield from of_document(scenario.document, scenario.document.name)
    yield from of_bank(module)


def of_bank(module: ModuleFiles) -> Iterator[Passage]:
    for row in module.bank:
        name = f"{row.document.name} {row.item.id}"
        yield from _texts(row.document, row.document.values["item"][row.number], ("item", row.number), name)


def body(lesson: LessonFile) -> Passage:
    """The Markdown of a lesson."""
    return Passage(lesson.name, lesson.name, "body", lesson.text, partial(lesson.place, 0))


def of_document(document: Document, name: str) -> Iterator[Passage]:
    """Every text of a TOML document, in its order."""
    yield from _texts(document, document.values, (), name)


def _texts(document: Document, value: Any, path: Path, name: str) -> Iterator[Passage]:
    if isinstance(value, str):
        yield Passage(document.name, name, _key(path), value, partial(_beginning, document, path))
    elif isinstance(value, dict):
        for key in (key for key in value if key not in NOT_WORDS):
            yield from _texts(document, value[key], (*path, key), name)
    elif isinstance(value, list):
        for number, inside in enumerate(value):
            yield from _texts(document, inside, (*path, number), name)


def _beginning(document: Document, path: Path) -> Place:
    """Where the first letter stands: a text of several lines begins below its key."""
    place = document.place(*path)
    below = document.line(place).rstrip().endswith(('"""', "'''"))
    return Place(place.file, place.line + below)


def _key(path: Path) -> str:
    """The last name in a path, numbers left out."""
    return next((part for part in reversed(path) if isinstance(part, str)), "")
