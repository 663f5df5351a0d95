"""Ids, and what points at them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tests.harness.page import Page, shown

POINTERS = (
    "for",
    "form",
    "list",
    "headers",
    "aria-labelledby",
    "aria-describedby",
    "aria-controls",
    "aria-owns",
    "aria-details",
)
TOP = ("", "top")


def unique_ids(page: Page) -> Iterator[str]:
    ids = [element.get("id", "") for element in page.elements if "id" in element.attrib]
    for mark, count in Counter(ids).items():
        if count > 1:
            yield f"id {mark!r} stands {count} times"
        if not mark or mark != "".join(mark.split()):
            yield f"id {mark!r} is empty or has white space"


def references(page: Page) -> Iterator[str]:
    for element in page.elements:
        for pointer in POINTERS:
            for mark in element.get(pointer, "").split():
                if mark not in page.ids:
                    yield f"{shown(element)}: nothing has the id {mark!r}"


def fragments(page: Page) -> Iterator[str]:
    """A link to a place on the same page leads to a place that is there."""
    for element in page.all("a", "{http://www.w3.org/2000/svg}use"):
        href = element.get("href", "")
        if href.startswith("#") and href[1:] not in TOP and href[1:] not in page.ids:
            yield f"{shown(element)}: nothing on this page has the id {href[1:]!r}"
