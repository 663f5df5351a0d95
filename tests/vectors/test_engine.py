"""The engine, held to engine.json: the same cases that an engine in another language is held to."""

from __future__ import annotations

import json

import pytest

from lms.domain.engine import BadPath, replay
from lms.domain.scenario import Outcome
from tests.vectors.make_engine import FILE, result, scenario

VECTORS = json.loads(FILE.read_text(encoding="utf-8"))
STORIES = {story["id"]: scenario(story) for story in VECTORS["stories"]}
PLAYED = [case for case in VECTORS["cases"] if "result" in case]
REFUSED = [case for case in VECTORS["cases"] if "refused" in case]


@pytest.mark.parametrize("name", STORIES)
def test_every_played_case_of_a_story(name):
    for case in (case for case in PLAYED if case["story"] == name):
        play = replay(STORIES[name], [(node, choice) for node, choice in case["path"]])
        assert result(play) == case["result"], case["path"]


def refuse(name, path):
    play = replay(STORIES[name], [(node, choice) for node, choice in path])
    pytest.fail(f"{name} played {path} and came to {play.at}")


@pytest.mark.parametrize("name", STORIES)
def test_every_refused_case_of_a_story(name):
    for case in (case for case in REFUSED if case["story"] == name):
        with pytest.raises(BadPath):
            refuse(name, case["path"])


def test_the_cases_reach_every_ending_and_every_outcome():
    reached = {(case["story"], case["result"]["at"]) for case in PLAYED}
    endings = {(story["id"], ending["id"]) for story in VECTORS["stories"] for ending in story["endings"]}
    assert endings <= reached
    assert {case["result"]["ending"] for case in PLAYED} == {None, *map(str, Outcome)}


def test_there_is_something_to_hold_an_engine_to():
    assert len(STORIES) >= 2
    assert all(sum(case["story"] == name for case in REFUSED) >= 7 for name in STORIES)
    levels = {level for case in PLAYED for after in case["result"]["after"] for level in after}
    assert {0, 5} <= levels, "the meters never reach their ends"
