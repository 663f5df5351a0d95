"""The pages for authors say what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lms.content.drawing import inline
from lms.content.finding import Finding
from lms.content.reading.document import Document, parse_toml
from lms.content.reading.language import parse_language
from lms.content.reading.lesson import parse_lesson
from lms.content.reading.table import Table
from lms.content.rule_page import PAGE, rule_page
from tests.unit.content.test_reading import PARSERS

ROOT = Path(__file__).resolve().parent.parent.parent
FOLDER = ROOT / "docs" / "for-authors"
EXAMPLE = re.compile(r"^```(?:toml|markdown) (\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
KINDS = {
    "items": "quizzes/harbour/items.toml",
    "scenario": "quizzes/harbour/night-boat.toml",
    "interview": "quizzes/harbour/ten-words.toml",
    "roads": "quizzes/harbour/two-boats.toml",
    "module": "courses/harbour/module.toml",
    "course": "courses/everybody.toml",
    "sources": "courses/sources.toml",
    "glossary": "courses/glossary.toml",
    "map": "courses/map.toml",
    "redirects": "courses/redirects.toml",
}


def _examples() -> dict[str, str]:
    page = (FOLDER / "formats.md").read_text(encoding="utf-8")
    return dict(EXAMPLE.findall(page))


def _parse(kind: str, text: str, found: list[Finding]) -> object:
    if kind == "lesson":
        return parse_lesson("a.md", text, "harbour", "a", found)
    document = parse_toml("a.toml", text, found)
    assert isinstance(document, Document)
    return parse_language(document, "km", found) if kind == "language" else PARSERS[KINDS[kind]](document, found)


def test_the_page_of_rules_is_up_to_date() -> None:
    assert (ROOT / PAGE).read_text(encoding="utf-8") == rule_page(), "run: python -m lms.content.rule_page"


def test_every_kind_of_file_has_an_example() -> None:
    assert set(_examples()) == {*KINDS, "lesson", "language"}


@pytest.mark.parametrize("kind", [*KINDS, "lesson", "language"])
def test_every_example_can_be_read_and_shows_every_key(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: dict[tuple[str, ...], set[str]] = {}
    asked: dict[tuple[str, ...], set[str]] = {}
    done = Table.done

    def watched(table: Table) -> bool:
        place = tuple(part for part in table.path if isinstance(part, str))
        shown.setdefault(place, set()).update(table._values)
        asked.setdefault(place, set()).update(table._asked)
        return done(table)

    monkeypatch.setattr(Table, "done", watched)
    found: list[Finding] = []
    assert _parse(kind, _examples()[kind], found)
    assert found == []
    assert shown == asked


def test_the_example_of_a_drawing_is_one() -> None:
    page = (FOLDER / "drawings.md").read_text(encoding="utf-8")
    [svg] = re.findall(r"^```svg\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert 'class="sun"' in inline(svg, "A house")


def test_pages_that_rules_point_to_exist() -> None:
    for name in re.findall(r"docs/for-authors/([a-z]+\.md)", rule_page()):
        assert (FOLDER / name).is_file()
