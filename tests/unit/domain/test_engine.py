"""Playing a scenario."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lms.domain.engine import BadPath, begin, choose, longest, plays, replay
from lms.domain.scenario import HIGHEST, LOWEST, Choice, Move, Outcome, Scenario
from tests.unit.domain.given import choice, ending, node, scenario
from tests.unit.domain.strategies import scenarios, walks


def test_a_story_begins_at_its_start_with_its_meters():
    play = begin(scenario(meters=(1, 2, 3)))
    assert (play.at, play.meters, play.path, play.ending) == ("desk", (1, 2, 3), (), None)
    assert play.node is not None


def test_a_choice_moves_on_and_keeps_what_was_before():
    play = choose(begin(scenario()), "ask")
    assert (play.at, play.meters) == ("room", (2, 3, 2))
    step = play.steps[0]
    assert (step.node.id, step.choice.id, step.before, step.after) == ("desk", "ask", (2, 2, 2), (2, 3, 2))


def test_a_path_can_be_played_again():
    play = replay(scenario(), [("desk", "press"), ("room", "mend")])
    assert play.ending is not None
    assert play.ending.outcome is Outcome.REPAIRED
    assert play.path == (("desk", "press"), ("room", "mend"))
    assert play.meters == (2, 1, 2)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ([("room", "listen")], "does not begin at the start"),
        ([("desk", "ask"), ("desk", "ask")], "repeats a step"),
        ([("desk", "listen")], "a choice of another node"),
        ([("desk", "send"), ("harm", "send")], "goes on after the end"),
        ([("desk", "send"), ("room", "listen")], "goes back from the end"),
        ([("", "")], "empty names"),
        ([("nowhere", "ask")], "an unknown node"),
    ],
)
def test_a_path_that_the_story_does_not_have_is_refused(path, why):
    with pytest.raises(BadPath) as caught:
        replay(scenario(), path)
    assert caught.value.field == "way", why


def test_nothing_can_be_chosen_at_an_ending():
    with pytest.raises(BadPath):
        choose(replay(scenario(), [("desk", "send")]), "send")


@pytest.mark.parametrize(
    ("start", "by", "end"), [((0, 2, 2), -1, (0, 2, 2)), ((5, 2, 2), 1, (5, 2, 2)), ((4, 2, 2), 1, (5, 2, 2))]
)
def test_meters_stop_at_their_ends(start, by, end):
    story = scenario([node("desk", choice("go", "sound", safety=by))], [ending("sound", Outcome.SOUND)], start)
    assert choose(begin(story), "go").meters == end


def test_two_moves_of_one_meter_add_up_before_the_meter_stops():
    moves = (Move("trust", 1, ""), Move("trust", -1, ""), Move("trust", 1, ""))
    both = Choice("go", "", "sound", "", "", (), moves)
    story = scenario([node("desk", both)], [ending("sound", Outcome.SOUND)], (5, 4, 0))
    assert choose(begin(story), "go").meters == (5, 5, 0)


def test_every_way_through_is_found_once():
    ways = [play.path for play in plays(scenario())]
    assert len(ways) == len(set(ways)) == 7
    assert {play.at for play in plays(scenario())} == {"sound", "repaired", "harm"}


def test_the_longest_way_is_counted_in_decisions():
    story = scenario()
    assert [longest(story, place) for place in ("desk", "room", "sound")] == [2, 1, 0]


@given(st.data())
def test_replaying_a_walk_gives_what_choosing_step_by_step_gives(data):
    story = data.draw(scenarios())
    play = data.draw(walks(story))
    assert replay(story, play.path) == play
    assert all(LOWEST <= level <= HIGHEST for step in play.steps for level in step.after)
    assert (play.node is None) != (play.ending is None)


@given(st.data())
def test_every_walk_can_be_cut_short_anywhere(data):
    story = data.draw(scenarios())
    play = data.draw(walks(story))
    for made in range(len(play.steps)):
        back = replay(story, play.path[:made])
        assert back.at == play.steps[made].node.id
        assert back.meters == play.steps[made].before


@given(scenarios())
def test_no_way_is_longer_than_the_longest(story: Scenario):
    lengths = [len(play.steps) for play in plays(story)]
    assert max(lengths) == longest(story, story.start)
