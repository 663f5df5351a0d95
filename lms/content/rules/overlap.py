"""Borrowed sentences: eight or more words in a row that stand in one of the reports.

The reports are under copyright. Their titles may be named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from lms.content.finding import Finding, Place, Rule
from lms.content.reading.manuscript import Manuscript
from lms.content.reading.text import read_text

RUN = 8
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
READ = (".md", ".toml", ".svg")
Run = tuple[str, ...]

OVERLAP = Rule(
    "overlap",
    f"Nowhere do {RUN} or more words in a row stand in one of the reports.",
    "Say it in your own words, from your own understanding of it.",
)
NO_REPORTS = Rule(
    "no-reports",
    "The folder with the reports’ texts (LMS_REPORTS), where it is named, holds .txt files.",
    "Correct LMS_REPORTS, or leave it out.",
)


def check(manuscript: Manuscript, reports: Path) -> Iterator[Finding]:
    known = _known(reports)
    if not known:
        yield NO_REPORTS.at(Place("LMS_REPORTS"), "There are no texts of reports in this folder.")
        return
    for title in _titles(manuscript):
        known -= set(_runs([word for word, _ in _words(title)]))
    for name in sorted(name for name in manuscript.names if name.endswith(READ)):
        if text := read_text(manuscript.root, name, []):
            yield from _borrowed(name, text, known)


def _known(reports: Path) -> set[Run]:
    known: set[Run] = set()
    for path in sorted(reports.glob("*.txt")):
        text = path.read_text(encoding="utf-8", errors="replace")
        known.update(_runs([word for word, _ in _words(text)]))
    return known


def _titles(manuscript: Manuscript) -> Iterator[str]:
    for report in manuscript.sources.reports.values() if manuscript.sources else ():
        yield report.title
        yield f"{report.short} {report.title}"
        yield f"{report.authors} {report.year} {report.title}"


def _words(text: str) -> Iterator[tuple[str, int]]:
    """Every word in small letters, without apostrophes, and where it begins."""
    for found in WORD.finditer(text):
        yield re.sub("['’]", "", found[0].lower()), found.start()


def _runs(words: list[str]) -> Iterator[Run]:
    return zip(*(words[start:] for start in range(RUN)), strict=False)


def _borrowed(name: str, text: str, known: set[Run]) -> Iterator[Finding]:
    words = list(_words(text))
    hits = [number for number, run in enumerate(_runs([word for word, _ in words])) if run in known]
    for first, last in _stretches(hits):
        shared = " ".join(word for word, _ in words[first : last + RUN])
        line = text.count("\n", 0, words[first][1]) + 1
        yield OVERLAP.at(Place(name, line), f"“{shared}” stands in a report.")


def _stretches(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Numbers that follow each other, as (first, last)."""
    first = last = None
    for number in numbers:
        if first is not None and last is not None and number > last + 1:
            yield first, last
            first = None
        first, last = number if first is None else first, number
    if first is not None and last is not None:
        yield first, last
