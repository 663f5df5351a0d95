"""Bytes on disk into clean text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lms.content.finding import Finding, Place
from lms.content.rules.files import CHARACTERS, ENCODING, TOO_LARGE, UNREADABLE

LARGEST = 512 * 1024
NEVER = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffd-\uffff\ud800-\udfff]"
)
NAMES = {
    "\x00": "a NUL character",
    "\ufeff": "a byte-order mark",
    "\ufffd": "a replacement character, left by a wrong encoding",
}


def read_text(root: Path, name: str, found: list[Finding], *, largest: int = LARGEST) -> str | None:
    """The text of a file below the root, with plain line ends; None when it cannot be used."""
    data = _bytes(root, name, found, largest)
    if data is None:
        return None
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found.append(ENCODING.at(Place(name, line), "This line is not UTF-8."))
        return None
    if NEVER.search(text):
        found.extend(bad_characters(name, text))
        return None
    return text


def _bytes(root: Path, name: str, found: list[Finding], largest: int) -> bytes | None:
    try:
        with (root / name).open("rb") as file:
            data = file.read(largest + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "not a file"
        found.append(UNREADABLE.at(Place(name), f"This file cannot be read: {reason}."))
        return None
    if len(data) > largest:
        found.append(TOO_LARGE.at(Place(name), f"This file is larger than {largest // 1024} kB."))
        return None
    return data


def bad_characters(name: str, text: str, first: int = 1) -> Iterator[Finding]:
    """A finding for every line of the text that holds a character which never may stand in content."""
    for number, line in enumerate(text.split("\n"), first):
        if bad := NEVER.search(line):
            yield CHARACTERS.at(Place(name, number), f"This line holds {_name(bad[0])}.")


def _name(character: str) -> str:
    code = ord(character)
    if 0xD800 <= code <= 0xDFFF:
        return f"half of a character (U+{code:04X})"
    if character in NAMES:
        return NAMES[character]
    kind = "a direction override" if 0x202A <= code <= 0x2069 else "an invisible character"
    return f"{kind} (U+{code:04X})"
