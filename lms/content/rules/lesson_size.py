"""Rules for the size of a lesson and how hard it is to read; these warn."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lms.content.finding import WARNING, Finding, Place, Rule
from lms.content.reading.lesson import LessonFile
from lms.content.reading.manuscript import Manuscript, ModuleFiles
from lms.content.rules.readability import grade, word_count

FEWEST, MOST = 400, 700
SHORTEST, LONGEST = 5, 8
HIGHEST_GRADE = 7.0  # reading age 12

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
READING_LEVEL = Rule(
    "reading-level",
    f"Text can be read at the age of 12: a Flesch-Kincaid grade of at most {HIGHEST_GRADE:g}, over a lesson, a "
    "scenario or a bank.",
    "Shorten sentences, and put common words for long ones.",
    WARNING,
)


def check(manuscript: Manuscript) -> Iterator[Finding]:
    for module in manuscript.modules.values():
        for file in module.lessons.values():
            yield from _size(file)
            if module.frame.published:
                yield from _parts(file)
        yield from _levels(module)


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


def _levels(module: ModuleFiles) -> Iterator[Finding]:
    for lesson in module.lessons.values():
        yield from _level(lesson.name, lesson.place(0).line, lesson.text)
    for file in module.scenarios.values():
        texts = [node.text for node in file.scenario.nodes]
        texts += [f"{one.text}\n\n{one.then} {one.why}" for node in file.scenario.nodes for one in node.choices]
        yield from _level(file.document.name, 1, "\n\n".join(texts))
    for name in sorted({row.document.name for row in module.bank}):
        items = [row.item for row in module.bank if row.document.name == name]
        texts = [" ".join([item.stem, *(f"{one.text} {one.why}" for one in item.options)]) for item in items]
        yield from _level(name, 1, "\n\n".join(texts))


def _level(name: str, line: int, text: str) -> Iterator[Finding]:
    if (level := grade(text)) > HIGHEST_GRADE:
        yield READING_LEVEL.at(Place(name, line), f"This text has a grade of {level:.1f}.")
