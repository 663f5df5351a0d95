"""`courses/map.toml`: factors that push each other, and where they stand in the drawing."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lms.content.finding import Finding
from lms.content.reading.document import Document, read_toml
from lms.content.reading.table import Table
from lms.content.rules.files import WRONG_VALUE
from lms.domain.course import GENERAL
from lms.domain.system_map import COLUMNS, ROWS, Factor, Link, Push, SystemMap

FILE = "courses/map.toml"


@dataclass(frozen=True)
class MapFile:
    document: Document
    map: SystemMap


def read_map(root: Path, found: list[Finding]) -> MapFile | None:
    document = read_toml(root, FILE, found)
    return None if document is None else parse_map(document, found)


def parse_map(document: Document, found: list[Finding]) -> MapFile | None:
    table = Table(document, document.values, (), found)
    factors = [_factor(row) for row in table.tables("factor")]
    links = [_link(row) for row in table.tables("link")]
    made = SystemMap(
        title=table.text("title"),
        summary=table.text("summary"),
        note=table.text("note"),
        factors=tuple(factor for factor in factors if factor),
        links=tuple(link for link in links if link),
    )
    return MapFile(document, made) if table.done() and None not in [*factors, *links] else None


def _factor(table: Table) -> Factor | None:
    factor = Factor(
        id=table.id(),
        name=table.text("name"),
        text=table.text("text"),
        goal=table.flag("goal", optional=True),
        column=table.whole("column", 1, COLUMNS),
        row=table.whole("row", 1, ROWS),
    )
    return factor if table.done() else None


def _link(table: Table) -> Link | None:
    bends = [_bend(one) for one in table.tables("bends", optional=True)]
    push = table.one_of("push", tuple(Push))
    link = Link(
        start=table.id("from"),
        end=table.id("to"),
        push=Push(push) if push in tuple(Push) else Push.UP,
        why=table.text("why"),
        sources=_sources(table),
        bends=tuple(bend for bend in bends if bend),
    )
    return link if table.done() and None not in bends else None


def _sources(table: Table) -> tuple[str, ...]:
    marks = table.words("sources")
    if GENERAL in marks:
        table.refuse(WRONG_VALUE, "A link of the map rests on a report, never on general knowledge.", "sources")
    return marks


def _bend(table: Table) -> tuple[float, float] | None:
    bend = table.number("column", 0, COLUMNS + 1), table.number("row", 0, ROWS + 1)
    return bend if table.done() else None
