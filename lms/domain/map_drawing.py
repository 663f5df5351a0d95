"""Where the boxes and the lines of a system map lie in its drawing.

Lengths are units of the drawing, which is 288 of them wide: on the smallest phone a unit is a pixel.
"""

from __future__ import annotations

from itertools import pairwise
from math import dist, hypot

from lms.domain.system_map import COLUMNS, Factor, Link, SystemMap

Point = tuple[float, float]

HALF_WIDTH, HALF_HEIGHT = 38, 27  # of a factor's box
LEFT, TOP = 44, 33  # the middle of the first box
COLUMN, ROW = 50, 80  # from one column, one row to the next
WIDTH = LEFT * 2 + COLUMN * (COLUMNS - 1)
APART = 6  # how far each of two lines that answer each other keeps from the middle between them
CLEAR = 3  # how far a line keeps from a box that it does not belong to
SIGN_RADIUS, ARROW = 5, 7  # of the sign on a line; the length of its head
PLACES = 12  # how many places on a line are tried for its sign


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


def signs(drawn: SystemMap) -> tuple[Point, ...]:
    """Where the plus or the minus of each link stands: on its line, and clear of other lines and signs if it can be."""
    lines = [line(drawn, link) for link in drawn.links]
    found: list[Point] = []
    for number, points in enumerate(lines):
        others = [stretch for other in (*lines[:number], *lines[number + 1 :]) for stretch in pairwise(other)]
        found.append(max(_places(points), key=lambda at: _room(at, others, found)))
    return tuple(found)


def _places(points: tuple[Point, ...]) -> list[Point]:
    """The places for a sign on the longest stretch of a line: off the box, and off the head of the arrow."""
    start, end = max(pairwise(points), key=lambda pair: dist(*pair))
    length = dist(start, end)
    far = max(SIGN_RADIUS + 1.0, length - ARROW - SIGN_RADIUS - 1)
    steps = [SIGN_RADIUS + 1 + (far - SIGN_RADIUS - 1) * step / PLACES for step in range(PLACES + 1)]
    return [
        (start[0] + (end[0] - start[0]) * at / length, start[1] + (end[1] - start[1]) * at / length) for at in steps
    ]


def _room(at: Point, others: list[tuple[Point, Point]], placed: list[Point]) -> float:
    """How free a place for a sign is; 1 is free enough."""
    lines = (_away(at, start, end) / (SIGN_RADIUS + 1.5) for start, end in others)
    return min([1.0, *lines, *(dist(at, one) / (2 * SIGN_RADIUS + 1) for one in placed)])


def _away(at: Point, start: Point, end: Point) -> float:
    """How far a point is from a straight line between two others."""
    across, down = end[0] - start[0], end[1] - start[1]
    length = across**2 + down**2
    part = ((at[0] - start[0]) * across + (at[1] - start[1]) * down) / length if length else 0
    near = max(0.0, min(1.0, part))
    return dist(at, (start[0] + near * across, start[1] + near * down))


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
