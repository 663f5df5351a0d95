"""What the authors' page says about one lesson is so."""

from __future__ import annotations

import re
from pathlib import Path

from lms.content import load
from lms.content.reading.manuscript import read
from lms.content.rules.readability import reading_age, word_count
from lms.domain.course import Item
from lms.web.weights import LESSON
from tests.site.public import site

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = (ROOT / "docs" / "for-authors" / "how-a-module-is-made.md").read_text(encoding="utf-8")
SAID = " ".join(PAGE.split())
LESSON_ID = "gender-sensitivity/men-and-boys"
MODULES = load(ROOT).modules


def _item(item_id: str) -> Item:
    return next(item for item in MODULES["gender-sensitivity"].items if item.id == item_id)


def _quoted() -> list[str]:
    """The lines of items that the page shows."""
    return [line.strip() for line in PAGE.split("\n") if line.startswith("    ")]


def test_the_three_items_share_the_options_on_the_page() -> None:
    three = [_item(name) for name in ("men-raid", "men-t-cell", "men-t-flat")]
    options = {option.text for option in three[0].options}
    assert all({option.text for option in item.options} == options for item in three)
    assert {option.text for item in three for option in item.options if option.correct} == options
    assert options <= set(_quoted())
    for why in ("You believed thirty-nine answers, and then the fortieth as well", "You stop a bus on one sentence"):
        assert f"“{why}”" in SAID
        assert any(option.why.startswith(why) for item in three for option in item.options if option.correct)


def test_the_first_draft_of_an_item_is_no_longer_asked() -> None:
    texts = {option.text for module in MODULES.values() for item in module.items for option in item.options}
    assert len([line for line in _quoted() if line not in texts]) == 3
    whys = [option.why for item in MODULES["gender-sensitivity"].items for option in item.options]
    assert not any("like a sack" in why for why in whys)


def test_the_lesson_cites_what_the_page_reads() -> None:
    lesson = next(one for one in MODULES["gender-sensitivity"].lessons if one.subject == LESSON_ID)
    cases = re.findall(r"\*\*([A-Z]+-[A-Z0-9]+)\*\*, lines? ([\d-]+) of report (\d+)", PAGE)
    known = read(ROOT).sources
    assert known
    assert len(cases) == 3
    for case, lines, report in cases:
        assert case in lesson.sources
        assert (known.cases[case].lines, known.cases[case].report) == (lines, report)
    for mark in re.findall(r"\d{3}:\d+(?:-\d+)?", PAGE):
        assert mark in lesson.sources
    assert "the report does not say, and perhaps nobody noted it" in SAID
    assert "the report does not say, and perhaps nobody noted it" in lesson.body
    assert "he stays, if he says sorry to everyone" in lesson.body
    assert {"two-slips", "one-voice-for-nine"} <= {one.id for one in MODULES["gender-sensitivity"].scenarios}


def test_the_figures_of_the_lesson_are_its_own() -> None:
    lesson = next(one for one in MODULES["gender-sensitivity"].lessons if one.subject == LESSON_ID)
    assert f"{word_count(lesson.body)} words" in SAID
    assert f"a reading age of {reading_age(lesson.body):.1f}" in SAID
    [told] = re.findall(r"about ([\d,]+) bytes, of the 4,500", SAID)
    weight = site(pseudo=False).bytes_of(f"/en/modules/{LESSON_ID}/")
    assert abs(int(told.replace(",", "")) - weight) <= 300
    assert LESSON == 4_500
