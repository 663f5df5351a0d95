"""Where the boxes and the lines of a system map lie in its drawing.

Lengths are units of the drawing, which is 288 of them wide: on the smallest phone a unit is a pixel.
"""

from __future__ import annotations

from itertools import pairwise
from math import hypot

from lms.domain.system_map import COLUMNS, Factor, Link, SystemMap

Point = tuple[float, float]

HALF_WIDTH, HALF_HEIGHT = 38, 27  # of a factor's box
LEFT, TOP = 44, 33  # the middle of the first box
COLUMN, ROW = 50, 80  # from one column, one row to the next
WIDTH = LEFT * 2 + COLUMN * (COLUMNS - 1)
APART = 6  # how far each of two lines that answer each other keeps from the middle between them
CLEAR = 3  # how far a line keeps from a box that it does not belong to
SIGN = 0.42  # where the sign stands on the longest stretch of a line, from its start


def height(drawn: SystemMap) -> int:
    """The height of the whole drawing."""
    return TOP * 2 + ROW * (max(factor.row for factor in drawn.factors) - 1)


def spot(column: float, row: float) -> Point:
    """The point of the drawing at a place of the grid."""
    return LEFT + COLUMN * (column - 1), TOP + ROW * (row - 1)


def middle(factor: Factor) -> Point:
    return spot(factor.column, factor.row)


def line(drawn: SystemMap, link: Link) -> tuple[Point, ...]:
    """The points that the line of a link runs through, from the edge of one box to the edge of the other."""
    first, last = middle(drawn.by_id[link.start]), middle(drawn.by_id[link.end])
    bends = [spot(*bend) for bend in link.bends]
    if bends:
        start, end = _facing(first, bends[0]), _facing(last, bends[-1])
    else:
        start, end = _beside(first, last) if drawn.answered(link) else (first, last)
    ways = [start, *bends, end]
    return _edge(start, ways[1], first), *bends, _edge(end, ways[-2], last)


def sign(points: tuple[Point, ...]) -> Point:
    """Where the plus or the minus of a line stands: on its longest stretch."""
    start, end = max(pairwise(points), key=lambda pair: hypot(pair[1][0] - pair[0][0], pair[1][1] - pair[0][1]))
    return start[0] + SIGN * (end[0] - start[0]), start[1] + SIGN * (end[1] - start[1])


def hidden_by(drawn: SystemMap, link: Link) -> tuple[Factor, ...]:
    """The factors whose boxes the line of a link would run behind."""
    stretches = list(pairwise(line(drawn, link)))
    others = (factor for factor in drawn.factors if factor.id not in (link.start, link.end))
    return tuple(one for one in others if any(_meets(start, end, middle(one)) for start, end in stretches))


def overlap(one: Factor, other: Factor) -> bool:
    """Whether two boxes touch."""
    (x, y), (across, down) = middle(one), middle(other)
    return abs(x - across) < 2 * HALF_WIDTH + CLEAR and abs(y - down) < 2 * HALF_HEIGHT + CLEAR


def _facing(centre: Point, towards: Point) -> Point:
    """Where in its box a line begins, so that it leaves straight up, down or sideways where it can."""
    x, y = centre
    if abs(towards[0] - x) < HALF_WIDTH:
        return towards[0], y
    return (x, towards[1]) if abs(towards[1] - y) < HALF_HEIGHT else centre


def _beside(start: Point, end: Point) -> tuple[Point, Point]:
    """Both points moved to the left of their direction: the line back, moved the same way, lies opposite."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = hypot(across, down)
    x, y = APART * down / length, -APART * across / length
    return (start[0] + x, start[1] + y), (end[0] + x, end[1] + y)


def _edge(inside: Point, towards: Point, centre: Point) -> Point:
    """Where a line from a point in a box leaves the box."""
    steps = [
        (middle_of + (half if step > 0 else -half) - at) / step
        for at, step, middle_of, half in (
            (inside[0], towards[0] - inside[0], centre[0], HALF_WIDTH),
            (inside[1], towards[1] - inside[1], centre[1], HALF_HEIGHT),
        )
        if step
    ]
    part = min(steps, default=0.0)
    return inside[0] + part * (towards[0] - inside[0]), inside[1] + part * (towards[1] - inside[1])


def _meets(start: Point, end: Point, centre: Point) -> bool:
    """Whether a straight line comes closer to a box than it may (Liang and Barsky 1984)."""
    low, high = 0.0, 1.0
    for axis, half in ((0, HALF_WIDTH + CLEAR), (1, HALF_HEIGHT + CLEAR)):
        step, first = end[axis] - start[axis], centre[axis] - half - start[axis]
        last = first + 2 * half
        if not step:
            if first > 0 or last < 0:
                return False
            continue
        enters, leaves = sorted((first / step, last / step))
        low, high = max(low, enters), min(high, leaves)
    return low <= high
