"""Counting words, sentences and syllables of English text; the Flesch-Kincaid grade of a text.

Kincaid, Fishburne, Rogers and Chissom (1975), Derivation of new readability formulas:
grade = 0.39 words per sentence + 11.8 syllables per word - 15.59; reading age is about grade + 5.
"""

from __future__ import annotations

import re

WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
TOKEN = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
SENTENCE_END = re.compile(r"[.?!:]+[”’)\]]*(?:\s|$)|\n\s*\n")
VOWELS = re.compile(r"[aeiouy]+")
SILENT = re.compile(r"(?:[^laeiouy]es|[^dtaeiouy]ed|[^laeiouy]e)$")
MARKUP = re.compile(r"!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|!!! \w+|[*#>\[\]\"]")
LIST_LINE = re.compile(r"\n(?=\s*- )")
SMALLEST = 100  # words; below that a grade says nothing


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
    return 0.39 * len(words) / max(1, sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
