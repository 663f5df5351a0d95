"""Draws the picture in the README: `.venv/bin/python -m tests.harness.screenshot`."""

from __future__ import annotations

import base64
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.harness.browser import launch
from tests.harness.live import ROOT, live_site

TARGET = ROOT / "docs" / "waymark.png"
PHONE = {"width": 390, "height": 780}
SHEET = """<!doctype html><style>body {{ margin: 0; padding: 24px; display: flex; gap: 24px; background: #e0ded5 }}
img {{ inline-size: 390px; border-radius: 6px }}</style><body>{}"""


def pictures(page: Page, address: str) -> list[bytes]:
    """The home page, a lesson, and a question that has just been answered."""
    page.goto(f"{address}/en/")
    home = page.screenshot()
    page.goto(f"{address}/en/modules/confidentiality/clinic-and-station/")
    lesson = page.screenshot()
    item = page.locator("fieldset").first
    item.locator("input[type=radio]").first.check()
    item.locator("input[value=fairly]").check()
    item.scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.querySelector('fieldset').getBoundingClientRect().top + scrollY - 70)")
    return [home, lesson, page.screenshot()]


def draw() -> None:
    with tempfile.TemporaryDirectory() as folder, live_site(Path(folder) / "data") as site, sync_playwright() as play:
        browser = launch(play)
        shots = pictures(browser.new_page(viewport=PHONE), site.address)
        images = "".join(f'<img src="data:image/png;base64,{base64.b64encode(shot).decode()}">' for shot in shots)
        sheet = browser.new_page(viewport={"width": 3 * 390 + 4 * 24, "height": 780 + 48})
        sheet.set_content(SHEET.format(images))
        sheet.screenshot(path=TARGET)
        browser.close()


if __name__ == "__main__":
    draw()
