"""Rules for how often a case is used: not at all, or so often that one person's story carries too much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lms.content.finding import WARNING, Finding, Place, Rule
from lms.content.reading.document import Document
from lms.content.reading.manuscript import Manuscript
from lms.content.reading.sources import MOST_CARE, Sources
from lms.content.rules.citations import marks

MOST = 3  # places; a lesson with its items is one place, a scenario another
Places = Mapping[str, list[Place]]

CASE_OVERUSED = Rule(
    "case-overused",
    f"A case is cited in at most {MOST} places: lessons (each with its items) and scenarios of all modules together.",
    "Let another case carry some of these places; the rule case-unused names those that wait.",
    WARNING,
)
CASE_UNUSED = Rule(
    "case-unused",
    "A case that courses/sources.toml names is used somewhere, unless only its decision may be used (care 3).",
    "Rest a lesson, an item or a scenario on it, or let it wait for a module to come.",
    WARNING,
)


def check(manuscript: Manuscript) -> Iterator[Finding]:
    sources, found = manuscript.sources, case_places(manuscript)
    document = sources.document if sources else None
    if sources and document:
        yield from _overused(sources, document, found)
        yield from _unused(sources, document, found)


def case_places(manuscript: Manuscript) -> Places:
    """Every case that is cited, with its places in the order of the modules."""
    found: dict[str, dict[str, Place]] = {}
    cases = manuscript.sources.cases if manuscript.sources else {}
    for module in manuscript.modules.values():
        for mark, document, path in marks(module):
            if mark in cases:
                found.setdefault(mark, {}).setdefault(_thing(document, path), document.place(*path))
    return {case: list(places.values()) for case, places in found.items()}


def _thing(document: Document, path: tuple[str | int, ...]) -> str:
    """The lesson or scenario that a mark belongs to; an item belongs to the lesson that it asks about."""
    folder, name = document.name.split("/")[-2:]
    lesson = document.values["item"][path[1]].get("lesson") if path[0] == "item" else None
    return f"{folder}/{lesson or name.removesuffix('.md')}"


def _overused(sources: Sources, document: Document, found: Places) -> Iterator[Finding]:
    for number, case in enumerate(sources.cases):
        places = found.get(case, [])
        if len(places) > MOST:
            named = ", ".join(f"{place.file}:{place.line}" for place in places)
            yield CASE_OVERUSED.at(
                document.place("case", number), f"“{case}” is cited in {len(places)} places: {named}."
            )


def _unused(sources: Sources, document: Document, found: Places) -> Iterator[Finding]:
    for number, report in enumerate(sources.reports):
        own = [case.id for case in sources.cases.values() if case.report == report and case.care < MOST_CARE]
        unused = [case for case in own if case not in found]
        if unused:
            message = f"Used nowhere: {len(unused)} of {len(own)} cases of this report ({', '.join(unused)})."
            yield CASE_UNUSED.at(document.place("report", number), message)
