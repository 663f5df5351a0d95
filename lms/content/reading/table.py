"""Reading a TOML table key by key: each key asked for once, everything else an unknown key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from lms.content.finding import Finding, Place, Rule
from lms.content.reading.document import Document
from lms.content.reading.text import NEVER
from lms.content.reading.toml_lines import Path
from lms.content.rules.files import (
    CHARACTERS,
    EMPTY,
    ID_FORM,
    MISSING_KEY,
    PLAIN_TEXT,
    UNKNOWN_KEY,
    WRONG_TYPE,
    WRONG_VALUE,
)

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
LONGEST_ID = 60
MARK = re.compile(r"[*`\]<&\n]")  # what markup begins with; most texts have none of it
MARKUP = re.compile(r"[*`]\S|\]\(|</?[a-zA-Z]|&[a-z]+;|&#|\n[#>]")


class Table:
    """One table of a document. Reading never raises: what is wrong goes into `found`.

    `sound` turns false at the first problem; then the values read stand in for nothing.
    """

    def __init__(self, document: Document, values: Any, path: Path, found: list[Finding]) -> None:
        self.document = document
        self.path = path
        self.found = found
        self.sound = True
        self._asked: set[str] = set()
        self._values: dict[str, Any] = values if isinstance(values, dict) else {}
        if not isinstance(values, dict):
            self.refuse(WRONG_TYPE, "This has to be a table.")

    def refuse(self, rule: Rule, message: str, *path: str | int) -> None:
        self.found.append(rule.at(self.place(*path), message))
        self.sound = False

    def place(self, *path: str | int) -> Place:
        return self.document.place(*self.path, *path)

    def __contains__(self, key: str) -> bool:
        return key in self._values

    # values

    def text(self, key: str, *, optional: bool = False, missing: Rule = MISSING_KEY) -> str:
        """Plain text, without the white space around it; empty only when it is optional and left out."""
        value = self._get(key, optional, missing)
        if value is None or not self._is(key, value, str, "text in quotes"):
            return ""
        text: str = value.strip()
        if not text:
            self.refuse(EMPTY if missing is MISSING_KEY else missing, f"“{key}” is empty.", key)
        self._check_text(key, text)
        return text

    def words(self, key: str, *, optional: bool = False) -> tuple[str, ...]:
        """A list of texts; empty only when it is optional and left out."""
        value = self._get(key, optional)
        if value is None or not self._is(key, value, list, "a list of texts in square brackets"):
            return ()
        for place, word in enumerate(value):
            if not isinstance(word, str):
                self.refuse(WRONG_TYPE, f"“{key}” has to hold texts in quotes.", key, place)
                return ()
            self._check_text(key, word, place)
        if not value or not all(word.strip() for word in value):
            self.refuse(EMPTY, f"“{key}” is empty, or holds an empty text.", key)
        return tuple(word.strip() for word in value)

    def id(self, key: str = "id") -> str:
        text = self.text(key)
        if text:
            self._check_id(key, text)
        return text

    def ids(self, key: str, *, empty: bool = False) -> tuple[str, ...]:
        """A list of ids; `empty` allows a list without any."""
        if empty and self._values.get(key) == []:
            self._asked.add(key)
            return ()
        names = self.words(key)
        for place, name in enumerate(names):
            self._check_id(key, name, place)
        return names

    def one_of(self, key: str, allowed: Iterable[str], *, optional: bool = False) -> str:
        text, choices = self.text(key, optional=optional), tuple(allowed)
        if text and text not in choices:
            self.refuse(WRONG_VALUE, f"“{key}” is “{text}”; it can be {', '.join(choices)}.", key)
        return text

    def whole(self, key: str, low: int, high: int) -> int:
        value = self._get(key, False)
        if isinstance(value, bool) or (value is not None and not isinstance(value, int)):
            self.refuse(WRONG_TYPE, f"“{key}” has to be a whole number.", key)
        elif isinstance(value, int) and not low <= value <= high:
            self.refuse(WRONG_VALUE, f"“{key}” is {_short(value)}; it can be {low} to {high}.", key)
        elif isinstance(value, int):
            return value
        return low

    def number(self, key: str, low: float, high: float) -> float:
        value = self._get(key, False)
        if isinstance(value, bool) or (value is not None and not isinstance(value, int | float)):
            self.refuse(WRONG_TYPE, f"“{key}” has to be a number.", key)
        elif value is not None and not low <= value <= high:
            self.refuse(WRONG_VALUE, f"“{key}” is {_short(value)}; it can be {low:g} to {high:g}.", key)
        elif value is not None:
            return float(value)
        return low

    def flag(self, key: str, *, optional: bool = False) -> bool:
        value = self._get(key, optional)
        return bool(value) if value is not None and self._is(key, value, bool, "true or false") else False

    def table(self, key: str) -> Table:
        value = self._get(key, False)
        return Table(self.document, {} if value is None else value, (*self.path, key), self.found)

    def tables(self, key: str, *, optional: bool = False) -> Iterator[Table]:
        """The tables of a list of tables, in order."""
        value = self._get(key, optional)
        if value is None or not self._is(key, value, list, f"a list of tables, each under [[{key}]]"):
            return
        if not value and not optional:
            self.refuse(EMPTY, f"“{key}” is empty.", key)
        for place, values in enumerate(value):
            yield Table(self.document, values, (*self.path, key, place), self.found)

    def done(self) -> bool:
        """Refuses every key that nobody asked for; whether the whole table was sound."""
        for key in self._values:
            if key not in self._asked:
                near = get_close_matches(key, self._asked - self._values.keys(), 1)
                hint = f" Did you mean “{near[0]}”?" if near else ""
                self.refuse(UNKNOWN_KEY, f"“{_short(key)}” is not a key of this table.{hint}", key)
        return self.sound

    # how

    def _get(self, key: str, optional: bool, missing: Rule = MISSING_KEY) -> Any:
        self._asked.add(key)
        value = self._values.get(key)
        if value is None and not optional:
            self.refuse(missing, f"“{key}” is missing.")
        return value

    def _is(self, key: str, value: object, kind: type, name: str) -> bool:
        if not isinstance(value, kind):
            self.refuse(WRONG_TYPE, f"“{key}” has to be {name}.", key)
        return isinstance(value, kind)

    def _check_text(self, key: str, text: str, *path: int) -> None:
        if "\\" in self.document.text and NEVER.search(text):
            self.refuse(CHARACTERS, f"“{key}” holds an invisible character, written as an escape.", key, *path)
        if MARK.search(text) and MARKUP.search(text):
            self.refuse(PLAIN_TEXT, f"“{key}” holds Markdown or HTML.", key, *path)

    def _check_id(self, key: str, text: str, *path: int) -> None:
        if not ID.fullmatch(text) or len(text) > LONGEST_ID:
            self.refuse(ID_FORM, f"“{_short(text)}” cannot be an id.", key, *path)


def _short(value: object) -> str:
    text = str(value) if not isinstance(value, int) or abs(value) < 10**20 else "a huge number"
    return text if len(text) <= 70 else f"{text[:70]}…"
