"""Rules for the Markdown of a lesson: its headings, blocks, and what may not stand in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lms.content.finding import Finding, Rule
from lms.content.reading.lesson import LessonFile
from lms.content.reading.manuscript import Manuscript

HEADING = re.compile(r"\s*(#+)\s*(.*)")
HTML = re.compile(r"</?[a-zA-Z][^>]*>|<!--|&#?[a-zA-Z0-9]+;")
UNUSED = (
    (re.compile(r"^\s*\|"), "a table"),
    (re.compile(r"^\s*~~~|`"), "code"),
    (re.compile(r"^\s*([-*_])(\s*\1){2,}\s*$"), "a rule across the page"),
    (re.compile(r"^\s*=+\s*$"), "a heading by underlining"),
    (re.compile(r"^\s*\[[^\]]+\]:\s"), "a link by reference"),
    (re.compile(r"(^|[\s(“])_+\w[^_]*_+($|[\s).,;:?”])"), "emphasis by underscores"),
    (re.compile(r"\t"), "a tab"),
)
SIGN = re.compile(r"[|~`*_=\[\t<&-]")  # what all of it begins with; most lines have none
BLOCK = re.compile(r"( *)!!!(.*)")
OPENING = re.compile(r'\s*(case|worked|why|note)\s+"[^"\s][^"]*"\s*')
DEEPEST = 4

HEADING_LEVEL = Rule(
    "heading-level",
    f"Headings begin at ## and go down one level at a time, to {'#' * DEEPEST} at most; each has words.",
    "Use ## for the parts of a lesson and ### only below a ##.",
)
RAW_HTML = Rule(
    "raw-html",
    "There is no HTML in a lesson.",
    "Use the Markdown of the formats page. Type the character itself instead of &…;.",
)
UNUSED_MARKDOWN = Rule(
    "unused-markdown",
    "A lesson uses only the Markdown of the formats page: no tables, no code, no rules across the page.",
    "Say it in sentences or in a list.",
)
BLOCKS = Rule(
    "blocks",
    "A block is !!! case, worked, why or note with a title in straight quotes; its text is indented by four spaces.",
    'Write !!! note "A place to stop", and indent what belongs to it by four spaces.',
)


def check(manuscript: Manuscript) -> Iterator[Finding]:
    for module in manuscript.modules.values():
        for file in module.lessons.values():
            yield from _headings(file)
            yield from _lines(file)
            yield from _blocks(file)


def _headings(file: LessonFile) -> Iterator[Finding]:
    above = 1
    for number, line in enumerate(file.lines):
        heading = HEADING.fullmatch(line)
        if heading is None:
            continue
        level = len(heading[1])
        if level == 1 or level > min(above + 1, DEEPEST):
            yield HEADING_LEVEL.at(
                file.place(number), f"A heading with {heading[1]} stands below one of level {above}."
            )
        if not heading[2].strip("# "):
            yield HEADING_LEVEL.at(file.place(number), "This heading has no words.")
        above = level


def _lines(file: LessonFile) -> Iterator[Finding]:
    for number, line in enumerate(file.lines):
        if not SIGN.search(line):
            continue
        if html := HTML.search(line):
            yield RAW_HTML.at(file.place(number), f"“{html[0][:40]}” is HTML.")
        for pattern, name in UNUSED:
            if pattern.search(line):
                yield UNUSED_MARKDOWN.at(file.place(number), f"This line has {name}.")


def _blocks(file: LessonFile) -> Iterator[Finding]:
    for number, line in enumerate(file.lines):
        block = BLOCK.fullmatch(line)
        if block is None:
            continue
        if not OPENING.fullmatch(block[2]):
            yield BLOCKS.at(file.place(number), f"“{line.strip()[:40]}” does not open a block.")
        elif not _indented_below(file.lines[number + 1 :], len(block[1]) + 4):
            yield BLOCKS.at(file.place(number), "Nothing is indented below this block.")


def _indented_below(lines: list[str], by: int) -> bool:
    text = next((line for line in lines if line.strip()), "")
    return text.startswith(" " * by)
