"""What is counted over all ways is what walking each of them gives."""

from __future__ import annotations

import itertools
from collections import Counter

from hypothesis import given

from lms.domain.engine import plays
from lms.domain.scenario import Scenario
from lms.domain.ways import fewest_decisions, most_decisions, ways_on, ways_to, ways_well
from tests.unit.domain.given import choice, ending, node, scenario
from tests.unit.domain.strategies import scenarios


@given(scenarios())
def test_the_count_of_ways_is_the_number_of_plays(story: Scenario):
    walked = list(plays(story))
    assert ways_on(story)[story.start] == len(walked)
    assert ways_well(story)[story.start] == sum(play.ending.outcome.counts for play in walked if play.ending)


@given(scenarios())
def test_the_fewest_and_the_most_decisions_are_those_of_some_play(story: Scenario):
    lengths = [len(play.steps) for play in plays(story)]
    assert fewest_decisions(story)[story.start] == min(lengths)
    assert most_decisions(story)[story.start] == max(lengths)


@given(scenarios())
def test_the_ways_to_a_place_are_the_different_paths_that_come_to_it(story: Scenario):
    paths = {(*play.path[:made],) for play in plays(story) for made in range(len(play.steps) + 1)}
    heads = Counter(_place(story, path) for path in paths)
    assert {place: count for place, count in ways_to(story).items() if count} == heads


def _place(story: Scenario, path: tuple[tuple[str, str], ...]) -> str:
    at = story.start
    for _, made in path:
        at = next(one.to for one in story.node(at).choices if one.id == made)
    return at


def test_a_long_interview_is_counted_at_once():
    """Forty questions with four answers each have more ways than could ever be walked."""
    places = [f"n{place}" for place in range(40)] + ["end"]
    nodes = [node(at, *(choice(name, to) for name in "abcd")) for at, to in itertools.pairwise(places)]
    long = scenario(nodes, [ending("end", "sound")])
    assert ways_on(long)["n0"] == 4**40
    assert most_decisions(long)["n0"] == 40
