"""What pages and services look up."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from lms.content import ContentError, load
from lms.content.library import Library
from lms.content.reading.manuscript import read
from lms.content.rules.ids import record
from lms.domain.course import Citation
from tests.unit.content.small import FILES, MODULE, write

DRAFT = {
    "courses/attic/module.toml": MODULE.replace('"harbour"', '"attic"')
    .replace('"published"', '"draft"')
    .replace('["first-boat"]', '["dust"]')
    .replace('["night-boat", "day-boat"]', "[]"),
    "courses/attic/dust.md": FILES["courses/harbour/first-boat.md"].replace("![A boat beside a wall](boat.svg)", ""),
    "courses/everybody.toml": FILES["courses/everybody.toml"].replace("first-boat", 'first-boat", "attic/dust'),
}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return load(write(tmp_path))


def test_things_are_found_by_their_ids(library: Library) -> None:
    module = library.module("harbour")
    assert module
    assert module.lessons == (library.lesson("harbour/first-boat"),)
    assert library.lesson("harbour", "first-boat") == library.lesson("harbour/first-boat")
    assert module.scenarios[0] == library.scenario("harbour", "night-boat") == library.scenario("harbour/night-boat")
    assert module.items[3] == library.item("harbour/i3")
    assert library.terms["broker"].see == ("yes",)
    assert library.reports["001"].short == "Heron 2020"
    assert list(library.languages) == ["en", "km"]


def test_what_is_not_there_is_none(library: Library) -> None:
    assert library.module("x") is library.lesson("harbour/x") is library.scenario("x", "y") is library.item("x") is None
    assert library.unit("0" * 20) is None
    assert library.drawing("harbour", "x.svg") == ""


def test_every_unit_is_found_by_its_version(library: Library) -> None:
    units = list(library.units())
    assert len(units) == 1 + 2 + 49
    versions = [library.version(unit) for unit in units]
    assert len(set(versions)) == len(units)
    assert [library.unit(version) for version in versions] == units


def test_citations_name_each_section_once(library: Library) -> None:
    assert library.citations(["HE-01", "001:7-9", "general"]) == (
        Citation("HE-01", "Heron 2020", "What people asked for"),
    )
    assert library.rests_on_general(["HE-01", "general"])
    assert not library.rests_on_general(["HE-01"])


def test_a_drawing_is_ready_for_a_page(library: Library) -> None:
    assert 'aria-label="A boat"' in library.drawing("harbour", "boat.svg", "A boat")
    assert 'aria-hidden="true"' in library.drawing("harbour", "boat.svg")


def test_drafts_stay_out_until_they_are_asked_for(tmp_path: Path) -> None:
    root = write(tmp_path, {**FILES, **DRAFT})
    shown, all_of_it = load(root), load(root, drafts=True)
    assert list(shown.modules) == ["harbour"]
    assert shown.courses["everybody"].lessons == ("harbour/first-boat",)
    assert list(all_of_it.modules) == ["harbour", "attic"]
    assert all_of_it.courses["everybody"].lessons == ("harbour/first-boat", "attic/dust")


def test_a_broken_draft_keeps_nobody_from_reading_the_rest(tmp_path: Path) -> None:
    root = write(tmp_path, {**FILES, **DRAFT, "courses/attic/dust.md": "nothing"})
    assert load(root).modules
    with pytest.raises(ContentError):
        load(root, drafts=True)


def test_redirects_lead_to_where_a_lesson_is_in_the_end(tmp_path: Path) -> None:
    moved = (
        '[[moved]]\nfrom = "harbour/a"\nto = "harbour/b"\n[[moved]]\nfrom = "harbour/b"\nto = "harbour/first-boat"\n'
    )
    library = load(write(tmp_path, {**FILES, "courses/redirects.toml": moved}))
    assert library.redirects == {"harbour/a": "harbour/first-boat", "harbour/b": "harbour/first-boat"}


def test_a_bank_in_several_files_is_one_bank(tmp_path: Path) -> None:
    bank = FILES["quizzes/harbour/items.toml"].split("[[item]]\n")[1:]
    parts = {
        "quizzes/harbour/items-a.toml": "".join(f"[[item]]\n{one}" for one in bank[:20]),
        "quizzes/harbour/items-b.toml": "".join(f"[[item]]\n{one}" for one in bank[20:]),
    }
    rest = {name: text for name, text in FILES.items() if name != "quizzes/harbour/items.toml"}
    split, whole = load(write(tmp_path / "a", {**rest, **parts})), load(write(tmp_path / "b"))
    assert split.modules["harbour"].items == whole.modules["harbour"].items


def test_recording_ids_adds_and_never_takes_away(tmp_path: Path) -> None:
    write(tmp_path, {**FILES, "courses/ids.txt": "item harbour/old retired\n"})
    path = record(read(tmp_path))
    lines = path.read_text(encoding="utf-8").split("\n")
    assert "item harbour/old retired" in lines
    assert set(FILES["courses/ids.txt"].split("\n")) <= set(lines)
    before = path.read_bytes()
    assert record(read(tmp_path)).read_bytes() == before


def test_a_library_does_not_change(library: Library) -> None:
    with pytest.raises(FrozenInstanceError):
        library.modules = {}  # type: ignore[misc] # this is the point
