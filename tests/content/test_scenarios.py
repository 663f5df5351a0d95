"""The real scenarios, in every form: each choice leads on, each place to an ending, and no habit wins them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from lms.content import load
from lms.domain.interview import worded
from lms.domain.scenario import (
    HIGHEST,
    LOWEST,
    METERS,
    Choice,
    Ending,
    Node,
    Outcome,
    QuestionKind,
    Scenario,
    ScenarioForm,
)
from lms.domain.ways import folded
from tests.content.walking import every_edge, every_state, led_to

ROOT = Path(__file__).resolve().parent.parent.parent
SCENARIOS = [one for module in load(ROOT, drafts=True).modules.values() for one in module.scenarios]
INTERVIEWS = [one for one in SCENARIOS if one.form is ScenarioForm.INTERVIEW]
ROADS = [one for one in SCENARIOS if one.form is ScenarioForm.ROADS]
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
TRIES = (1, 2, 3)  # each wording of an interview's questions is shown at one of them


def formality(choice: Choice) -> float:
    """Letters to a word: long words are how formal talk shows."""
    words = WORD.findall(choice.text)
    return sum(map(len, words)) / len(words)


HABITS: dict[str, Callable[[Node], Choice]] = {
    "first": lambda node: node.choices[0],
    "last": lambda node: node.choices[-1],
    "longest": lambda node: max(node.choices, key=lambda choice: len(choice.text)),
    "shortest": lambda node: min(node.choices, key=lambda choice: len(choice.text)),
    "most formal": lambda node: max(node.choices, key=formality),
    "least formal": lambda node: min(node.choices, key=formality),
}


def each(scenarios: list[Scenario]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("scenario", scenarios, ids=lambda scenario: scenario.subject)


@each(SCENARIOS)
def test_every_choice_of_every_node_is_chosen_once_and_leads_somewhere(scenario: Scenario) -> None:
    chosen = [(play.steps[-1].node.id, play.steps[-1].choice.id) for play in every_edge(scenario)]
    written = {(node.id, choice.id) for node in scenario.nodes for choice in node.choices}
    assert len(chosen) == len(written)
    assert set(chosen) == written
    assert all(play.node or play.ending for play in every_edge(scenario))


@each(SCENARIOS)
def test_every_node_reaches_an_ending_and_every_ending_is_reached(scenario: Scenario) -> None:
    endings = folded(scenario, lambda ending: {ending.id}, lambda _, onward: set().union(*onward))
    assert all(endings[node.id] for node in scenario.nodes)
    assert endings[scenario.start] == {ending.id for ending in scenario.endings}


@each(SCENARIOS)
def test_the_meters_stay_in_their_range_in_every_state(scenario: Scenario) -> None:
    for step, unheld in every_state(scenario):
        place = f"{step.node.id}.{step.choice.id} from {step.before}"
        assert all(LOWEST <= level <= HIGHEST for level in unheld), place
        assert step.after == unheld, place
        assert {move.meter for move in step.choice.moves} <= set(METERS), place


@each(SCENARIOS)
def test_it_can_go_well_be_mended_and_go_wrong(scenario: Scenario) -> None:
    reached = {play.ending.outcome for play in every_edge(scenario) if play.ending}
    assert reached == set(Outcome)


@pytest.mark.parametrize("habit", HABITS)
def test_no_habit_wins(habit: str) -> None:
    """One in eight ends soundly at most, and one in two ends without harm, over all words in which they are shown."""
    endings = [one for scenario in SCENARIOS for one in ended(scenario, habit)]
    sound = sum(ending.outcome is Outcome.SOUND for ending in endings)
    counting = sum(ending.outcome.counts for ending in endings)
    assert 8 * sound <= len(endings), f"always the {habit}: {sound} of {len(endings)} are sound"
    assert 2 * counting <= len(endings), f"always the {habit}: {counting} of {len(endings)} count"


def ended(scenario: Scenario, habit: str) -> list[Ending]:
    tries = TRIES if scenario.form is ScenarioForm.INTERVIEW else TRIES[:1]
    return [led_to(worded(scenario, attempt), HABITS[habit]) for attempt in tries]


@each(INTERVIEWS)
def test_one_kind_of_question_is_not_enough(scenario: Scenario) -> None:
    outcomes = {kind: led_to(scenario, lambda node, kind=kind: of_kind(node, kind)).outcome for kind in QuestionKind}
    assert Outcome.SOUND not in outcomes.values(), outcomes
    assert outcomes[QuestionKind.LEADING] is outcomes[QuestionKind.MULTIPLE] is Outcome.HARM


def of_kind(node: Node, kind: QuestionKind) -> Choice:
    return next(choice for choice in node.choices if choice.kind is kind)


@each(ROADS)
def test_every_way_passes_each_stage_once_and_in_order(scenario: Scenario) -> None:
    order = [stage.id for stage in scenario.stages]
    assert scenario.nodes[0].stage == order[0]
    for play in every_edge(scenario):
        here = order.index(play.steps[-1].node.stage)
        assert order[here + 1 :][:1] == ([play.node.stage] if play.node else [])
