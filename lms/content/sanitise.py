"""The one list of what may stand in a lesson's HTML."""

from __future__ import annotations

import re

import nh3

BLOCKS = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "section", "aside", "details"}
INLINE = {"summary", "strong", "em", "b", "small", "br", "a", "img"}
CLASSES: dict[str, set[str]] = {
    "section": {"case", "worked", "why"},
    "aside": {"note"},
    "blockquote": {"voice"},
    "ol": {"talk"},
    "li": {"you", "stale"},
    "p": {"side", "picture", "who", "stale"},
    "summary": {"stale"},
    **{f"h{level}": {"side", "stale"} for level in range(1, 7)},
}
ATTRIBUTES: dict[str, set[str]] = {
    "*": {"id", "lang", "dir"},
    "a": {"href"},
    "aside": {"aria-labelledby"},
    "img": {"alt", "src"},
}
OWN_PAGE = re.compile(r"/(?!/)[A-Za-z0-9/_-]*(#[A-Za-z0-9._-]+)?")
OWN_DRAWING = re.compile(r"[a-z0-9-]+\.svg")


def clean(html: str) -> str:
    """The HTML without anything that is not on the list; own pages and own drawings only."""
    return _CLEANER.clean(html)


def _attribute(tag: str, name: str, value: str) -> str | None:
    if tag == "a" and name == "href":
        return value if OWN_PAGE.fullmatch(value) else None
    if tag == "img" and name == "src":
        return value if OWN_DRAWING.fullmatch(value) else None
    return value


_CLEANER = nh3.Cleaner(
    tags=BLOCKS | INLINE,
    clean_content_tags={"script", "style"},
    attributes=ATTRIBUTES,
    attribute_filter=_attribute,
    allowed_classes=CLASSES,
    link_rel=None,
    url_schemes=set(),
)
