"""The map chosen from by touch and by keyboard, without a script; the worksheet filled in and printed."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.harness.live import LiveSite

WIDTHS = ((320, 640), (390, 844), (1280, 800))
FAINT = """() => [...document.querySelectorAll(".tie")].map((one) => Number(getComputedStyle(one).opacity) < 1)"""


@pytest.fixture(params=WIDTHS, ids=lambda size: f"{size[0]} px")
def open_map(request: pytest.FixtureRequest, live_site: LiveSite, browse: Callable[..., BrowserContext]):
    """Opens the map at a width, with these options of the browser."""

    def opened(**options: object) -> Page:
        width, height = request.param
        page = browse(viewport={"width": width, "height": height}, **options).new_page()
        page.goto(f"{live_site.address}/en/map/")
        return page

    return opened


def chosen(page: Page, name: str) -> None:
    """A factor's card is in view beside its drawing, and only its own lines are dark."""
    card = page.locator(f"#{name}")
    expect(card).to_be_in_viewport()
    expect(card.locator(".by")).to_be_visible()
    expect(page.locator(".factor .by:visible")).to_have_count(1)
    links = card.locator(".ends li").count()
    faint = page.evaluate(FAINT)
    assert len(faint) - sum(faint) == links > 0


def test_a_touch_shows_what_a_factor_pushes_and_what_pushes_it(open_map) -> None:
    page = open_map(java_script_enabled=False)
    assert not any(page.evaluate(FAINT))
    box = page.locator(".box", has_text="Debt")
    box.click()
    chosen(page, "debt")
    expect(box).to_be_in_viewport()
    page.locator("#debt .ends a", has_text="Risky journeys").first.click()
    chosen(page, "risk")
    page.locator("#risk .back a").click()
    assert not any(page.evaluate(FAINT))


def test_axe_finds_nothing_before_and_after_a_choice(open_map, axe) -> None:
    page = open_map()
    assert axe(page) == []
    page.locator(".box", has_text="Debt").click()
    assert axe(page) == []
    page.emulate_media(color_scheme="dark")
    assert axe(page, ["color-contrast"]) == []


def test_the_keyboard_walks_through_the_map(open_map) -> None:
    page = open_map(java_script_enabled=False)
    page.locator(".box", has_text="Envy of help").focus()
    page.keyboard.press("Enter")
    chosen(page, "envy")
    page.keyboard.press("Tab")  # what was chosen is where the keyboard goes on
    assert page.evaluate("document.activeElement.closest('.factor').id") == "envy"
    page.keyboard.press("Enter")
    chosen(page, "stigma")


def test_a_low_window_leads_to_the_words(live_site: LiveSite, browse: Callable[..., BrowserContext]) -> None:
    page = browse(viewport={"width": 320, "height": 256}).new_page()
    page.goto(f"{live_site.address}/en/map/")
    page.locator(".box", has_text="Stigma").click()
    expect(page.locator("#stigma h3")).to_be_in_viewport()
    assert page.evaluate("getComputedStyle(document.querySelector('#stigma')).position") == "static"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_an_old_browser_loses_nothing(live_site: LiveSite, browse: Callable[..., BrowserContext]) -> None:
    """Without the style sheet of the map, every card and both sides of every link are there."""
    context = browse(java_script_enabled=False)
    context.route("**/map.*.css", lambda route: route.fulfill(status=200, content_type="text/css", body=""))
    page = context.new_page()
    page.goto(f"{live_site.address}/en/map/#debt")
    assert page.locator(".ends li:visible").count() == 2 * page.locator(".tie").count()


def test_the_worksheet_is_filled_in_and_forgotten(live_site: LiveSite, browse: Callable[..., BrowserContext]) -> None:
    page = browse().new_page()
    page.goto(f"{live_site.address}/en/worksheet/")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/static/" not in request.url else None)
    box = page.get_by_role("region", name="The family").get_by_role("group", name="Since the return")
    box.get_by_label("What could help").fill("Somebody to talk to the school")
    page.keyboard.press("Tab")
    assert asked == []
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]
    page.reload()
    expect(box.get_by_label("What could help")).to_have_value("")


@pytest.mark.parametrize("lang", ["en", "bn", "km"])
def test_the_worksheet_prints_on_one_sheet(live_site: LiveSite, browse, lang: str) -> None:
    page = browse().new_page()
    page.goto(f"{live_site.address}/{lang}/worksheet/")
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    assert [tuple(round(side) for side in one.get_size()) for one in document] == [(842, 595)]
