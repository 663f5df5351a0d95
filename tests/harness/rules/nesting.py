"""Which element may stand in which, where the parser does not notice (the HTML standard, «content models»)."""

from __future__ import annotations

from collections.abc import Iterator

from tests.harness.page import Page, shown

WORDS_ONLY = frozenset(
    "p h1 h2 h3 h4 h5 h6 span em strong b i small abbr button label cite q dfn mark bdi bdo time kbd code"
    " output pre sub sup s u var samp data legend summary option meter progress".split()
)
HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 hgroup".split())
BLOCKS = HEADINGS | frozenset(
    "address article aside blockquote details dialog div dl fieldset figure footer form header hr main menu nav"
    " ol p pre search section table ul li dd dt tr td th thead tbody tfoot caption figcaption legend summary".split()
)
CHILDREN = {
    "ul": {"li", "script", "template"},
    "ol": {"li", "script", "template"},
    "menu": {"li", "script", "template"},
    "dl": {"dt", "dd", "div", "script", "template"},
    "tr": {"td", "th", "script", "template"},
    "select": {"option", "optgroup", "hr", "button"},
}
PARENTS = {
    "li": {"ul", "ol", "menu"},
    "dt": {"dl", "div"},
    "dd": {"dl", "div"},
    "legend": {"fieldset"},
    "summary": {"details"},
    "figcaption": {"figure"},
}
FIRST = {"legend": "fieldset", "summary": "details"}
INTERACTIVE = frozenset("a button input select textarea label details iframe".split())


def only_words_inside(page: Page) -> Iterator[str]:
    for element in page.elements:
        if element.tag not in BLOCKS:
            continue
        parent = next((one for one in page.above(element) if one.tag not in ("a", "ins", "del")), None)
        if parent is None or parent.tag not in WORDS_ONLY:
            continue
        if parent.tag in ("legend", "summary") and element.tag in HEADINGS:
            continue
        yield f"{shown(element)} stands in {shown(parent)}, which holds words only"


def children(page: Page) -> Iterator[str]:
    for element in page.elements:
        allowed = CHILDREN.get(str(element.tag))
        strange = [child for child in element if allowed is not None and child.tag not in allowed]
        yield from (f"{shown(child)} stands directly in {shown(element)}" for child in strange)
        if allowed is not None and (
            (element.text or "").strip() or any((child.tail or "").strip() for child in element)
        ):
            yield f"{shown(element)} holds words outside its parts"
        parent = page.parents.get(element)
        if element.tag in PARENTS and (parent is None or parent.tag not in PARENTS[str(element.tag)]):
            yield f"{shown(element)} stands outside its {'/'.join(sorted(PARENTS[str(element.tag)]))}"
        if (
            element.tag in FIRST
            and parent is not None
            and parent.tag == FIRST[str(element.tag)]
            and parent[0] is not element
        ):
            yield f"{shown(element)} is not the first in its {parent.tag}"
    for box in page.all("details"):
        if not [child for child in box if child.tag == "summary"]:
            yield f"{shown(box)} has no summary"


def interactive(page: Page) -> Iterator[str]:
    """Nothing to press inside something to press; nothing to reach inside what readers do not hear."""
    for element in page.elements:
        if element.tag not in INTERACTIVE or element.get("type") == "hidden":
            continue
        for parent in page.above(element):
            if parent.tag in ("a", "button") or (parent.tag == "label" and element.tag in ("a", "button", "label")):
                yield f"{shown(element)} stands in {shown(parent)}"
            if parent.get("aria-hidden") == "true":
                yield f"{shown(element)} can be reached, but {shown(parent)} hides it from readers"
    for form in page.all("form"):
        if page.inside(form, "form"):
            yield f"{shown(form)} stands in another form"
