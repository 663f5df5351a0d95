"""An interview and two roads in a real browser: without a script, without a mouse, narrow and wide, mirrored."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.e2e.test_every_page import look
from tests.e2e.test_keyboard import press, tab_to
from tests.harness.live import LiveSite

TALK = "modules/child-friendly-practice/scenarios/the-first-talk/"
ROADS = "modules/bridge/scenarios/anwar-and-fahmida/"
SMALL, PHONE, LAPTOP = ({"width": width, "height": 800} for width in (320, 390, 1280))
MOST = 12  # decisions


def boxes(page: Page) -> list[dict[str, float]]:
    """Where the two people stand on the page."""
    return [one.bounding_box() or {} for one in page.locator(".roads > section").all()]


@pytest.mark.parametrize("place", [TALK, ROADS])
def test_it_is_played_to_its_end_by_keys_alone(live_site: LiveSite, browse: Callable[..., BrowserContext], place: str):
    page = browse(viewport={"width": 320, "height": 256}).new_page()
    page.goto(f"{live_site.address}/en/{place}")
    for _ in range(MOST):
        if page.locator("form.choices").count() == 0:
            break
        tab_to(page, "submit")
        press(page)
    assert page.get_by_role("heading", name="A question to take to your supervisor").is_visible()


@pytest.mark.parametrize("place", [TALK, ROADS])
def test_it_is_played_to_its_end_without_a_script(live_site: LiveSite, plain_page: Page, place: str):
    plain_page.goto(f"{live_site.address}/en/{place}")
    for _ in range(MOST):
        if plain_page.locator("form.choices").count() == 0:
            break
        before = plain_page.url
        plain_page.locator("form.choices button").last.click()
        plain_page.wait_for_url(lambda now, old=before: now != old)
    assert plain_page.get_by_role("heading", name="A question to take to your supervisor").is_visible()


@pytest.mark.parametrize("place", [TALK, ROADS])
@pytest.mark.parametrize("lang", ["en", "ar-XB"])
@pytest.mark.parametrize("size", [SMALL, LAPTOP], ids=["320", "1280"])
def test_every_page_on_a_way_is_fit_to_be_seen(
    live_site: LiveSite, browse: Callable[..., BrowserContext], axe, place: str, lang: str, size: dict[str, int]
):
    page = browse(viewport=size).new_page()
    page.goto(f"{live_site.address}/{lang}/{place}")
    for step in range(MOST):
        look(page, axe, page.url)
        if page.locator("form.choices").count() == 0:
            break
        before = page.url
        page.locator("form.choices button").nth(step % 2).click()
        page.wait_for_url(lambda now, old=before: now != old)
    assert page.locator("form.choices").count() == 0


def test_the_roads_run_side_by_side_where_there_is_room(live_site: LiveSite, browse: Callable[..., BrowserContext]):
    wide = browse(viewport=LAPTOP).new_page()
    wide.goto(f"{live_site.address}/en/{ROADS}")
    first, second = boxes(wide)
    assert first["y"] == second["y"]
    assert first["x"] + first["width"] <= second["x"]
    wide.goto(f"{live_site.address}/ar-XB/{ROADS}")
    first, second = boxes(wide)
    assert first["x"] >= second["x"] + second["width"], "mirrored, the first stands on the right"


def test_on_a_phone_one_road_stands_below_the_other(live_site: LiveSite, browse: Callable[..., BrowserContext]):
    page = browse(viewport=PHONE).new_page()
    page.goto(f"{live_site.address}/en/{ROADS}")
    first, second = boxes(page)
    assert first["x"] == second["x"]
    assert first["y"] + first["height"] <= second["y"]
