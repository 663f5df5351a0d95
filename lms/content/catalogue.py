"""A gettext catalogue of content: what a translator has made of each source text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import polib

from lms.content.segment import State

STATE_NOTE = re.compile(r"^state:\s*(.*?)\s*$", re.MULTILINE | re.IGNORECASE)
NOTED = {str(state): state for state in (State.MACHINE_DRAFT, State.HUMAN_DRAFT, State.REVIEWED)}


@dataclass(frozen=True, slots=True)
class Entry:
    text: str
    state: State


Catalogue = Mapping[tuple[str, str], Entry]
"""(context, source text) to what stands for it in one language."""


def load(path: Path) -> Catalogue:
    """The entries of a .po file that have a text; none when there is no file.

    Raises ValueError when the file is not a catalogue.
    """
    if not path.is_file():
        return {}
    return {
        (entry.msgctxt or "", entry.msgid): Entry(entry.msgstr, state(entry))
        for entry in opened(path)
        if entry.msgstr and not entry.obsolete
    }


def opened(path: Path) -> polib.POFile:
    """A .po file. Raises ValueError when it is not one."""
    try:
        return polib.pofile(str(path), encoding="utf-8", wrapwidth=0)
    except (OSError, UnicodeDecodeError, ValueError, IndexError, KeyError, AttributeError, TypeError) as error:
        raise ValueError(f"This is not a catalogue: {error}.") from error


def state(entry: polib.POEntry) -> State:
    """How far an entry has come; a text without a note is a draft that nobody has reviewed."""
    if not entry.msgstr and not any(entry.msgstr_plural.values()):
        return State.MISSING
    if entry.fuzzy:
        return State.STALE
    return NOTED.get(noted(entry), State.HUMAN_DRAFT)


def noted(entry: polib.POEntry) -> str:
    """What the translator's comment says about the state; empty when it says nothing."""
    note = STATE_NOTE.search(entry.tcomment or "")
    return note[1].lower() if note else ""
