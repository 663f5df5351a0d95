"""The map and the worksheet: the list says what the drawing shows, and nothing that is written leaves the page."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

import pytest

from lms.domain.system_map import MOST, SystemMap
from lms.web import assets
from lms.web.pages.search import index
from tests.harness.page import Page, text
from tests.site.public import site

LANGUAGES = sorted(site().library.languages)
MOST_BYTES = 10_000
SHEET_BYTES = 1_500


def the_map() -> SystemMap:
    drawn = site().library.map
    assert drawn
    return drawn


def page_of(lang: str) -> Page:
    address = f"/{lang}/map/"
    return Page(site().html(address), address)


def classed(page: Page, name: str) -> list[Element]:
    return [one for one in page.elements if name in one.get("class", "").split()]


def ends(card: Element, kind: str) -> list[tuple[str, str]]:
    """(factor, up or down) of every line of a card: what it pushes ("pushes") or what pushes it ("by")."""
    inside = [one for one in card if one.get("class") == "by"]
    lists = [one for box in inside for one in box.iter("ul")] if kind == "by" else card.findall("ul")
    links = [(item, next(item.iter("a"))) for one in lists for item in one.iter("li")]
    return [((link.get("href") or "")[1:], item.get("class", "")) for item, link in links]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_factor_is_in_the_drawing_and_leads_to_its_words(lang: str) -> None:
    page = page_of(lang)
    boxes = [box.get("href") for box in classed(page, "box")]
    assert boxes == [f"#{factor.id}" for factor in the_map().factors]
    assert [card.get("id") for card in classed(page, "factor")] == [factor.id for factor in the_map().factors]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_says_what_the_drawing_shows(lang: str) -> None:
    page, drawn = page_of(lang), the_map()
    assert len(classed(page, "tie")) == len(drawn.links)
    for card in classed(page, "factor"):
        name = card.get("id", "")
        assert ends(card, "pushes") == [(link.end, link.push) for link in drawn.pushes(name)]
        assert ends(card, "by") == [(link.start, link.push) for link in drawn.pushed_by(name)]


def test_every_reason_can_be_read_from_both_sides() -> None:
    page = page_of("en")
    for link in the_map().links:
        assert all(link.why in text(page.ids[name]) for name in (link.start, link.end))


def test_each_line_is_marked_with_both_its_ends() -> None:
    page, drawn = page_of("en"), the_map()
    slots = {factor.id: f"o{number}" for number, factor in enumerate(drawn.factors, 1)}
    marks = sorted(sorted(tie.get("class", "").split()[1:]) for tie in classed(page, "tie"))
    assert marks == sorted(sorted((slots[link.start], slots[link.end])) for link in drawn.links)


def test_the_style_sheet_knows_as_many_factors_as_a_map_may_have() -> None:
    sheet = assets.load()["map.css"].body.decode()
    known = set(re.findall(r"\.system:has\(\.s(\d+):target\) \.o\1(?!\d)", sheet))
    assert known == {str(number) for number in range(1, MOST + 1)}
    assert known == set(re.findall(r"\.system:has\(\.s(\d+):target\) \.n\1(?!\d)", sheet))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_both_pages_are_small(lang: str) -> None:
    sheets = {name: asset.address for name, asset in assets.load().items() if name in ("map.css", "worksheet.css")}
    assert site().bytes_of(f"/{lang}/map/") + site().bytes_of(sheets["map.css"]) <= MOST_BYTES
    assert site().bytes_of(f"/{lang}/worksheet/") <= MOST_BYTES
    assert all(site().bytes_of(address) <= SHEET_BYTES for address in sheets.values())


def test_the_map_says_that_it_is_simplified_and_where_it_comes_from() -> None:
    html = site().html("/en/map/")
    drawn = the_map()
    assert f"Simplified by us: {len(drawn.factors)} parts and {len(drawn.links)} links." in html
    assert "Kasper and Chiang 2020" in html


def test_the_courses_lead_to_both_and_search_finds_the_map() -> None:
    courses = site().html("/en/courses/")
    assert 'href="/en/map/"' in courses
    assert 'href="/en/worksheet/"' in courses
    assert "/en/map/" in [hit.document.href for hit in index(site().library, "en").find("risky journeys")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_can_be_sent_from_the_worksheet(lang: str) -> None:
    page = Page(site().html(f"/{lang}/worksheet/"), f"/{lang}/worksheet/")
    boxes = page.all("textarea")
    assert len(boxes) == 4 * 3 * 2
    assert not page.all("form")
    for box in boxes:
        assert "name" not in box.attrib
        assert (box.get("autocomplete"), box.get("spellcheck")) == ("off", "false")
