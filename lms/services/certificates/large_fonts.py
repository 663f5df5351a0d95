"""Which letters a font with tens of thousands of them has, without holding them all.

fontTools makes a name for every glyph, which costs 45 MB for Noto CJK; this reads the ranges of the
character map alone. https://learn.microsoft.com/typography/opentype/spec/cmap, format 12
"""

from __future__ import annotations

import struct
from bisect import bisect_right
from functools import cache

from fontTools.ttLib import TTFont

SEGMENTED = 12  # the format of character maps that reach beyond 65,536


def drawable(path: str, index: int, points: frozenset[int]) -> frozenset[int]:
    """Those of the code points that the font has; none where it has no map of this format."""
    ranges = _ranges(path, index)
    return frozenset(point for point in points if _within(point, ranges))


@cache
def _ranges(path: str, index: int) -> tuple[tuple[int, int], ...]:
    """First and last code point of each run, in order."""
    with TTFont(path, fontNumber=index, lazy=True) as font:
        table: bytes = font.reader["cmap"]
    for place in range(struct.unpack_from(">H", table, 2)[0]):
        start = struct.unpack_from(">L", table, 8 + 8 * place)[0]
        if struct.unpack_from(">H", table, start)[0] == SEGMENTED:
            return _groups(table, start)
    return ()


def _groups(table: bytes, start: int) -> tuple[tuple[int, int], ...]:
    count = struct.unpack_from(">L", table, start + 12)[0]
    groups = struct.iter_unpack(">LLL", table[start + 16 : start + 16 + 12 * count])
    return tuple((first, last) for first, last, _ in groups)


def _within(point: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    place = bisect_right(ranges, (point, 0x7FFFFFFF)) - 1
    return place >= 0 and ranges[place][0] <= point <= ranges[place][1]
