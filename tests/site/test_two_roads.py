"""Two roads side by side: where both stand, whom the learner plays, and what the switches carried."""

from __future__ import annotations

import re

import pytest

from lms.domain.engine import begin, choose
from lms.domain.roads import carried
from lms.domain.scenario import Scenario, Turn
from tests.harness.cast import Person, Stage
from tests.harness.client import Client
from tests.harness.own_pages import events, library_of, words
from tests.harness.statements import counted

SUBJECT = "bridge/anwar-and-fahmida"
ROADS = "/en/modules/bridge/scenarios/anwar-and-fahmida/"
SHARE = re.compile(r"<dt>(Open|Shut)</dt>.*?(\d+) in 100")


@pytest.fixture
def roads(learner: Person) -> Scenario:
    found: Scenario = library_of(learner).scenario(SUBJECT)
    return found


def way_of(roads: Scenario, turn: Turn) -> list[tuple[str, str]]:
    """The way on which every switch is turned so."""
    walk = begin(roads)
    while walk.node:
        walk = choose(walk, next(one.id for one in walk.node.choices if one.turn is turn))
    return list(walk.path)


def written(way: list[tuple[str, str]]) -> str:
    return ",".join(f"{node}.{choice}" for node, choice in way)


def plain(text: str) -> str:
    return " ".join(text.split())


def test_both_people_stand_side_by_side_at_every_stage(stage: Stage, stranger: Client, roads: Scenario) -> None:
    with counted(stage.database) as statements:
        page = stranger.get(ROADS)
        for number, (node, choice) in enumerate(way_of(roads, Turn.OPEN), 1):
            here = roads.node(node)
            said = words(page)
            assert f"Stage {number} of 6" in said
            for text in (here.you, here.text, *(one.text for one in here.beside), *(one.name for one in roads.roads)):
                assert plain(text) in said
            page = stranger.send(page, "", choice=choice, node=node)
    assert statements == []
    assert "What each switch carried" in words(page)


def test_the_first_page_says_who_the_two_are(stranger: Client, roads: Scenario) -> None:
    said = words(stranger.get(ROADS))
    assert all(plain(road.start) in said for road in roads.roads)
    assert "You opened it" not in said
    assert roads.stages[0].switch not in said, "the switch is named when it has been turned"


@pytest.mark.parametrize(("turn", "told"), [(Turn.OPEN, "You opened it."), (Turn.SHUT, "You shut it.")])
def test_after_a_choice_the_switch_is_named(stranger: Client, roads: Scenario, turn: Turn, told: str) -> None:
    page = stranger.get(f"{ROADS}?way={written(way_of(roads, turn)[:1])}")
    assert f"{roads.stages[0].switch} {told}" in words(page)


@pytest.mark.parametrize("turn", Turn)
def test_the_end_shows_what_each_switch_carried(stranger: Client, roads: Scenario, turn: Turn) -> None:
    page = stranger.get(f"{ROADS}?way={written(way_of(roads, turn))}")
    told = page.text.split("What each switch carried")[1]
    switches = carried(roads)
    assert re.findall(r"<h4>([^<]+)</h4>", told) == [one.stage.title for one in switches]
    shares = [(name, int(share)) for name, share in SHARE.findall(told)]
    assert shares == [
        pair for one in switches for pair in (("Open", one.open.per_hundred), ("Shut", one.shut.per_hundred))
    ]
    assert told.count("You opened it." if turn is Turn.OPEN else "You shut it.") == len(roads.stages)
    assert "our story and not a statistic about people" in told


def test_every_switch_can_be_gone_back_to(stranger: Client, roads: Scenario) -> None:
    way = way_of(roads, Turn.SHUT)
    page = stranger.get(f"{ROADS}?way={written(way)}")
    back = re.findall(r'href="([^"]+)">Go back to this switch', page.text)
    expected = {f"{ROADS}?way={written(way[:made])}#{way[made][0]}" if made else ROADS for made in range(len(way))}
    assert set(back) == expected
    assert {stranger.get(address.split("#")[0]).status_code for address in back} == {200}


def test_a_way_is_kept_like_that_of_a_story(stage: Stage, learner: Person, roads: Scenario) -> None:
    way = way_of(roads, Turn.OPEN)
    page = learner.client.get(ROADS)
    for _, choice in way:
        page = learner.client.send(page, "", choice=choice)
    assert [(one.data["node"], one.data["choice"]) for one in events(stage, learner.id)] == way
    assert "kept in your record" in words(page)
