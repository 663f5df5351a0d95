"""`quizzes/<module>/items.toml`: the bank of a module.

While a bank is being written it may lie in several files (`items-a.toml`, `items-b.toml`, …); they
are read in the order of their names, as if they were one.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lms.content.finding import Finding, Place
from lms.content.reading.document import Document, read_toml
from lms.content.reading.table import Table
from lms.content.rules.files import NO_FEEDBACK, WRONG_VALUE
from lms.domain.course import LETTERS, Item, Option, Use


@dataclass(frozen=True)
class BankItem:
    """An item, and the number of its table in a file."""

    document: Document
    number: int
    item: Item

    def place(self, *path: str | int) -> Place:
        return self.document.place("item", self.number, *path)


def read_items(root: Path, module: str, name: str, found: list[Finding]) -> tuple[BankItem, ...]:
    document = read_toml(root, name, found)
    return () if document is None else parse_items(document, module, found)


def parse_items(document: Document, module: str, found: list[Finding]) -> tuple[BankItem, ...]:
    top = Table(document, document.values, (), found)
    items = [(number, _item(table, module)) for number, table in enumerate(top.tables("item"))]
    top.done()
    return tuple(BankItem(document, number, item) for number, item in items if item)


def _item(table: Table, module: str) -> Item | None:
    options = [_option(option) for option in table.tables("option")]
    item_id, use = table.id(), table.one_of("use", tuple(Use))
    lesson, critical = table.id("lesson"), table.flag("critical")
    stem, sources = table.text("stem"), table.words("sources")
    if len(options) > len(LETTERS):
        table.refuse(WRONG_VALUE, f"There are {len(options)} options; {len(LETTERS)} are the most.")
    whole = tuple(option for option in options if option)
    if not table.done() or len(whole) < len(options):
        return None
    return Item(module, item_id, lesson, Use(use), critical, stem, sources, whole)


def _option(table: Table) -> Option | None:
    option = Option(table.text("text"), table.flag("correct"), table.text("why", missing=NO_FEEDBACK))
    return option if table.done() else None
