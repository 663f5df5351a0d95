"""One TOML text with its values, and the way from a value back to its line."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any

from lms.content.finding import Finding, Place
from lms.content.reading.text import read_text
from lms.content.reading.toml_lines import Path, line_of, toml_lines
from lms.content.rules.files import FRONT_MATTER, TOML

FENCE = "+++"
POSITION = re.compile(r"\s*\(at line (\d+), column \d+\)|\s*\(at end of document\)")


@dataclass(frozen=True)
class Document:
    """A TOML file, or the front matter of a lesson: `above` lines of the file stand before the text."""

    name: str
    text: str
    values: dict[str, Any]
    above: int = 0

    @cached_property
    def _lines(self) -> dict[Path, int]:
        return toml_lines(self.text)

    @cached_property
    def _split(self) -> list[str]:
        return self.text.split("\n")

    def place(self, *path: str | int) -> Place:
        """Where the value at this path stands, or the nearest thing around it."""
        return Place(self.name, self.above + line_of(self._lines, path))

    def line(self, place: Place) -> str:
        """The line of the text at a place in it."""
        return self._split[place.line - self.above - 1]


def read_toml(root: FilePath, name: str, found: list[Finding]) -> Document | None:
    """A TOML file below the root; None, and findings, when it cannot be used."""
    text = read_text(root, name, found)
    return None if text is None else parse_toml(name, text, found)


def parse_toml(name: str, text: str, found: list[Finding], above: int = 0) -> Document | None:
    try:
        return Document(name, text, tomllib.loads(text), above)
    except RecursionError:
        found.append(TOML.at(Place(name, 1 + above), "The values are nested too deeply."))
    except ValueError as error:  # TOMLDecodeError, and what numbers and dates raise
        found.append(TOML.at(Place(name, _line(error, text) + above), f"{POSITION.sub('', str(error))}."))
    return None


def _line(error: ValueError, text: str) -> int:
    position = POSITION.search(str(error))
    if position and position[1]:
        return int(position[1])
    return text.rstrip().count("\n") + 1 if position else 1


def split_lesson(name: str, text: str, found: list[Finding]) -> tuple[Document, str, int] | None:
    """The front matter of a lesson, its body, and the line on which the body begins."""
    lines = text.split("\n")
    if lines[0].rstrip() != FENCE:
        found.append(FRONT_MATTER.at(Place(name), "The first line is not +++."))
        return None
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == FENCE), None)
    if end is None:
        found.append(FRONT_MATTER.at(Place(name), "The keys do not end with a line of +++."))
        return None
    document = parse_toml(name, "\n".join(lines[1:end]), found, above=1)
    return None if document is None else (document, "\n".join(lines[end + 1 :]), end + 2)
