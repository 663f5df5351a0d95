"""Rules for the map: every factor has its links and its place, and every line can be followed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from lms.content.finding import Finding, Rule
from lms.content.reading.manuscript import Manuscript
from lms.content.reading.system_map import MapFile
from lms.content.rules.modules import repeated
from lms.domain.map_drawing import hidden_by, overlap
from lms.domain.system_map import MOST

MAP_SIZE = Rule(
    "map-size",
    f"A map has at most {MOST} factors.",
    "Join two factors that always go together, or leave one out.",
)
UNKNOWN_FACTOR = Rule(
    "unknown-factor",
    "A link of the map names factors of the map, in “from” and in “to”.",
    "Correct the id, or write the factor.",
)
DOUBLE_LINK = Rule(
    "double-link",
    "A link stands once in the map, and never leads from a factor to itself.",
    "Join the two reasons in one link. What pushes back is a link of its own, the other way round.",
)
UNLINKED_FACTOR = Rule(
    "unlinked-factor",
    "Every factor of the map pushes another or is pushed by one.",
    "Write the link, or take the factor out.",
)
MAP_PLACE = Rule(
    "map-place",
    "No two factors of the map touch in the drawing: neighbours in a row are two columns apart.",
    "Give one of them another column or row.",
)
MAP_LINE = Rule(
    "map-line",
    "No line of the map runs behind a factor that it does not belong to.",
    "Let it turn earlier with “bends”, or move the factor.",
)


def check(manuscript: Manuscript) -> Iterator[Finding]:
    file = manuscript.map
    if file is None:
        return
    yield from _factors(file)
    unknown = list(_unknown(file))
    yield from unknown
    yield from _double(file)
    if not unknown:
        yield from _lines(file)


def _factors(file: MapFile) -> Iterator[Finding]:
    place, factors = file.document.place, file.map.factors
    yield from repeated((factor.id for factor in factors), partial(place, "factor"))
    if len(factors) > MOST:
        yield MAP_SIZE.at(place("factor", MOST), f"The map has {len(factors)} factors.")
    for number, factor in enumerate(factors):
        if not file.map.pushes(factor.id) and not file.map.pushed_by(factor.id):
            yield UNLINKED_FACTOR.at(place("factor", number), f"“{factor.id}” has no link.")
        for other in factors[:number]:
            if overlap(factor, other):
                yield MAP_PLACE.at(place("factor", number, "column"), f"“{factor.id}” lies on “{other.id}”.")


def _unknown(file: MapFile) -> Iterator[Finding]:
    for number, link in enumerate(file.map.links):
        for key, name in (("from", link.start), ("to", link.end)):
            if name not in file.map.by_id:
                yield UNKNOWN_FACTOR.at(file.document.place("link", number, key), f"There is no factor “{name}”.")


def _double(file: MapFile) -> Iterator[Finding]:
    met: set[str] = set()
    for number, link in enumerate(file.map.links):
        place = file.document.place("link", number)
        if link.start == link.end:
            yield DOUBLE_LINK.at(place, f"“{link.start}” leads to itself.")
        elif link.id in met:
            yield DOUBLE_LINK.at(place, f"The link from “{link.start}” to “{link.end}” is there twice.")
        met.add(link.id)


def _lines(file: MapFile) -> Iterator[Finding]:
    for number, link in enumerate(file.map.links):
        for factor in hidden_by(file.map, link) if link.start != link.end else ():
            message = f"The line from “{link.start}” to “{link.end}” runs behind “{factor.id}”."
            yield MAP_LINE.at(file.document.place("link", number), message)
