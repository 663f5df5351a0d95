"""`courses/glossary.toml`: the words of the field."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lms.content.finding import Finding
from lms.content.reading.document import Document, read_toml
from lms.content.reading.table import Table
from lms.domain.course import Term


@dataclass(frozen=True)
class Glossary:
    """The terms of the file, each with its number among the file's tables."""

    document: Document
    terms: tuple[tuple[int, Term], ...]


def read_glossary(root: Path, found: list[Finding]) -> Glossary | None:
    document = read_toml(root, "courses/glossary.toml", found)
    return None if document is None else parse_glossary(document, found)


def parse_glossary(document: Document, found: list[Finding]) -> Glossary:
    table = Table(document, document.values, (), found)
    terms = [(number, _term(row)) for number, row in enumerate(table.tables("term"))]
    table.done()
    return Glossary(document, tuple((number, term) for number, term in terms if term))


def _term(table: Table) -> Term | None:
    term = Term(table.id(), table.text("term"), table.text("text"), table.ids("see", empty=True))
    return term if table.done() else None
