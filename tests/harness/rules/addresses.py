"""What a page loads and links: nothing inline, nothing foreign."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from tests.harness.page import Page, name, shown

ATTRIBUTES = (
    "href",
    "src",
    "action",
    "formaction",
    "poster",
    "data",
    "background",
    "manifest",
    "ping",
    "{http://www.w3.org/1999/xlink}href",
)
DATA_SCRIPTS = ("application/json", "application/ld+json")  # data, which no browser runs


def nothing_inline(page: Page) -> Iterator[str]:
    for element in page.elements:
        if name(element) == "style" or "style" in element.attrib:
            yield f"{shown(element)} is inline style"
        if name(element) == "script" and "src" not in element.attrib and element.get("type") not in DATA_SCRIPTS:
            yield f"{shown(element)} is an inline script"
        for attribute in element.attrib:
            if str(attribute).lower().startswith("on"):
                yield f"{shown(element)} has the event handler {attribute}"


def nothing_foreign(page: Page) -> Iterator[str]:
    """Only a link may lead to another site, over https, and without saying where the reader came from."""
    for element in page.elements:
        for attribute in ATTRIBUTES:
            value = element.get(attribute)
            if value is not None and (fault := _fault(name(element), value.strip(), element.get("rel", ""))):
                yield f"{shown(element)}: {fault}"
        if element.get("srcset") and "//" in element.get("srcset", ""):
            yield f"{shown(element)}: srcset names another host"


def _fault(tag: str, value: str, rel: str) -> str:
    parts = urlsplit(value)
    if parts.scheme in ("javascript", "data", "blob", "vbscript"):
        return f"a {parts.scheme}: address"
    if parts.scheme == "http":
        return "an http: address"
    if not parts.netloc:
        return ""
    if tag != "a":
        return "something from another host"
    return "" if "noreferrer" in rel.split() else 'a link to another site needs rel="noreferrer"'
