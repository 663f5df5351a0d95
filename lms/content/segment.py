"""A piece of text in one language, and how far its translation has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

SOURCE = "en"  # the language that everything is written in
SHARED = "courses"  # the catalogue of courses, glossary and section titles; every other one is a module's
INTERFACE = "interface"  # the catalogue of buttons, labels and messages


class State(StrEnum):
    """How far a segment has come; kept in a catalogue as the translator's comment `state: …`."""

    MISSING = "missing"
    MACHINE_DRAFT = "machine draft"
    HUMAN_DRAFT = "human draft"
    REVIEWED = "reviewed"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Segment:
    """Text to show, the language that it is really in, and its state.

    `beside` is English that has to stand beside the text, because the text is safety-critical and
    stale or unreviewed; it is empty otherwise.
    """

    text: str
    lang: str
    state: State
    beside: str = ""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the site: `name` in the language itself, `direction` ltr or rtl.

    `state` is "source", "pseudo" or the state of the whole translation ("machine draft", …).
    """

    code: str
    name: str
    direction: str
    state: str


Words = Callable[[str], Segment]
"""English source text in, its segment in one language and context out."""


def english(source: str) -> Segment:
    """Source text as itself."""
    return Segment(source, SOURCE, State.REVIEWED)


def gettext_noop(message: str) -> str:
    """Marks a message of the interface that is translated where it is shown."""
    return message
