"""The map of what pushes what: a drawing to choose in, and the same in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from lms.content.library import Library
from lms.content.segment import SHARED
from lms.domain.map_drawing import HALF_HEIGHT, HALF_WIDTH, WIDTH, Point, height, line, middle, signs
from lms.domain.system_map import Factor, Link, Push, SystemMap
from lms.web.page import Page
from lms.web.pages.frame import frame
from lms.web.speech import Speech

View = Mapping[str, Any]


def pages(library: Library, lang: str) -> Iterator[Page]:
    if library.map:
        made = partial(_page, library, lang, library.map)
        yield Page(f"/{lang}/map/", lang, "map/page.html", made, content=True)


def _page(library: Library, lang: str, drawn: SystemMap) -> dict[str, Any]:
    say = library.words(lang, drawn)
    return {
        **frame(library, lang, "map/", "", SHARED),
        "title": say(drawn.title),
        "summary": say(drawn.summary),
        "note": say(drawn.note),
        "sources": Speech(library, lang).cited(drawn.sources),
        "box": (2 * HALF_WIDTH, 2 * HALF_HEIGHT),
        "size": (WIDTH, height(drawn)),
        "factors": [_factor(library, lang, drawn, factor) for factor in drawn.factors],
        "lines": {push.value: list(_lines(drawn, push)) for push in Push},
    }


def _factor(library: Library, lang: str, drawn: SystemMap, factor: Factor) -> View:
    """A factor with what it pushes and what pushes it; `marks` name its neighbours and itself to the style sheet."""
    say = library.words(lang, drawn, factor)
    pushes, pushed_by = drawn.pushes(factor.id), drawn.pushed_by(factor.id)
    x, y = middle(factor)
    near = {factor.id, *(link.end for link in pushes), *(link.start for link in pushed_by)}
    return {
        "id": factor.id,
        "slot": _slot(drawn, factor.id),
        "name": say(factor.name),
        "text": say(factor.text),
        "goal": factor.goal,
        "place": (x - HALF_WIDTH, y - HALF_HEIGHT),
        "marks": _marks(drawn, near),
        "pushes": [_end(library, lang, drawn, link, link.end) for link in pushes],
        "pushed_by": [_end(library, lang, drawn, link, link.start) for link in pushed_by],
    }


def _end(library: Library, lang: str, drawn: SystemMap, link: Link, other: str) -> View:
    """A link as a line of a card: the factor at its other end, and why."""
    factor = drawn.by_id[other]
    return {
        "id": other,
        "name": library.words(lang, drawn, factor)(factor.name),
        "up": link.push is Push.UP,
        "why": library.words(lang, drawn, link)(link.why),
    }


def _lines(drawn: SystemMap, push: Push) -> Iterator[View]:
    """The lines of the links that push this way."""
    for link, place in zip(drawn.links, signs(drawn), strict=True):
        if link.push is push:
            yield {
                "marks": _marks(drawn, {link.start, link.end}),
                "path": "M" + "L".join(_written(point) for point in line(drawn, link)),
                "sign": [round(length, 1) for length in place],
            }


def _written(point: Point) -> str:
    return " ".join(f"{round(length, 1):g}" for length in point)


def _slot(drawn: SystemMap, factor: str) -> int:
    """The number that the style sheet knows a factor by, from 1."""
    return [one.id for one in drawn.factors].index(factor) + 1


def _marks(drawn: SystemMap, factors: set[str]) -> str:
    return " ".join(f"o{slot}" for slot in sorted(_slot(drawn, factor) for factor in factors))
