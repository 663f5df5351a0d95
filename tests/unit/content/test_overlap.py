"""Borrowed sentences are found; titles and short runs are not."""

from __future__ import annotations

from pathlib import Path

from lms.content import check
from tests.unit.content.small import FILES, write

LESSON = "courses/harbour/first-boat.md"
REPORT = "One evening the old ferryman counted seven empty chairs beside the water, and went home."


def _found(root: Path, sentence: str) -> list[tuple[str, str]]:
    write(root / "content", {**FILES, LESSON: FILES[LESSON] + f"\n{sentence}\n"})
    write(root / "reports", {"001.txt": f"Roads home, a report on what people asked for\n{REPORT}\n"})
    text = (root / "content" / LESSON).read_text(encoding="utf-8").split("\n")
    found = check(root / "content", reports=root / "reports")
    return [(finding.rule, text[finding.line - 1]) for finding in found]


def test_eight_words_in_a_row_are_found_whatever_stands_between_them(tmp_path: Path) -> None:
    borrowed = "He said: “The old ferryman – counted *seven* empty chairs beside the river.”"
    assert _found(tmp_path, borrowed) == [("overlap", borrowed)]


def test_seven_words_in_a_row_are_not(tmp_path: Path) -> None:
    assert _found(tmp_path, "The old ferryman counted seven empty chairs, twice.") == []


def test_titles_of_reports_may_be_named(tmp_path: Path) -> None:
    write(tmp_path / "content", {**FILES, LESSON: FILES[LESSON] + "\nIt is called: Heron 2020, Roads home.\n"})
    write(tmp_path / "reports", {"001.txt": "Ada Heron 2020 Roads home Heron 2020 Roads home\n"})
    assert check(tmp_path / "content", reports=tmp_path / "reports") == []


def test_a_folder_without_reports_is_said(tmp_path: Path) -> None:
    found = check(write(tmp_path / "content"), reports=tmp_path)
    assert [finding.rule for finding in found] == ["no-reports"]
