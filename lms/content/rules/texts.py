"""Rules for the letters of every text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lms.content.finding import WARNING, Finding, Rule
from lms.content.reading.document import Document
from lms.content.reading.lesson import LessonFile
from lms.content.reading.manuscript import Manuscript, ModuleFiles

STRAIGHT = re.compile(r"[\"']")
TITLE = re.compile(r'^(\s*!!! \w+ )"([^"]*)"\s*$')
Path = tuple[str | int, ...]

STRAIGHT_QUOTES = Rule(
    "straight-quotes",
    "Text has typographic quotes: “…”, ‘…’, and ’ for an apostrophe.",
    "Replace the straight sign. Only the title of a block stands in straight quotes.",
    WARNING,
)


def check(manuscript: Manuscript) -> Iterator[Finding]:
    for document in documents(manuscript):
        for path, text in _texts(document.values, ()):
            if STRAIGHT.search(text):
                yield STRAIGHT_QUOTES.at(document.place(*path), f"“{_around(text)}” has a straight quote.")
    for module in manuscript.modules.values():
        for file in module.lessons.values():
            yield from _body(file)


def documents(manuscript: Manuscript) -> Iterator[Document]:
    """Every TOML text with words for learners."""
    for course in manuscript.courses.values():
        yield course.document
    if manuscript.glossary:
        yield manuscript.glossary.document
    if manuscript.map:
        yield manuscript.map.document
    for module in manuscript.modules.values():
        yield from _of_module(module)


def _of_module(module: ModuleFiles) -> Iterator[Document]:
    yield module.frame.document
    yield from (file.document for file in module.lessons.values())
    yield from (file.document for file in module.scenarios.values())
    yield from {row.document.name: row.document for row in module.bank}.values()


def _texts(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text below a value of TOML, with its path."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inside in value.items():
            yield from _texts(inside, (*path, key))
    elif isinstance(value, list):
        for number, inside in enumerate(value):
            yield from _texts(inside, (*path, number))


def _around(text: str) -> str:
    found = STRAIGHT.search(text)
    at = found.start() if found else 0
    return " ".join(text[max(0, at - 15) : at + 15].split())


def _body(file: LessonFile) -> Iterator[Finding]:
    for number, line in enumerate(file.lines):
        if STRAIGHT.search(TITLE.sub(r"\1\2", line)):
            yield STRAIGHT_QUOTES.at(file.place(number), "This line has a straight quote.")
