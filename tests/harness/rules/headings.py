"""Headings: one h1, and no level left out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from tests.harness.page import Page, text

LEVELS = ("h1", "h2", "h3", "h4", "h5", "h6")


def one_h1(page: Page) -> Iterator[str]:
    count = len(page.all("h1"))
    if count != 1:
        yield f"a page has exactly one h1, this one has {count}"


def heading_order(page: Page) -> Iterator[str]:
    headings = [(LEVELS.index(str(element.tag)) + 1, text(element)) for element in page.all(*LEVELS)]
    for level, words in headings:
        if not words:
            yield f"an h{level} is empty"
    for (level, _), (following, words) in pairwise([(1, ""), *headings]):  # a summary of errors may precede the h1
        if following > level + 1:
            yield f"h{following} “{words[:60]}” follows h{level}"
