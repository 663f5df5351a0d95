"""Runs the rules of the content: all of them for `lms check`, the quick ones at every start."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

from lms.content.finding import Finding, Rule
from lms.content.reading.manuscript import Manuscript, read
from lms.content.rules import (
    bank_patterns,
    case_uses,
    catalogues,
    citations,
    course_ends,
    courses,
    files,
    folders,
    follow_up,
    graph,
    habits,
    ids,
    interview,
    items,
    lesson_blocks,
    lesson_links,
    lesson_size,
    modules,
    overlap,
    reading_level,
    repeats,
    roads,
    story,
    system_map,
    texts,
    wording,
)

Check = Callable[[Manuscript], Iterator[Finding]]

AT_START: tuple[Check, ...] = (
    modules.check,
    follow_up.check,
    folders.check,
    courses.check,
    course_ends.check_bank,
    citations.check,
    system_map.check,
    lesson_blocks.check,
    lesson_links.check,
    items.check_right,
    graph.check,
    interview.check,
    roads.check,
    catalogues.check_grammar,
)
"""What a site must not start without: content that is broken, not only worth a better word."""

HARMLESS = frozenset({files.UNLISTED_FILE.id, lesson_links.ORPHAN_MEDIA.id, lesson_links.MEDIA_BUDGET.id})
"""Errors that a site can still start with."""

LATER: tuple[Check, ...] = (
    ids.check,
    course_ends.check,
    lesson_size.check,
    reading_level.check,
    items.check,
    bank_patterns.check,
    story.check,
    habits.check,
    interview.check_length,
    roads.check_words,
    texts.check,
    wording.check,
    repeats.check,
    case_uses.check,
    catalogues.check,
)

AREAS: dict[str, tuple[ModuleType, ...]] = {
    "Files": (files, folders),
    "Modules, courses and ids": (modules, follow_up, courses, course_ends, ids),
    "Sources": (citations, overlap, case_uses),
    "Lessons": (lesson_blocks, lesson_links, lesson_size, texts),
    "Words": (reading_level, wording, repeats),
    "The map": (system_map,),
    "Items": (items, bank_patterns),
    "Scenarios": (graph, story, habits, interview, roads),
    "Translations": (catalogues,),
}


def check(root: Path, reports: Path | None = None) -> list[Finding]:
    """Everything that is wrong with the content below a root, drafts too, in the order of the files.

    `reports` is a folder with the reports' texts; without it, borrowed sentences go unnoticed.
    """
    manuscript = read(root)
    found = [*manuscript.findings, *(finding for rule in (*AT_START, *LATER) for finding in rule(manuscript))]
    if reports is not None:
        found += overlap.check(manuscript, reports)
    return sorted(set(found))


def refused(manuscript: Manuscript) -> list[Finding]:
    """The errors for which a site does not start."""
    found = [*manuscript.findings, *(finding for rule in AT_START for finding in rule(manuscript))]
    return sorted({finding for finding in found if finding.refused and finding.rule not in HARMLESS})


def rules() -> dict[str, tuple[Rule, ...]]:
    """Every rule, by the area that authors know it under."""
    found: dict[str, tuple[Rule, ...]] = {}
    seen: set[str] = set()
    for area, places in AREAS.items():
        mine = {one.id: one for place in places for one in vars(place).values() if isinstance(one, Rule)}
        found[area] = tuple(rule for name, rule in mine.items() if name not in seen)
        seen |= mine.keys()
    return found
