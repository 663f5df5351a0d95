"""Sentences that stand in two places: in two lessons, items or scenarios."""

from __future__ import annotations

from collections.abc import Iterator

from lms.content.finding import WARNING, Finding, Place, Rule
from lms.content.reading.manuscript import Manuscript
from lms.content.reading.passages import Passage, taught
from lms.content.rules.readability import TOKEN, sentences

FEWEST = 8  # words
QUOTES = "“”‘’"
Words = tuple[str, ...]
NOTICES = ("note", "notes", "beyond")  # what a reader should find in the same words everywhere
BANK, OPTION = "/items.toml", "text"  # the same options may be asked of several situations

REPEATED_SENTENCE = Rule(
    "repeated-sentence",
    f"No sentence of {FEWEST} or more words stands in two lessons, items or scenarios. Content notes and “beyond” may "
    "say the same everywhere, and items may share their options.",
    "Say it in another way, or leave it to the place where it matters most.",
    WARNING,
)


def check(manuscript: Manuscript) -> Iterator[Finding]:
    first: dict[Words, Passage] = {}
    said: set[tuple[Words, str]] = set()
    for passage in (one for one in taught(manuscript) if not _may_repeat(one)):
        for at, sentence in sentences(passage.text):
            words = tuple(TOKEN.findall(sentence.lower()))
            before = first.setdefault(words, passage) if len(words) >= FEWEST else passage
            if before.of != passage.of and (words, passage.of) not in said:
                said.add((words, passage.of))
                yield _repeated(passage.at(at), sentence, before)


def _may_repeat(passage: Passage) -> bool:
    return passage.key in NOTICES or (passage.key == OPTION and passage.file.endswith(BANK))


def _repeated(place: Place, sentence: str, before: Passage) -> Finding:
    return REPEATED_SENTENCE.at(place, f"“{sentence.strip(QUOTES)}” stands in {before.of} too.")
