"""Rules for words that blame or that make a show of people; `word_list` has the words and the reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lms.content.finding import WARNING, Finding, Rule
from lms.content.reading.manuscript import Manuscript
from lms.content.reading.passages import Passage, everything
from lms.content.rules.word_list import WORDS

QUOTED = re.compile(r"“[^”]*”")
FOUND_BY = [(word, word.found_by) for word in WORDS]
ANY = re.compile("|".join(pattern.pattern for _, pattern in FOUND_BY), re.IGNORECASE)

BLAMING_WORD = Rule(
    "blaming-word",
    "No word blames a survivor or names a person by what was done to her. What somebody says may stand in “ ”.",
    "Say what happened and who did it; or quote the one who says it.",
)
LOADED_WORD = Rule(
    "loaded-word",
    "No word makes a show of pain or puts a label on a person. What somebody says may stand in “ ”.",
    "Say plainly what happened; or quote the one who says it.",
    WARNING,
)


def check(manuscript: Manuscript) -> Iterator[Finding]:
    for passage in everything(manuscript):
        yield from _words(passage)


def _words(passage: Passage) -> Iterator[Finding]:
    text = QUOTED.sub(_blank, passage.text)
    if not ANY.search(text):
        return
    for word, pattern in FOUND_BY:
        for found in pattern.finditer(text):
            rule = BLAMING_WORD if word.refused else LOADED_WORD
            said = " ".join(found[0].split())
            yield rule.at(passage.at(found.start()), f"“{said}”: {word.why}")


def _blank(quoted: re.Match[str]) -> str:
    """As long as what was quoted, and with its lines, so that places stay."""
    return re.sub(r"[^\n]", " ", quoted[0])
