"""A real browser for the tests: the Chromium that the machine has, and axe inside it."""

from __future__ import annotations

import os
import shutil
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge")
APPS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
)
HOW_TO_GET_ONE = (
    "no Chromium was found on this machine. Get one with `sudo apt install chromium`, `brew install --cask chromium` "
    "or `.venv/bin/playwright install chromium`, or say where it is: CHROMIUM=/path/to/chromium make test"
)
ARGUMENTS = [
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RUN_AXE = "(options) => axe.run(document, options)"


@cache
def found() -> str | None:
    """The path of a Chromium or Chrome, if there is one."""
    named = os.environ.get("CHROMIUM")
    places = [named] if named else [*filter(None, map(shutil.which, NAMES)), *APPS, *_playwrights_own()]
    return next((place for place in places if Path(place).exists()), None)


def _playwrights_own() -> list[str]:
    """What `playwright install chromium` brings."""
    places = (Path.home() / ".cache/ms-playwright", Path.home() / "Library/Caches/ms-playwright")
    kinds = ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*.app/Contents/MacOS/*")
    return sorted((str(path) for place in places for kind in kinds for path in place.glob(kind)), reverse=True)


def launch(playwright: Playwright) -> Any:
    """The browser, without a window. As root, and in most containers, its own sandbox cannot start."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    return playwright.chromium.launch(
        executable_path=found(), chromium_sandbox=not root, args=[*ARGUMENTS, *(["--no-sandbox"] if root else [])]
    )


@cache
def axe_source() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def axe(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe finds on the page as it stands, one text for each element that breaks a rule (all rules, or these).

    The script is run by the browser's debugger, so the page's own policy is not loosened for it.
    """
    page.evaluate(f"() => {{ if (!window.axe) {{ {axe_source()}\n}} }}")
    answer = page.evaluate(RUN_AXE, {"runOnly": rules or TAGS, "resultTypes": ["violations"]})
    return [
        f"{found['id']} ({found['impact']}): {found['help']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for found in answer["violations"]
        for node in found["nodes"]
    ]
