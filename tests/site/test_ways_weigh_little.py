"""Every page on the longest way through an interview or two roads, in every language: whole, and within its bytes."""

from __future__ import annotations

from collections.abc import Iterator

import brotli
import pytest

from lms.domain.engine import Play, begin, choose
from lms.domain.interview import worded
from lms.domain.scenario import Scenario, ScenarioForm
from lms.domain.ways import most_decisions
from lms.web.pages.story import opening_page, scenario_page
from lms.web.weights import LESSON, LESSON_TRANSLATED
from tests.harness.page import check
from tests.site.public import site

SCENARIOS = [
    scenario
    for module in site().library.modules.values()
    for scenario in module.scenarios
    if scenario.form is not ScenarioForm.STORY
]
EACH = pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda one: one.id)


def longest_way(scenario: Scenario) -> Iterator[Play]:
    far, play = most_decisions(scenario), begin(scenario)
    while play.node:
        play = choose(play, max(play.node.choices, key=lambda one: far[one.to]).id)
        yield play


def compressed(html: str) -> int:
    return len(brotli.compress(html.encode(), quality=11))


def test_there_are_both_forms():
    assert {scenario.form for scenario in SCENARIOS} == {ScenarioForm.INTERVIEW, ScenarioForm.ROADS}


@EACH
@pytest.mark.parametrize("lang", site().library.languages)
def test_each_page_is_whole_and_small(scenario: Scenario, lang: str):
    published = site(pseudo="-X" in lang)
    most = LESSON if lang == "en" else LESSON_TRANSLATED
    address = f"/{lang}/modules/{scenario.module}/scenarios/{scenario.id}/"
    assert compressed(published.html(address)) <= most
    for play in longest_way(scenario):
        html = scenario_page(published.renderer, published.library, lang, play)
        check(html, f"{address}#{play.at}")
        assert compressed(html) <= most, play.at


@EACH
def test_the_opening_of_another_try_is_whole_and_small(scenario: Scenario):
    html = opening_page(site().renderer, site().library, "en", worded(scenario, 2), 2)
    check(html, scenario.id)
    assert compressed(html) <= LESSON
