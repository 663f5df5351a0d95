"""What each switch carried, exactly."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.domain.engine import Play, begin, choose, plays
from lms.domain.roads import Carried, Share, carried, settings
from lms.domain.scenario import Outcome, Road, Scenario, ScenarioForm, Stage, Turn
from tests.unit.domain.given import choice, ending, node, scenario

SWITCHES = [Turn.OPEN, Turn.SHUT]


def roads(leads: list[list[list[int]]], ends: list[Outcome]) -> Scenario:
    """Two roads of so many stages: `leads` says to which node of the next stage each choice of a node leads."""
    stages = tuple(Stage(f"s{number}", f"Stage {number}", "Does anybody ask?") for number in range(len(leads)))
    nodes = []
    for number, stage in enumerate(leads):
        for which, targets in enumerate(stage):
            onward = [f"e{to}" if number + 1 == len(leads) else f"n{number + 1}-{to}" for to in targets]
            choices = [replace(choice(f"c{n}", to), turn=SWITCHES[n % 2]) for n, to in enumerate(onward)]
            nodes.append(replace(node(f"n{number}-{which}", *choices), stage=f"s{number}"))
    endings = [ending(f"e{number}", outcome) for number, outcome in enumerate(ends)]
    two = (Road("ada", "Ada", "A woman."), Road("ben", "Ben", "A man."))
    return replace(scenario(nodes, endings), form=ScenarioForm.ROADS, roads=two, stages=stages)


@st.composite
def all_roads(draw) -> Scenario:
    """Two or three stages, one node in the first and up to three in each other; two or three choices a node."""
    widths = [1, *draw(st.lists(st.integers(1, 3), min_size=1, max_size=2)), 3]
    leads = [
        [draw(st.lists(st.integers(0, after - 1), min_size=2, max_size=3)) for _ in range(width)]
        for width, after in itertools.pairwise(widths)
    ]
    return roads(leads, draw(st.lists(st.sampled_from(Outcome), min_size=3, max_size=3)))


def walked(ways: list[Play], stage: str, turn: Turn) -> Share:
    mine = [way for way in ways if settings(way).get(stage) is turn]
    return Share(len(mine), sum(way.ending.outcome.counts for way in mine if way.ending))


@given(all_roads())
def test_what_is_carried_is_what_walking_every_way_gives(story: Scenario):
    ways = list(plays(story))
    for switch in carried(story):
        assert switch.open == walked(ways, switch.stage.id, Turn.OPEN)
        assert switch.shut == walked(ways, switch.stage.id, Turn.SHUT)


@given(all_roads())
def test_the_switch_that_carried_most_comes_first(story: Scenario):
    found = carried(story)
    assert {switch.stage for switch in found} == set(story.stages)
    order = [(-switch.difference, story.stages.index(switch.stage)) for switch in found]
    assert order == sorted(order)


def test_a_switch_may_carry_all_or_nothing():
    story = roads([[[0, 0]], [[0, 1]]], [Outcome.SOUND, Outcome.HARM])
    assert carried(story) == (
        Carried(story.stages[1], Share(2, 2), Share(2, 0)),
        Carried(story.stages[0], Share(2, 1), Share(2, 1)),
    )


def test_how_the_switches_were_set_follows_the_way():
    play = choose(choose(begin(roads([[[0, 0]], [[0, 1]]], [Outcome.SOUND, Outcome.HARM])), "c1"), "c0")
    assert list(settings(play).items()) == [("s0", Turn.SHUT), ("s1", Turn.OPEN)]


@pytest.mark.parametrize(
    ("ways", "well", "said"), [(3, 1, 33), (3, 2, 67), (8, 1, 13), (200, 1, 1), (1, 1, 100), (7, 0, 0), (0, 0, 0)]
)
def test_so_many_in_a_hundred_halves_up(ways: int, well: int, said: int):
    assert Share(ways, well).per_hundred == said


def test_differences_are_compared_exactly():
    assert Carried(Stage("s", "", ""), Share(3, 2), Share(0, 0)).difference == Fraction(2, 3)
