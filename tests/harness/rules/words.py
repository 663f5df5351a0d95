"""Words: nothing left of a template, a language for each, and the order of the page for the keyboard."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.harness.page import Page, shown

LEFTOVER = re.compile(
    r"\{\{|\}\}|\{%|%\}|%\([a-z_]+\)[sd]|\bundefined\b|<bound method|\bNone\b(?= (?:of \d|/))|object at 0x"
)
TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")
UNREAD = ("script", "style", "pre", "code", "textarea")


def leftovers(page: Page) -> Iterator[str]:
    """Marks of a template that was not filled in, in the words or in an attribute."""
    for element in page.elements:
        words = [element.tail or "", *element.attrib.values()]
        words += [] if element.tag in UNREAD else [element.text or ""]
        for found in filter(None, map(LEFTOVER.search, words)):
            yield f"{shown(element)}: “{found.string.strip()[:60]}” looks like a template that was not filled in"


def languages(page: Page) -> Iterator[str]:
    for element in page.elements:
        for attribute in ("lang", "hreflang"):
            tag = element.get(attribute)
            if tag is not None and not TAG.fullmatch(tag):
                yield f"{shown(element)}: {tag!r} is no language tag"


def tab_order(page: Page) -> Iterator[str]:
    for element in page.elements:
        if element.get("tabindex", "0") not in ("0", "-1"):
            yield f"{shown(element)} changes the order of the keyboard"
        if element.get("target") == "_blank":
            yield f"{shown(element)} opens a window of its own"
