"""Counting words, sentences and syllables of English text; the Flesch-Kincaid grade of a text.

It is a formula: it counts, and knows nothing of what is said.

Kincaid, Fishburne, Rogers and Chissom (1975), Derivation of new readability formulas:
grade = 0.39 words per sentence + 11.8 syllables per word - 15.59; reading age is about grade + 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
TOKEN = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
SENTENCE_END = re.compile(r"[.?!:]+[”’)\]]*(?:\s|$)|\n\s*\n")
VOWELS = re.compile(r"[aeiouy]+")
SILENT = re.compile(r"(?:[^laeiouy]es|[^dtaeiouy]ed|[^laeiouy]e)$")
MARKUP = re.compile(r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|!!! \w+|[*#>\[\]\"]")
LIST_LINE = re.compile(r"\n(?=\s*- )")
BREAK = re.compile(rf"{SENTENCE_END.pattern}|{LIST_LINE.pattern}")
BLOCK_TITLE = re.compile(r'^\s*!!! \w+ "[^"\n]*"$', re.MULTILINE)
SMALLEST = 100  # words; below that a grade says nothing
SHORTEST = 6  # words; a shorter sentence is not hard, whatever it holds
AGE = 5  # years; children are about five when school begins


def word_count(text: str) -> int:
    """Words and figures of a text, Markdown signs not counted."""
    return len(TOKEN.findall(plain(text)))


def plain(text: str) -> str:
    """A lesson's Markdown without its signs; every block ends with an empty line."""
    return MARKUP.sub(" ", LIST_LINE.sub("\n\n", text))


def syllables(word: str) -> int:
    """About how many syllables an English word has; at least one."""
    letters = word.lower().replace("’", "").replace("'", "")
    count = len(VOWELS.findall(letters))
    if count > 1 and SILENT.search(letters):
        count -= 1
    return max(1, count)


def grade(text: str) -> float:
    """The Flesch-Kincaid grade of a text; 0 when it is too short to say."""
    clean = plain(text)
    words = WORD.findall(clean)
    if len(words) < SMALLEST:
        return 0.0
    sentences = sum(1 for part in SENTENCE_END.split(clean) if WORD.search(part))
    return _formula(words, max(1, sentences))


def reading_age(text: str) -> float:
    """The age at which the formula thinks a text can be read, in years; 0 when it is too short to say."""
    level = grade(text)
    return level + AGE if level else 0.0


def _formula(words: list[str], sentences: int) -> float:
    return 0.39 * len(words) / sentences + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """Every sentence of a lesson's Markdown, without its signs, and where it begins in the text."""
    clean = MARKUP.sub(_blank, BLOCK_TITLE.sub(_ended, text))
    at = 0
    for end in [*BREAK.finditer(clean), None]:
        part = clean[at : end.start() if end else len(clean)]
        if first := TOKEN.search(part):
            yield at + first.start(), " ".join(part.split()).removeprefix("- ")
        at = end.end() if end else at


def hardness(sentence: str) -> float:
    """The grade of a single sentence, to compare it with others; 0 for one of a few words."""
    words = WORD.findall(sentence)
    return _formula(words, 1) if len(words) >= SHORTEST else 0.0


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _ended(found: re.Match[str]) -> str:
    """The title of a block as a sentence of its own."""
    return f"{found[0][:-1]}."
