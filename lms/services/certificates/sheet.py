"""A page that is drawn on in millimetres, in fonts that are not known: text is sized by estimate."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as Tree

SVG = "http://www.w3.org/2000/svg"
WIDTH, HEIGHT = 297, 210  # A4 lying down
HERE = Path(__file__).parent

Tree.register_namespace("", SVG)


@dataclass(frozen=True, slots=True)
class Style:
    """How text is set; `size` in mm is what it has where there is room."""

    size: float
    fill: str
    font: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page; `turned` where the language runs from right to left. Text is escaped by the tree."""

    svg: Tree.Element
    turned: bool

    @classmethod
    def blank(cls, language: str, turned: bool) -> Sheet:
        look = {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "lang": language, "role": "img"}
        return cls(Tree.Element(f"{{{SVG}}}svg", look | ({"direction": "rtl"} if turned else {})), turned)

    def part(self, tag: str, **look: str) -> Tree.Element:
        """Adds an element; `_` in a name stands for `-`."""
        named = {name.replace("_", "-"): value for name, value in look.items()}
        return Tree.SubElement(self.svg, f"{{{SVG}}}{tag}", named)

    def across(self, x: float, width: float = 0) -> float:
        """The left edge of something `width` wide that stands `x` mm from where lines begin."""
        return WIDTH - x - width if self.turned else x

    def picture(self, file: str, x: float, y: float, width: float) -> None:
        """One of the drawings beside this file, at its left upper corner."""
        tree = Tree.fromstring((HERE / file).read_text("utf-8"))
        scale = width / float(tree.attrib.pop("viewBox").split()[2])
        at = f"translate({self.across(x, width):g} {y:g}) scale({scale:.5f})"
        Tree.SubElement(self.svg, f"{{{SVG}}}g", {**tree.attrib, "transform": at}).extend(tree)

    def text(self, text: str, x: float, y: float, style: Style, *, room: float, lines: int = 1) -> None:
        """Text from a first base line at `y`, in at most so many lines, smaller where it would not fit."""
        size, rows = style.size, wrapped(text, room / style.size)
        while len(rows) > lines:
            size *= 0.92
            rows = wrapped(text, room / size)
        size = min([size, *(room / ems(row) for row in rows if ems(row))])
        for number, row in enumerate(rows):
            at = {"x": f"{self.across(x):g}", "y": f"{y + 1.25 * size * number:.2f}", "font_size": f"{size:.2f}"}
            self.part("text", **at, fill=style.fill, font_family=style.font).text = row


def ems(text: str) -> float:
    """About how wide text is, in ems, on the safe side."""
    return sum(_em(letter) for letter in text)


def wrapped(text: str, limit: float) -> list[str]:
    """The text in lines of at most `limit` ems, broken at spaces only: a longer word has a line of its own."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and ems(longer) > limit:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _em(letter: str) -> float:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 1 if unicodedata.east_asian_width(letter) in "WF" or letter in "MW@" else 0.55
