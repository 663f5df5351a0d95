"""What the pages of two roads show beside a story: where both stand, and what the switches carried."""

from __future__ import annotations

from collections.abc import Iterator

from lms.domain.engine import Play
from lms.domain.roads import Carried, carried
from lms.domain.scenario import Choice, Node, Scenario, Stage
from lms.web.pages.way import address_before
from lms.web.speech import Speech, View


def roads_view(speech: Speech, play: Play) -> View:
    """`crossing` is the node's stage with where both people stand; at an ending `switches` is told instead."""
    if play.node:
        return {"crossing": _crossing(speech, play.scenario, play.node), "switches": []}
    return {"crossing": None, "switches": list(_switches(speech, play))}


def turned(speech: Speech, scenario: Scenario, node: Node, choice: Choice) -> View:
    """The switch that a choice turned, which way, and whom the learner played there."""
    stage = _stage_of(scenario, node)
    return {
        "turn": str(choice.turn),
        "stage": _stage(speech, scenario, stage),
        "you": speech.library.words(speech.lang, scenario, node)(node.you),
    }


def _crossing(speech: Speech, scenario: Scenario, node: Node) -> View:
    words = speech.library.words
    stage = _stage_of(scenario, node)
    beside = {one.road: words(speech.lang, scenario, node, one)(one.text) for one in node.beside}
    return {
        **_stage(speech, scenario, stage),
        "number": scenario.stages.index(stage) + 1,
        "stages": len(scenario.stages),
        "you": words(speech.lang, scenario, node)(node.you),
        "roads": [
            {
                "name": words(speech.lang, scenario, road)(road.name),
                "start": words(speech.lang, scenario, road)(road.start),
                "text": beside[road.id],
            }
            for road in scenario.roads
        ],
    }


def _stage_of(scenario: Scenario, node: Node) -> Stage:
    return next(stage for stage in scenario.stages if stage.id == node.stage)


def _stage(speech: Speech, scenario: Scenario, stage: Stage) -> View:
    say = speech.library.words(speech.lang, scenario, stage)
    return {"title": say(stage.title), "switch": say(stage.switch)}


def _switches(speech: Speech, play: Play) -> Iterator[View]:
    """Each switch with how it was set, what it carried, and the way back to it; the one that carried most first."""
    made = {step.node.stage: number for number, step in enumerate(play.steps)}
    for switch in carried(play.scenario):
        number = made.get(switch.stage.id)
        if number is not None:
            yield _switch(speech, play, switch, number)


def _switch(speech: Speech, play: Play, switch: Carried, number: int) -> View:
    return {
        **_stage(speech, play.scenario, switch.stage),
        "turn": str(play.steps[number].choice.turn),
        "open": switch.open.per_hundred,
        "shut": switch.shut.per_hundred,
        "href": address_before(speech.lang, play, number),
    }
