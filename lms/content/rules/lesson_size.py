"""Rules for the size of a lesson and for its parts; these warn."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lms.content.finding import WARNING, Finding, Rule
from lms.content.reading.lesson import LessonFile
from lms.content.reading.manuscript import Manuscript
from lms.content.rules.readability import word_count

FEWEST, MOST = 400, 700
SHORTEST, LONGEST = 5, 8

LESSON_LENGTH = Rule(
    "lesson-length",
    f"A lesson has {FEWEST} to {MOST} words.",
    "Keep one thought a lesson; move the rest to another.",
    WARNING,
)
LESSON_MINUTES = Rule(
    "lesson-minutes",
    f"A lesson takes {SHORTEST} to {LONGEST} minutes.",
    "Read it aloud with a clock, and correct the minutes or the length.",
    WARNING,
)
LESSON_PARTS = Rule(
    "lesson-parts",
    "A published lesson has a case, one worked example and one why.",
    "Add the block, or say at review why the lesson is better without it.",
    WARNING,
)


def check(manuscript: Manuscript) -> Iterator[Finding]:
    for module in manuscript.modules.values():
        for file in module.lessons.values():
            yield from _size(file)
            if module.frame.published:
                yield from _parts(file)


def _size(file: LessonFile) -> Iterator[Finding]:
    words, minutes = word_count(file.text), file.lesson.minutes
    if not FEWEST <= words <= MOST:
        yield LESSON_LENGTH.at(file.place(0), f"This lesson has {words} words.")
    if not SHORTEST <= minutes <= LONGEST:
        yield LESSON_MINUTES.at(file.document.place("minutes"), f"This lesson takes {minutes} minutes.")


def _parts(file: LessonFile) -> Iterator[Finding]:
    for kind in ("case", "worked", "why"):
        count = len(re.findall(rf"^\s*!!! {kind} ", file.text, re.MULTILINE))
        if count == 0 or (count > 1 and kind != "case"):
            yield LESSON_PARTS.at(file.place(0), f"There are {count} blocks of “{kind}”.")
