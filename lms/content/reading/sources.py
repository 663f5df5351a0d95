"""`courses/sources.toml`: the reports, their sections by line, and the cases in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lms.content.finding import Finding
from lms.content.reading.document import Document, read_toml
from lms.content.reading.table import Table
from lms.content.rules.files import ID_FORM, WRONG_VALUE
from lms.domain.course import GENERAL, Citation, Report

CASE_ID = re.compile(r"[A-Z]{2,4}-[A-Z0-9]{1,8}")
REPORT_ID = re.compile(r"\d{3}")
LINES = re.compile(r"\d{1,6}(-\d{1,6})?(\+\d{1,6}(-\d{1,6})?)*")
MARK = re.compile(r"(\d{3}):(\d{1,6})(?:-(\d{1,6}))?")
LATEST_YEAR, MOST_LINES, MOST_CARE = 2100, 999_999, 3


@dataclass(frozen=True)
class Case:
    """One case of a report; `care` runs from 0 to 3 (3: only the decision may be used)."""

    id: str
    report: str
    lines: str
    section: str
    care: int


@dataclass(frozen=True)
class Section:
    report: str
    start: int
    end: int
    title: str


@dataclass(frozen=True)
class Sources:
    """Everything that content may cite."""

    reports: Mapping[str, Report]
    cases: Mapping[str, Case]
    sections: tuple[Section, ...]
    document: Document | None = None

    def section(self, report: str, line: int) -> str:
        """The title of the section that a line stands in; empty when no section holds it."""
        hit = (part.title for part in self.sections if part.report == report and part.start <= line <= part.end)
        return next(hit, "")

    def titles(self) -> Iterator[tuple[str, str]]:
        """(report, title) of every section that a page may print."""
        yield from ((part.report, part.title) for part in self.sections)
        yield from ((case.report, case.section) for case in self.cases.values())

    def citation(self, mark: str) -> Citation | None:
        """A mark as a page prints it; None for `general` and for a mark that nothing is known about."""
        if case := self.cases.get(mark):
            return Citation(mark, self.reports[case.report].short, case.section)
        lines = MARK.fullmatch(mark)
        if lines is None or lines[1] not in self.reports:
            return None
        return Citation(mark, self.reports[lines[1]].short, self.section(lines[1], int(lines[2])))

    def citations(self, marks: Iterable[str]) -> tuple[Citation, ...]:
        """What a page prints under a text, each report and section once, without `general`."""
        found: dict[tuple[str, str], Citation] = {}
        for mark in marks:
            citation = self.citation(mark) if mark != GENERAL else None
            if citation:
                found.setdefault((citation.report, citation.section), citation)
        return tuple(found.values())


def read_sources(root: Path, found: list[Finding]) -> Sources | None:
    document = read_toml(root, "courses/sources.toml", found)
    return None if document is None else parse_sources(document, found)


def parse_sources(document: Document, found: list[Finding]) -> Sources | None:
    table = Table(document, document.values, (), found)
    reports = [_report(row) for row in table.tables("report")]
    known = {report.id: report for report in reports if report}
    sections = [_section(row, known) for row in table.tables("section")]
    cases = [_case(row, known) for row in table.tables("case", optional=True)]
    if not table.done() or None in reports or None in sections or None in cases:
        return None
    by_id = {case.id: case for case in cases if case}
    return Sources(known, by_id, tuple(section for section in sections if section), document)


def _report(table: Table) -> Report | None:
    report_id, short, authors = table.text("id"), table.text("short"), table.text("authors")
    year, title = table.whole("year", 1900, LATEST_YEAR), table.text("title")
    publisher, lines = table.text("publisher"), table.whole("lines", 1, MOST_LINES)
    if report_id and not REPORT_ID.fullmatch(report_id):
        table.refuse(ID_FORM, f"“{report_id}” is not the id of a report, which is three digits.", "id")
    return Report(report_id, short, authors, year, title, publisher, lines) if table.done() else None


def _of_report(table: Table, known: Mapping[str, Report]) -> str:
    report = table.text("report")
    if report and known and report not in known:
        table.refuse(WRONG_VALUE, f"“{report}” is not a report; it can be {', '.join(known)}.", "report")
    return report


def _section(table: Table, known: Mapping[str, Report]) -> Section | None:
    report = _of_report(table, known)
    last = known[report].lines if report in known else MOST_LINES
    section = Section(report, table.whole("from", 1, last), table.whole("to", 1, last), table.text("title"))
    if section.start > section.end:
        table.refuse(WRONG_VALUE, "“from” stands after “to”.", "from")
    return section if table.done() else None


def _case(table: Table, known: Mapping[str, Report]) -> Case | None:
    case_id, report = table.text("id"), _of_report(table, known)
    lines, section, care = table.text("lines"), table.text("section"), table.whole("care", 0, MOST_CARE)
    if case_id and not CASE_ID.fullmatch(case_id):
        table.refuse(ID_FORM, f"“{case_id}” is not the id of a case, like SP-03.", "id")
    if lines and not LINES.fullmatch(lines):
        table.refuse(WRONG_VALUE, f"“{lines}” is not a list of lines, like 539-547+658.", "lines")
    return Case(case_id, report, lines, section, care) if table.done() else None
