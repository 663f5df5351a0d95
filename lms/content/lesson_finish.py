"""The last touches to a lesson's tree, once the inline Markdown is parsed: talk, voices, links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor

COLONS = " :：៖"  # Latin, full-width and Khmer


@dataclass
class Finish(Treeprocessor):
    """What can only be done once the inline Markdown is parsed: names and notes in talk, links."""

    address: Callable[[str], str | None]

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag == "ol" and element.get("class") == "talk":
                for line in element:
                    _finish_line(line)
            elif element.get("class") == "voice":
                _finish_voice(element)
            elif element.tag == "a":
                self._link(element)

    def _link(self, element: Element) -> None:
        target = self.address(element.get("href", ""))
        element.attrib.clear()
        if target is not None:
            element.set("href", target)


def _finish_line(line: Element) -> None:
    inside = list(line)
    if inside and inside[0].tag == "strong" and not (line.text or "").strip():
        inside[0].tag = "b"
        inside[0].text = (inside[0].text or "").rstrip(COLONS)
    if inside and inside[-1].tag == "em" and not (inside[-1].tail or "").strip():
        inside[-1].tag = "small"


def _finish_voice(voice: Element) -> None:
    last = voice[-1] if len(voice) else None
    if last is None or len(voice) < 2 or len(last) != 1 or last[0].tag != "em":
        return
    if not (last.text or "").strip() and not (last[0].tail or "").strip():
        last.set("class", f"who {last.get('class', '')}".strip())
