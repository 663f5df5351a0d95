"""With a keyboard alone, on the smallest screen: the page is 320 points wide and 256 high, as at 400 % of a laptop."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.harness.live import LiveSite

FOCUS = """async () => {
  for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);  // the page scrolls to the focus
  const here = document.activeElement, box = here.getBoundingClientRect();
  const ringed = [here, here.closest("label"), here.nextElementSibling].filter(Boolean);
  return {
    words: here.textContent.trim() || here.name || "",
    kind: here.type || here.tagName,
    ring: ringed.some((one) => getComputedStyle(one).outlineStyle !== "none"),
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


@pytest.fixture
def hand(browse: Callable[..., BrowserContext]) -> Page:
    return browse(viewport={"width": 320, "height": 256}).new_page()


def tab_to(page: Page, wanted: str, most: int = 60) -> None:
    """Tabs until the words or the kind of what has the focus is this; every stop shows where one is."""
    for _ in range(most):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUS)
        assert here["ring"], f"no ring around {here} on {page.url}"
        assert here["seen"], f"the focus went out of sight at {here} on {page.url}"
        if wanted in (here["words"], here["kind"]) or here["words"].startswith(wanted):
            return
    raise AssertionError(f"the keyboard never reaches {wanted!r} on {page.url}")


def press(page: Page) -> None:
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320, page.url


def test_a_learner_needs_no_mouse(live_site: LiveSite, hand: Page) -> None:
    hand.goto(f"{live_site.address}/en/sign-up/")
    tab_to(hand, "nickname")
    hand.keyboard.type("Little Owl")
    tab_to(hand, "password")
    hand.keyboard.type("seven quiet herons")
    press(hand)
    tab_to(hand, "I have written it down")
    press(hand)
    hand.goto(f"{live_site.address}/en/modules/confidentiality/limits-first/")
    tab_to(hand, "radio")
    hand.keyboard.press("ArrowDown")
    assert hand.evaluate("document.activeElement.checked")
    tab_to(hand, "I have read this, keep my answers")
    press(hand)
    assert hand.inner_text("h1") == "The reasons, answer by answer"


def test_a_scenario_needs_no_mouse(live_site: LiveSite, hand: Page) -> None:
    hand.goto(f"{live_site.address}/en/modules/confidentiality/scenarios/four-lines/")
    for step in (1, 2):
        tab_to(hand, "submit")
        press(hand)
        assert hand.url.count(",") == step - 1, "each press is one step of the way"


def test_a_test_needs_no_mouse(live_site: LiveSite, hand: Page) -> None:
    hand.goto(f"{live_site.address}/en/sign-up/")
    tab_to(hand, "nickname")
    hand.keyboard.type("Grey Heron")
    tab_to(hand, "password")
    hand.keyboard.type("seven quiet herons")
    press(hand)
    hand.goto(f"{live_site.address}/en/modules/confidentiality/pre-test/")
    tab_to(hand, "Begin")
    press(hand)
    while "q=" in hand.url:
        tab_to(hand, "radio")
        hand.keyboard.press("Space")
        press(hand)
    tab_to(hand, "Hand in")
    press(hand)
    assert hand.url.endswith("/pre-test/")
