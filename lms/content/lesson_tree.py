"""A lesson as a tree of blocks: our components made of it, its words replaced, its details finished."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal
from xml.etree.ElementTree import Element, SubElement

from markdown.treeprocessors import Treeprocessor

from lms.content.segment import Segment, State, Words, gettext_noop

Part = Literal["heading", "paragraph", "line", "title", "picture"]

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
LEAVES = ("p", "li", "summary", *HEADINGS)
NAMED = re.compile(r"\*\*[^*]+[:：៖]\*\*")
OWN = "**You:**"
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^()\s]*)\)")
BREAK = re.compile(r" {2,}\n")


@dataclass
class Components(Treeprocessor):
    """Turns admonitions into our components, then puts the words of one language into every block.

    Runs before the inline patterns, so a block's text is still its Markdown. `seen` collects the
    texts that were looked up.
    """

    words: Words
    labels: Words
    direction: str
    seen: list[tuple[Part, str]] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)

    def run(self, root: Element) -> None:
        for element in list(root.iter()):
            _tighten(element)
        for element in list(root.iter()):
            self._component(element)
        for element in root.iter():
            self._block(element)

    # components

    def _component(self, element: Element) -> None:
        kinds = element.get("class", "").split()
        if element.tag == "div" and "admonition" in kinds:
            self._admonition(element, kinds[-1])
        elif element.tag == "blockquote":
            element.set("class", "voice")
        elif element.tag in HEADINGS:
            element.set("id", self._id(element.text or ""))

    def _admonition(self, element: Element, kind: str) -> None:
        make = {"case": self._case, "worked": self._worked, "why": self._why}.get(kind, self._note)
        first = element[0] if len(element) else None
        title = first.text or "" if first is not None and first.get("class") == "admonition-title" else ""
        if first is not None and first.get("class") == "admonition-title":
            element.remove(first)
        element.set("class", kind)
        make(element, title)

    def _case(self, element: Element, title: str) -> None:
        element.tag = "section"
        element.insert(0, self._heading(title, side=True))

    def _worked(self, element: Element, title: str) -> None:
        element.tag = "section"
        element.insert(0, self._label("p", gettext_noop("Worked example")))
        element.insert(1, self._heading(title))
        for talk in [child for child in element if child.tag == "ul" and _is_talk(child)]:
            talk.tag = "ol"
            talk.set("class", "talk")
            for line in talk:
                if _markdown(line).startswith(OWN):
                    line.set("class", "you")

    def _why(self, element: Element, title: str) -> None:
        inside = list(element)
        for child in inside:
            element.remove(child)
        element.tag = "section"
        message = gettext_noop("Think first")
        heading = self._label("h2", message)
        heading.set("id", self._id(message))
        element.append(heading)
        details = SubElement(element, "details")
        SubElement(details, "summary").text = title
        details.extend(inside)

    def _note(self, element: Element, title: str) -> None:
        element.tag = "aside"
        element.set("class", "note")
        if title:
            label = Element("p", {"class": "side", "id": self._id(title)})
            label.text = title
            element.insert(0, label)
            element.set("aria-labelledby", label.get("id", ""))

    def _heading(self, title: str, *, side: bool = False) -> Element:
        heading = Element("h2", {"class": "side"} if side else {})
        heading.set("id", self._id(title))
        heading.text = title
        return heading

    def _label(self, tag: str, message: str) -> Element:
        """A word of the interface: it comes translated, and is no segment of the lesson."""
        label = Element(tag, {"class": "side label"})
        _put(label, self.labels(message), self.direction)
        return label

    def _id(self, title: str) -> str:
        slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or "part"
        unique, number = slug, 2
        while unique in self.ids:
            unique, number = f"{slug}-{number}", number + 1
        self.ids.add(unique)
        return unique

    # words

    def _block(self, element: Element) -> None:
        source = _markdown(element) if element.tag in LEAVES else ""
        if element.get("class") == "side label":
            element.set("class", "side")
        elif source and (picture := PICTURE.fullmatch(source)):
            element.set("class", "picture")
            self._say(element, "picture", picture[1], lambda alt: f"![{alt}]({picture[2]})")
        elif source:
            self._say(element, _part(element), source, lambda text: text)

    def _say(self, element: Element, part: Part, source: str, form: Callable[[str], str]) -> None:
        self.seen.append((part, source))
        segment = self.words(source)
        _put(element, segment, self.direction)
        element.text = form(segment.text)


def _put(element: Element, segment: Segment, direction: str) -> None:
    element.text = segment.text
    if segment.state is State.MISSING:
        element.set("lang", segment.lang)
        if direction != "ltr":  # what is missing falls back to English
            element.set("dir", "ltr")
    if segment.state is State.STALE:
        element.set("class", f"{element.get('class', '')} stale".strip())


def _markdown(element: Element) -> str:
    """A block's own Markdown on one line, with its hard line breaks kept."""
    lines = (" ".join(part.split()) for part in BREAK.split(element.text or ""))
    return "  \n".join(lines).strip()


def _tighten(line: Element) -> None:
    """A line of a list with empty lines around it is the same as one without."""
    if line.tag == "li" and len(line) == 1 and line[0].tag == "p" and not (line.text or "").strip():
        line.text = line[0].text
        line.remove(line[0])


def _is_talk(element: Element) -> bool:
    return all(NAMED.match(_markdown(line)) for line in element)


def _part(element: Element) -> Part:
    if element.tag in HEADINGS or element.tag == "summary":
        return "heading"
    if element.get("class", "").startswith("side"):
        return "title"
    return "line" if element.tag == "li" else "paragraph"
