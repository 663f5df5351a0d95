"""Interviews, held to interview.json."""

from __future__ import annotations

import json

import pytest

from lms.domain.engine import replay
from lms.domain.scenario import QuestionKind
from tests.vectors.make_interview import FILE, counted, interview, shown, tried

VECTORS = json.loads(FILE.read_text(encoding="utf-8"))
TALKS = {talk["id"]: talk for talk in VECTORS["interviews"]}


@pytest.mark.parametrize("name", TALKS)
def test_what_each_try_shows(name):
    for case in (case for case in VECTORS["shown"] if case["interview"] == name):
        assert shown(TALKS[name], case["try"], case["node"]) == case


@pytest.mark.parametrize("name", TALKS)
def test_what_a_talk_adds_up_to(name):
    for case in (case for case in VECTORS["tallies"] if case["interview"] == name):
        play = replay(interview(TALKS[name]), [(node, choice) for node, choice in case["path"]])
        assert counted(play) == case["tally"]


@pytest.mark.parametrize("case", VECTORS["tries"], ids=lambda case: repr(case["written"])[:12])
def test_which_tries_there_are(case):
    assert tried(case["written"]) == case


def test_there_is_something_to_hold_an_engine_to():
    assert len(TALKS) >= 3
    assert {wording for case in VECTORS["shown"] for _, wording in case["shown"]} >= {0, 1, 2}
    assert all(any(case["tally"][kind] for case in VECTORS["tallies"]) for kind in QuestionKind)
    assert {case["try"] is None for case in VECTORS["tries"]} == {True, False}
