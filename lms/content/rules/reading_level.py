"""The rule for how hard a text is to read, naming its hardest sentences; it warns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from lms.content.finding import WARNING, Finding, Place, Rule
from lms.content.reading.manuscript import Manuscript, ModuleFiles
from lms.content.reading.passages import Passage, body, of_bank, of_document
from lms.content.rules.readability import AGE, grade, hardness, sentences

HIGHEST_AGE = 12
NAMED = 3  # sentences

READING_LEVEL = Rule(
    "reading-level",
    f"Text can be read at the age of {HIGHEST_AGE}: a Flesch-Kincaid grade of at most {HIGHEST_AGE - AGE}, over a "
    "lesson, a scenario or a bank. It is a formula, which counts the length of words and sentences.",
    "Shorten the sentences that are named, and put common words for long ones.",
    WARNING,
)


def check(manuscript: Manuscript) -> Iterator[Finding]:
    for module in manuscript.modules.values():
        for passages in _texts(module):
            yield from _level(passages)


def _texts(module: ModuleFiles) -> Iterator[list[Passage]]:
    """Each lesson's body, each scenario, and each file of items."""
    yield from ([body(lesson)] for lesson in module.lessons.values())
    yield from (list(of_document(one.document, one.document.name)) for one in module.scenarios.values())
    yield from (list(found) for _, found in groupby(of_bank(module), key=lambda passage: passage.file))


def _level(passages: list[Passage]) -> Iterator[Finding]:
    level = grade("\n\n".join(passage.text for passage in passages))
    if level > HIGHEST_AGE - AGE:
        named = "; ".join(f"line {place.line}: “{sentence}”" for place, sentence in hardest(passages))
        message = f"This text has a grade of {level:.1f}. Hardest: {named}."
        yield READING_LEVEL.at(passages[0].at(), message)


def hardest(passages: Iterable[Passage]) -> list[tuple[Place, str]]:
    """The sentences with the highest grades, the hardest first."""
    found = [(hardness(words), passage, at, words) for passage in passages for at, words in sentences(passage.text)]
    found.sort(key=lambda one: -one[0])
    return [(passage.at(at), words) for _, passage, at, words in found[:NAMED]]
