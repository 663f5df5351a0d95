"""What a person works with or looks at has a name that can be read out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tests.harness.page import Page, name, shown, text

SELF_NAMED = ("hidden", "submit", "button", "reset", "image")


def labels(page: Page) -> Iterator[str]:
    named = {label.get("for") for label in page.all("label") if text(label)}
    for control in page.all("input", "select", "textarea"):
        if control.tag == "input" and control.get("type") in SELF_NAMED:
            continue
        wrapped = any(parent.tag == "label" and text(parent) for parent in page.above(control))
        if not (wrapped or control.get("id") in named - {None} or _aria(page, control)):
            yield f"{shown(control)} has no label"


def spoken_names(page: Page) -> Iterator[str]:
    """Links, buttons and summaries say what they do."""
    buttons = [one for one in page.all("input") if one.get("type") in ("submit", "button", "image")]
    for element in [*page.all("a", "button", "summary"), *buttons]:
        if element.tag == "a" and "href" not in element.attrib:
            continue
        if not (text(element) or element.get("value") or element.get("alt") or _aria(page, element) or _inner(element)):
            yield f"{shown(element)} has no words to be read out"


def _aria(page: Page, element: Element) -> bool:
    others = [page.ids[mark] for mark in element.get("aria-labelledby", "").split() if mark in page.ids]
    return bool(element.get("aria-label", "").strip() or any(text(other) for other in others))


def _inner(element: Element) -> bool:
    return any(
        inner.get("alt") or inner.get("aria-label") or (name(inner) == "title" and text(inner))
        for inner in element.iter()
    )


def groups(page: Page) -> Iterator[str]:
    """Radio buttons that belong together stand in a fieldset with a legend, or in a named radiogroup."""
    for control in page.all("input"):
        if control.get("type") == "radio" and not any(_grouped(page, parent) for parent in page.above(control)):
            yield f"{shown(control)} stands in no fieldset with a legend"
    for box in page.all("fieldset"):
        if not [child for child in box if child.tag == "legend" and text(child)] and not _aria(page, box):
            yield f"{shown(box)} has no legend"


def _grouped(page: Page, parent: Element) -> bool:
    return parent.tag == "fieldset" or (parent.get("role") in ("radiogroup", "group") and _aria(page, parent))


def passwords(page: Page) -> Iterator[str]:
    for control in page.all("input"):
        if control.get("type") == "password" and control.get("autocomplete") not in (
            "current-password",
            "new-password",
            "off",
        ):
            yield f"{shown(control)} says nothing that a password manager understands (autocomplete)"


def pictures(page: Page) -> Iterator[str]:
    for picture in page.all("img"):
        if "alt" not in picture.attrib:
            yield f"{shown(picture)} has no alt"
        if not (picture.get("width") and picture.get("height")):
            yield f"{shown(picture)} has no width and height, so the page jumps when it comes"
    for drawing in (one for one in page.elements if name(one) == "svg"):
        hidden = drawing.get("aria-hidden") == "true" or any(
            one.get("aria-hidden") == "true" for one in page.above(drawing)
        )
        named = _aria(page, drawing) or _inner(drawing)
        if not hidden and not (named and drawing.get("role") == ("group" if _has_links(drawing) else "img")):
            yield (
                f"{shown(drawing)} is neither hidden from readers (aria-hidden) nor named"
                " (role=img with a title; role=group when links stand in it)"
            )


def _has_links(drawing: Element) -> bool:
    """Whether a drawing is one to choose in: `role=img` would hide its links."""
    return any(name(inner) == "a" for inner in drawing.iter())


def tables(page: Page) -> Iterator[str]:
    for table in page.all("table"):
        if not [one for one in table.iter("caption") if text(one)] and not _aria(page, table):
            yield f"{shown(table)} has no caption"
        if not list(table.iter("th")):
            yield f"{shown(table)} has no header cells"
    doubled = Counter(link.get("accesskey") for link in page.elements if link.get("accesskey"))
    yield from (f"accesskey {key!r} stands {count} times" for key, count in doubled.items() if count > 1)
