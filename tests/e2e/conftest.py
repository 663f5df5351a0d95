"""Everything here runs in a real browser against a site that runs as a process of its own.

page, plain_page   a phone's page with and without JavaScript
browse(...)        a browser of its own: browse(color_scheme="dark", viewport=..., java_script_enabled=False)
live_site          a running site, shared (make people of your own in it); own_site: a fresh one
axe(page)          what axe finds; the expected answer is an empty list
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.harness import browser


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    return browser.axe
