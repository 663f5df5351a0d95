"""Fixtures: the browser, pages with and without JavaScript, and the site as a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.harness import browser as chromium_browser
from tests.harness import live
from tests.harness.tally import ON_CI

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if chromium_browser.found() is None:
        (pytest.fail if ON_CI else pytest.skip)(chromium_browser.HOW_TO_GET_ONE)
    with sync_playwright() as playwright:
        opened = chromium_browser.launch(playwright)
        yield opened
        opened.close()


@pytest.fixture
def browse(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Opens a browser of its own (cookies, cache) each time: `browse(java_script_enabled=False)`.

    Whatever goes wrong in its pages (an error in a script, something the policy refuses, a request to
    another host) fails the test at its end.
    """
    opened: list[BrowserContext] = []
    wrong: list[str] = []

    def another(**options: object) -> BrowserContext:
        context = chromium.new_context(**{"viewport": PHONE, "locale": "en-GB", **options})  # type: ignore[arg-type] # options as Playwright takes them
        context.on("page", lambda page: listen(page, wrong))
        opened.append(context)
        return context

    yield another
    for context in opened:
        context.close()
    assert not wrong, "the browser complained:\n" + "\n".join(wrong)


def listen(page: Page, wrong: list[str]) -> None:
    page.on("pageerror", lambda error: wrong.append(f"{page.url}: {error}"))
    page.on("console", lambda said: wrong.append(f"{page.url}: {said.text}") if _policy(said.text) else None)
    page.on("request", lambda asked: wrong.append(f"{page.url} asked {asked.url}") if _foreign(asked.url) else None)


def _policy(words: str) -> bool:
    return "Content Security Policy" in words or "Content-Security-Policy" in words


def _foreign(address: str) -> bool:
    return not address.startswith(("http://127.0.0.1:", "data:", "blob:", "about:"))


@pytest.fixture
def page(browse: Callable[..., BrowserContext]) -> Page:
    """A page in a phone's size, with JavaScript."""
    return browse().new_page()


@pytest.fixture
def plain_page(browse: Callable[..., BrowserContext]) -> Page:
    """A page in a phone's size, without JavaScript."""
    return browse(java_script_enabled=False).new_page()


@pytest.fixture(scope="session")
def live_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[live.LiveSite]:
    """The site as `make run` starts it, with the pseudo-languages, shared by the tests of one worker."""
    with live.live_site(tmp_path_factory.mktemp("live"), {"LMS_PSEUDO": "1"}) as site:
        yield site


@pytest.fixture
def own_site(tmp_path: Path) -> Iterator[live.LiveSite]:
    """A fresh site of the test's own."""
    (tmp_path / "data").mkdir()
    with live.live_site(tmp_path / "data", {"LMS_PSEUDO": "1"}) as site:
        yield site
