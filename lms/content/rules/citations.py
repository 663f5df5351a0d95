"""Rules for sources: every mark is known, and what is not from the reports says so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, partial

from lms.content.finding import Finding, Place, Rule
from lms.content.reading.document import Document
from lms.content.reading.manuscript import Manuscript, ModuleFiles
from lms.content.reading.sources import MARK, Sources
from lms.content.rules.modules import repeated
from lms.domain.course import GENERAL
from lms.domain.scenario import Scenario

Mark = tuple[str, Document, tuple[str | int, ...]]

UNKNOWN_SOURCE = Rule(
    "unknown-source",
    "A source is a case id (SP-03), a report with lines (004:656 or 004:656-662), or general.",
    "Look the case or the lines up in courses/sources.toml.",
)
NO_SECTION = Rule(
    "no-section",
    "Every cited line stands in a section that courses/sources.toml names, because pages print the section.",
    "Correct the lines, or add the section to courses/sources.toml.",
)
GENERAL_UNNAMED = Rule(
    "general-unnamed",
    "A lesson or scenario that rests on general knowledge says in “beyond” what is not from the reports.",
    "Add “beyond”, in a sentence that names it and points to the local rules or a supervisor.",
)


def check(manuscript: Manuscript) -> Iterator[Finding]:
    sources = manuscript.sources
    if sources is None:
        return
    yield from _list(sources)
    problem = cache(partial(_problem, sources))  # the same marks come again and again
    for mark, document, path in every_mark(manuscript):
        if wrong := problem(mark):
            rule, message = wrong
            yield rule.at(document.place(*path), message)
    for module in manuscript.modules.values():
        yield from _general(module)


def every_mark(manuscript: Manuscript) -> Iterator[Mark]:
    """Every source mark of the content: the modules', and the map's."""
    for module in manuscript.modules.values():
        yield from marks(module)
    if manuscript.map:
        for number, link in enumerate(manuscript.map.map.links):
            yield from _each(link.sources, manuscript.map.document, "link", number)


def marks(module: ModuleFiles) -> Iterator[Mark]:
    """Every source mark of a module, with its document and its path there."""
    for lesson in module.lessons.values():
        yield from _each(lesson.lesson.sources, lesson.document)
    for row in module.bank:
        yield from _each(row.item.sources, row.document, "item", row.number)
    for file in module.scenarios.values():
        yield from _of_scenario(file.scenario, file.document)


def _of_scenario(scenario: Scenario, document: Document) -> Iterator[Mark]:
    yield from _each(scenario.sources, document)
    for n, node in enumerate(scenario.nodes):
        for c, choice in enumerate(node.choices):
            yield from _each(choice.sources, document, "node", n, "choice", c)
    for n, ending in enumerate(scenario.endings):
        yield from _each(ending.sources, document, "ending", n)


def _each(sources: Iterable[str], document: Document, *path: str | int) -> Iterator[Mark]:
    for number, mark in enumerate(sources):
        yield mark, document, (*path, "sources", number)


def _problem(sources: Sources, mark: str) -> tuple[Rule, str] | None:
    if mark == GENERAL or mark in sources.cases:
        return None
    lines = MARK.fullmatch(mark)
    if lines is None or lines[1] not in sources.reports:
        return UNKNOWN_SOURCE, f"“{mark}” is not a case, lines of a report, or general."
    start, end, last = int(lines[2]), int(lines[3] or lines[2]), sources.reports[lines[1]].lines
    if not 1 <= start <= end <= last:
        return UNKNOWN_SOURCE, f"“{mark}” is outside the report, which has {last} lines."
    if not sources.section(lines[1], start):
        return NO_SECTION, f"“{mark}” begins in no section."
    return None


def _general(module: ModuleFiles) -> Iterator[Finding]:
    for lesson in module.lessons.values():
        if GENERAL in lesson.lesson.sources and not lesson.lesson.beyond:
            yield _unnamed(lesson.document.place("sources"))
    for file in module.scenarios.values():
        used = any(mark == GENERAL for mark, _, _ in _of_scenario(file.scenario, file.document))
        if used and not file.scenario.beyond:
            yield _unnamed(file.document.place("sources"))


def _unnamed(place: Place) -> Finding:
    return GENERAL_UNNAMED.at(place, "This rests on general knowledge and does not say on what point.")


def _list(sources: Sources) -> Iterator[Finding]:
    document = sources.document
    if document is None:
        return
    for kind in ("report", "case"):
        yield from repeated((row["id"] for row in document.values.get(kind, [])), partial(document.place, kind))
