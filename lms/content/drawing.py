"""Our own drawings: small SVG files, checked, and made ready to stand inside a page.

A file holds shapes and nothing else; it keeps its own colours, so that it can be looked at alone.
Inlined, it has no colours: the style sheet gives them through these classes, so that a drawing
follows light and dark.

    <svg class="drawing" viewBox="0 0 240 160" role="img" aria-label="what it shows">
      <g class="sun">…</g>           a block of colour behind the lines (in the file: class="f")
      <path d="…"/>                  a line
      <path class="paper" d="…"/>    a shape filled with the colour of the page

A drawing without words to it (`alt` empty) is an ornament: `aria-hidden="true"` stands for the last two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

BUDGET = 950  # bytes of one file
SHAPES: dict[str, tuple[str, ...]] = {
    "svg": ("viewBox",),
    "g": (),
    "path": ("d",),
    "circle": ("cx", "cy", "r"),
    "ellipse": ("cx", "cy", "rx", "ry"),
    "rect": ("x", "y", "width", "height", "rx", "ry"),
    "line": ("x1", "y1", "x2", "y2"),
    "polyline": ("points",),
    "polygon": ("points",),
}
EVERYWHERE = ("stroke-dasharray", "transform")
COLOURS = ("class", "fill", "stroke", "stroke-width", "stroke-linecap", "stroke-linejoin")
GEOMETRY = re.compile(r"[A-Za-z0-9 ,.()+\-\n]*")
NAMESPACE = "{http://www.w3.org/2000/svg}"
DEEPEST = 8


class BadDrawing(ValueError):
    """An SVG file that holds something other than shapes."""


def inline(svg: str, alt: str) -> str:
    """The drawing as an element of a page. Raises BadDrawing."""
    root = parse(svg)
    said = f'role="img" aria-label="{escape(alt)}"' if alt else 'aria-hidden="true"'
    inside = "".join(_shape(child) for child in root)
    return f'<svg class="drawing" viewBox="{escape(root.get("viewBox", ""))}" {said}>{inside}</svg>'


def parse(svg: str) -> Element:
    """The root of a drawing that holds only what is allowed. Raises BadDrawing."""
    if "<!" in svg or "<?" in svg:
        raise BadDrawing("It holds a comment, a declaration or an entity.")
    try:
        root = ElementTree.fromstring(svg)
    except (ElementTree.ParseError, ValueError) as error:
        raise BadDrawing(f"It is not well-formed: {error}.") from error
    for problem in _problems(root, 0):
        raise BadDrawing(problem)
    return root


def _problems(element: Element, depth: int) -> Iterator[str]:
    name = element.tag.removeprefix(NAMESPACE)
    if name not in SHAPES or (name == "svg") != (depth == 0):
        yield f"<{name}> may not stand here."
    if name == "svg" and not element.get("viewBox"):
        yield "<svg> has no viewBox."
    if depth > DEEPEST:
        yield "Its groups are nested too deeply."
    if (element.text or "").strip() or (element.tail or "").strip():
        yield f"There is text in or after <{name}>."
    yield from _bad_attributes(name, element)
    for child in element:
        yield from _problems(child, depth + 1)


def _bad_attributes(name: str, element: Element) -> Iterator[str]:
    allowed = (*SHAPES.get(name, ()), *EVERYWHERE, *COLOURS)
    for key, value in element.attrib.items():
        if key not in allowed:
            yield f"{key} on <{name}> is not allowed."
        elif key not in COLOURS and not GEOMETRY.fullmatch(value):
            yield f"{key} on <{name}> holds something other than numbers."
    if element.get("class", "f") != "f":
        yield f"class=“{element.get('class')}” is not a class of drawings; a block of colour is “f”."


def _shape(element: Element) -> str:
    name = element.tag.removeprefix(NAMESPACE)
    kept = (*SHAPES[name], *EVERYWHERE)
    attributes = _class(element) + "".join(
        f' {key}="{escape(" ".join(value.split()))}"' for key, value in element.attrib.items() if key in kept
    )
    inside = "".join(_shape(child) for child in element)
    return f"<{name}{attributes}>{inside}</{name}>" if inside else f"<{name}{attributes}/>"


def _class(element: Element) -> str:
    if element.get("class") == "f":
        return ' class="sun"'
    return ' class="paper"' if element.get("fill", "").startswith("var(--paper") else ""
