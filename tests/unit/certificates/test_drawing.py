"""The drawing that anybody may see, and the square code."""

from __future__ import annotations

import re
from xml.etree import ElementTree as Tree

import pytest
import segno

from lms.services.certificates.drawing import drawing, qr_svg
from lms.services.certificates.sheet import HEIGHT, WIDTH, ems, wrapped
from tests.unit.certificates import given

LINK = "https://waymark.example/c/7kq4m2xtab9h"
SVG = "{http://www.w3.org/2000/svg}"


def texts(svg: str) -> list[str]:
    return [part.text or "" for part in Tree.fromstring(svg).iter(f"{SVG}text")]


def test_the_drawing_says_what_the_paper_says_but_for_the_name() -> None:
    svg = drawing(given.AWARD, given.WORDS)
    said = " ".join(texts(svg))
    for words in ("Confidentiality", "22 November 2026", "about 3 hours", "7kq4-m2xt-ab9h"):
        assert words in said
    for secret in (given.AWARD.name, "Sample Name", "p3m8", "Name key", "name key"):
        assert str(secret) not in svg
    assert Tree.fromstring(svg).findtext(f"{SVG}title") == "Module certificate: Confidentiality"


def test_it_needs_nothing_and_runs_nothing() -> None:
    """No script, style, link or outside file: a strict content policy changes nothing."""
    svg = drawing(given.AWARD, given.WORDS)
    assert not re.search(r"<script|<style|style=|href=|url\(|@import|\son\w+=|<image|<foreignObject", svg)
    assert re.findall(r"https?://[^\"\s<]+", svg) == ["http://www.w3.org/2000/svg"]


@pytest.mark.parametrize("field", ["title", "organisation", "language"])
def test_words_cannot_become_markup(field: str) -> None:
    hostile = '"/><script>alert(1)</script>&amp;<x y="'
    svg = drawing(given.award(**{field: hostile}), given.WORDS)
    assert "<script" not in svg
    plain = drawing(given.AWARD, given.WORDS)
    assert {part.tag for part in Tree.fromstring(svg).iter()} == {part.tag for part in Tree.fromstring(plain).iter()}


def test_it_turns_for_languages_from_right_to_left() -> None:
    def place(language: str) -> float:
        svg = Tree.fromstring(drawing(given.award(language=language), given.WORDS))
        return float(next(svg.iter(f"{SVG}text")).attrib["x"])

    assert place("en") < WIDTH / 2 < place("ar")
    assert Tree.fromstring(drawing(given.award(language="ar"), given.WORDS)).attrib["direction"] == "rtl"


def test_long_words_stay_on_the_sheet() -> None:
    svg = drawing(given.award(title="Working with families " * 6, organisation="A very long name " * 9), given.WORDS)
    for part in Tree.fromstring(svg).iter(f"{SVG}text"):
        x, y, size = (float(part.attrib[name]) for name in ("x", "y", "font-size"))
        assert x + ems(part.text or "") * size <= WIDTH - 32
        assert y <= HEIGHT - 12
        assert size > 1


def test_lines_are_broken_at_spaces_and_lose_no_word() -> None:
    text = "one two three four five six"
    assert " ".join(wrapped(text, 5)) == text
    assert len(wrapped(text, 5)) > 1
    assert wrapped("ខ្មែរខ្មែរខ្មែរ", 2) == ["ខ្មែរខ្មែរខ្មែរ"]


def test_a_square_code_holds_its_link() -> None:
    """The modules that are drawn are those of the code, at any quiet zone."""
    wanted = [list(map(bool, row)) for row in segno.make_qr(LINK, error="m").matrix]
    for quiet in (0, 4):
        svg = Tree.fromstring(qr_svg(LINK, quiet=quiet))
        assert modules(svg, len(wanted)) == wanted
        assert svg.attrib["viewBox"] == f"{-quiet} {-quiet} {len(wanted) + 2 * quiet} {len(wanted) + 2 * quiet}"


def test_a_square_code_is_small_takes_the_colour_around_it_and_has_a_name() -> None:
    svg = qr_svg(LINK, title='Code for "<you>" & me')
    assert len(svg) < 3_500
    root = Tree.fromstring(svg)
    assert root.attrib["fill"] == "currentColor"
    assert root.attrib["role"] == "img"
    assert root.findtext(f"{SVG}title") == 'Code for "<you>" & me'
    assert Tree.fromstring(qr_svg(LINK)).attrib["aria-hidden"] == "true"


def modules(svg: Tree.Element, side: int) -> list[list[bool]]:
    """The dark modules of a drawn code, row by row."""
    path = next(part.attrib["d"] for part in svg.iter(f"{SVG}path"))
    grid = [[False] * side for _ in range(side)]
    for x, y, wide in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path):
        for place in range(int(x), int(x) + int(wide)):
            grid[int(y)][place] = True
    return grid
