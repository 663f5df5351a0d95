"""The frame of a page: language, title, head, landmarks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.harness.page import Page, text

IN_ADDRESS = re.compile(r"^/([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})?)/")


def language(page: Page) -> Iterator[str]:
    """`lang` and `dir` on html, and the language that the address names."""
    lang, direction = page.root.get("lang"), page.root.get("dir")
    if not lang:
        yield "html has no lang"
    if direction not in ("ltr", "rtl"):
        yield f"html has dir={direction!r}; it takes ltr or rtl"
    asked = IN_ADDRESS.match(page.address)
    if asked and lang and asked[1] != lang:
        yield f"the address asks for {asked[1]!r} and html says lang={lang!r}"


def title(page: Page) -> Iterator[str]:
    titles = [element for element in page.all("title") if page.inside(element, "head")]
    if len(titles) != 1 or not text(titles[0]):
        yield "a page has exactly one title, which is not empty"


def head(page: Page) -> Iterator[str]:
    """The charset within the first bytes, and a viewport that lets people zoom."""
    if 'charset="utf-8"' not in page.html[:1024].lower():
        yield 'no <meta charset="utf-8"> in the first 1024 characters'
    views = [element.get("content", "") for element in page.all("meta") if element.get("name") == "viewport"]
    if len(views) != 1 or "width=device-width" not in views[0]:
        yield "no viewport with width=device-width"
    if any("user-scalable" in view or "maximum-scale" in view for view in views):
        yield "the viewport forbids zooming"


def landmarks(page: Page) -> Iterator[str]:
    mains = page.all("main")
    if len(mains) != 1:
        yield f"a page has exactly one main, this one has {len(mains)}"
    navs = [element.get("aria-label") or element.get("aria-labelledby") for element in page.all("nav")]
    if len(navs) > 1 and (None in navs or len(set(navs)) < len(navs)):
        yield "several nav elements need labels that differ"
