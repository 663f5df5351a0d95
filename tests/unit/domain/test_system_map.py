"""The map of factors, and where its drawing puts them."""

from __future__ import annotations

from itertools import combinations, pairwise
from math import dist

import pytest

from lms.domain.map_drawing import (
    HALF_HEIGHT,
    HALF_WIDTH,
    SIGN_RADIUS,
    height,
    hidden_by,
    line,
    middle,
    overlap,
    signs,
)
from lms.domain.system_map import Factor, Link, Push, SystemMap


def factor(name: str, column: int, row: int) -> Factor:
    return Factor(name, name, "What it is.", False, column, row)


def link(start: str, end: str, *bends: tuple[float, float]) -> Link:
    return Link(start, end, Push.UP, "Because.", ("001:1",), bends)


def drawn(*links: Link) -> SystemMap:
    factors = (factor("north", 3, 1), factor("west", 2, 2), factor("east", 4, 2), factor("south", 3, 3))
    return SystemMap("Map", "Summary", "Note", factors, links)


RING = drawn(link("north", "east"), link("east", "south"), link("south", "west"), link("west", "south"))


def test_a_factor_knows_what_it_pushes_and_what_pushes_it() -> None:
    assert [one.end for one in RING.pushes("east")] == ["south"]
    assert [one.start for one in RING.pushed_by("south")] == ["east", "west"]
    assert RING.pushed_by("north") == ()
    assert RING.sources == ("001:1",)


def test_two_that_push_each_other_answer() -> None:
    assert [RING.answered(one) for one in RING.links] == [False, False, True, True]


@pytest.mark.parametrize("one", RING.links, ids=lambda one: one.id)
def test_a_line_begins_and_ends_at_the_edges_of_its_boxes(one: Link) -> None:
    for point, name in zip(line(RING, one), (one.start, one.end), strict=True):
        x, y = middle(RING.by_id[name])
        across, down = abs(point[0] - x) / HALF_WIDTH, abs(point[1] - y) / HALF_HEIGHT
        assert max(across, down) == pytest.approx(1)


def test_lines_that_answer_each_other_lie_side_by_side() -> None:
    there, back = (line(RING, one) for one in RING.links[2:])
    assert min(dist(a, b) for a in there for b in back) > SIGN_RADIUS


def test_a_line_turns_where_it_is_told_and_leaves_its_box_straight() -> None:
    bent = link("north", "south", (2.8, 1.6), (3.2, 2.4))
    points = line(drawn(bent), bent)
    assert len(points) == 4
    assert points[0][0] == points[1][0]
    assert points[-1][0] == points[-2][0]


def test_a_line_behind_a_box_is_noticed_and_a_turn_helps() -> None:
    factors = (factor("a", 1, 1), factor("b", 3, 1), factor("c", 5, 1))
    straight, round_it = link("a", "c"), link("a", "c", (1, 1.5), (5, 1.5))
    for one, behind in ((straight, ["b"]), (round_it, [])):
        made = SystemMap("Map", "Summary", "Note", factors, (one,))
        assert [hidden.id for hidden in hidden_by(made, one)] == behind


def test_boxes_that_touch_are_noticed() -> None:
    assert overlap(factor("a", 1, 1), factor("b", 2, 1))
    assert not overlap(factor("a", 1, 1), factor("b", 3, 1))
    assert not overlap(factor("a", 1, 1), factor("b", 2, 2))


def test_every_sign_stands_on_its_line_and_clear_of_the_others() -> None:
    places = signs(RING)
    for place, one in zip(places, RING.links, strict=True):
        assert any(dist(a, place) + dist(place, b) == pytest.approx(dist(a, b)) for a, b in pairwise(line(RING, one)))
    assert all(dist(a, b) > 2 * SIGN_RADIUS for a, b in combinations(places, 2))


def test_the_drawing_is_as_high_as_its_last_row() -> None:
    assert height(RING) == middle(factor("last", 1, 3))[1] + middle(factor("first", 1, 1))[1]
