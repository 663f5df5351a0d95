"""What every page of the site must be: the rules that run on each page that a test fetches."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from xml.etree.ElementTree import Element

import html5lib


class BadPage(AssertionError):
    """A page that breaks a rule; the text lists all that it breaks."""


class Page:
    """One parsed page: its elements in order, the parents of each, and what the parser complained of."""

    def __init__(self, html: str, address: str = "/") -> None:
        self.html, self.address = html, address
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        self.root: Element = parser.parse(html)
        self.errors = [
            f"line {place[0]}: {html5lib.constants.E[code] % values}" for place, code, values in parser.errors
        ]
        self.elements = [element for element in self.root.iter() if isinstance(element.tag, str)]

    @cached_property
    def parents(self) -> dict[Element, Element]:
        return {child: parent for parent in self.elements for child in parent}

    @cached_property
    def ids(self) -> dict[str, Element]:
        return {element.get("id", ""): element for element in self.elements if element.get("id")}

    def all(self, *names: str) -> list[Element]:
        return [element for element in self.elements if element.tag in names]

    def above(self, element: Element) -> Iterator[Element]:
        """The element's ancestors, nearest first."""
        while element in self.parents:
            element = self.parents[element]
            yield element

    def inside(self, element: Element, *names: str) -> bool:
        return any(parent.tag in names for parent in self.above(element))


def text(element: Element) -> str:
    """The words inside, with white space folded."""
    return " ".join("".join(element.itertext()).split())


def name(element: Element) -> str:
    """The tag without its namespace."""
    return str(element.tag).rpartition("}")[2]


def shown(element: Element) -> str:
    """The element's start tag, to find it by."""
    attributes = "".join(f' {key}="{value}"' for key, value in list(element.attrib.items())[:4])
    return f"<{name(element)}{attributes}>"[:160]


def faults(html: str, address: str = "/") -> list[str]:
    """Everything that is wrong with a page, by our own rules."""
    from tests.harness.rules import RULES

    page = Page(html, address)
    return page.errors + [f"{rule.__name__}: {fault}" for rule in RULES for fault in rule(page)]


def check(html: str, address: str = "/") -> None:
    """Raises BadPage with every fault of the page, one a line."""
    found = faults(html, address)
    if found:
        raise BadPage(f"{address} is not as a page must be:\n  " + "\n  ".join(dict.fromkeys(found)))
