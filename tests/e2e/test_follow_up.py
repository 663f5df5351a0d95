"""One month after a plan, in a real browser: what asks, what is answered, what is said back."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from lms import content
from tests.e2e.test_journey import leading_on, sign_up
from tests.harness import page as checker
from tests.harness.live import ROOT, LiveSite

MODULE = content.load(ROOT).modules["confidentiality"]
PLACE = f"modules/{MODULE.id}/follow-up/"
Browse = Callable[..., BrowserContext]
Axe = Callable[..., list[str]]


def chosen(page: Page, site: LiveSite, days: int) -> None:
    """A plan that the learner's phone kept so many days ago, and sends now."""
    now = datetime.now(UTC)
    kept = {
        "id": str(uuid.uuid4()),
        "n": 1,
        "at": (now - timedelta(days=days)).isoformat(),
        "kind": "plan.chosen",
        "subject": f"{MODULE.id}/plan",
        "version": None,
        "lang": "en",
        "data": {"action": MODULE.actions[0].id},
    }
    batch = {"device": str(uuid.uuid4()), "now": now.isoformat(), "events": [kept]}
    headers = {"Origin": site.address, "Content-Type": "application/json"}
    answer = page.context.request.post(f"{site.address}/sync", data=json.dumps(batch), headers=headers)
    assert answer.json()["receipts"] == [{"id": kept["id"], "status": "stored"}]


def look(page: Page, axe: Axe) -> None:
    """The page as it stands: valid, no wider than the screen, and nothing that axe finds, light and dark."""
    checker.check(page.content(), page.url)
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, page.url
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type] # as Playwright takes it
        assert axe(page) == [], f"{page.url} ({scheme})"


@pytest.mark.parametrize("lang", ["en", "km", "bn"])
def test_every_state_of_the_page_on_a_narrow_phone(live_site: LiveSite, browse: Browse, axe: Axe, lang: str) -> None:
    page = browse(viewport={"width": 320, "height": 640}).new_page()
    sign_up(page, live_site)
    page.goto(f"{live_site.address}/{lang}/{PLACE}")
    look(page, axe)
    chosen(page, live_site, days=29)
    page.reload()
    look(page, axe)
    other = browse(viewport={"width": 320, "height": 640}).new_page()
    sign_up(other, live_site)
    chosen(other, live_site, days=31)
    for place in (PLACE, "me/", f"modules/{MODULE.id}/plan/"):
        other.goto(f"{live_site.address}/{lang}/{place}")
        look(other, axe)
    other.goto(f"{live_site.address}/{lang}/{PLACE}")
    with leading_on(other):
        other.locator("main form button").click()
    look(other, axe)  # nothing was chosen: asked again
    other.locator("main input[type=radio]").last.check()
    with leading_on(other):
        other.locator("main form button").click()
    look(other, axe)


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_from_ones_own_page_to_the_reply_by_keyboard(live_site: LiveSite, browse: Browse, script: bool) -> None:
    page = browse(java_script_enabled=script).new_page()
    sign_up(page, live_site)
    chosen(page, live_site, days=45)
    page.goto(f"{live_site.address}/en/me/")
    with leading_on(page):
        reached(page, page.get_by_role("link", name="Your plan, one month on")).press("Enter")
    reached(page, page.locator("main input[type=radio]").first).press("ArrowDown")
    with leading_on(page):
        reached(page, page.get_by_role("button", name="Keep my answer")).press("Enter")
    first = MODULE.follow_ups[0]
    expect(page.locator("main")).to_contain_text(first.answers[1].reply)
    expect(page.locator("main")).to_contain_text("The next question comes on")
    page.goto(f"{live_site.address}/en/me/")
    expect(page.locator("main")).not_to_contain_text("one month on")


def reached(page: Page, target: Any) -> Any:
    """The same, once Tab has come to it."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return target
    raise AssertionError(f"Tab does not come to {target}")
