"""The canonical form of a scenario, and the scenario that such a form describes; see `canonical`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lms.domain.scenario import (
    METERS,
    Beside,
    Choice,
    Ending,
    Move,
    Node,
    Outcome,
    QuestionKind,
    Road,
    Scenario,
    ScenarioForm,
    Stage,
    Turn,
)

Form = dict[str, Any]


def scenario_form(scenario: Scenario) -> Form:
    """A scenario as JSON values, without the frame of a unit."""
    return {
        "module": scenario.module,
        "id": scenario.id,
        "title": scenario.title,
        "summary": scenario.summary,
        "role": scenario.role,
        "minutes": scenario.minutes,
        "note": scenario.note,
        "beyond": scenario.beyond,
        "start": scenario.start,
        "meters": dict(zip(METERS, scenario.meters, strict=True)),
        "sources": list(scenario.sources),
        "nodes": [_node(node) for node in scenario.nodes],
        "endings": [_ending(ending) for ending in scenario.endings],
        **_added(
            form="" if scenario.form is ScenarioForm.STORY else str(scenario.form),
            roads=[{"id": road.id, "name": road.name, "start": road.start} for road in scenario.roads],
            stages=[{"id": one.id, "title": one.title, "switch": one.switch} for one in scenario.stages],
        ),
    }


def _added(**later: Any) -> Form:
    """Keys that came later: only those that are used."""
    return {key: value for key, value in later.items() if value}


def _node(node: Node) -> Form:
    return {
        "id": node.id,
        "text": node.text,
        "pause": node.pause,
        "choices": [_choice(choice) for choice in node.choices],
        **_added(
            stage=node.stage,
            you=node.you,
            beside=[{"road": one.road, "text": one.text} for one in node.beside],
        ),
    }


def _choice(choice: Choice) -> Form:
    return {
        "id": choice.id,
        "text": choice.text,
        "to": choice.to,
        "then": choice.then,
        "why": choice.why,
        "sources": list(choice.sources),
        "moves": [{"meter": move.meter, "by": move.by, "because": move.because} for move in choice.moves],
        **_added(
            kind=str(choice.kind or ""),
            wordings=list(choice.wordings),
            turn=str(choice.turn or ""),
        ),
    }


def _ending(ending: Ending) -> Form:
    return {
        "id": ending.id,
        "outcome": str(ending.outcome),
        "title": ending.title,
        "text": ending.text,
        "next": ending.next,
        "rests": ending.rests,
        "ask": ending.ask,
        "sources": list(ending.sources),
    }


def to_scenario(form: Mapping[str, Any]) -> Scenario:
    """The scenario that such values describe. Raises KeyError, TypeError, AttributeError or ValueError."""
    safety, trust, choice = (form["meters"][name] for name in METERS)
    words = ("module", "id", "title", "summary", "role", "minutes", "note", "beyond", "start")
    return Scenario(
        **{name: form[name] for name in words},
        meters=(safety, trust, choice),
        sources=tuple(form["sources"]),
        nodes=tuple(_to_node(node) for node in form["nodes"]),
        endings=tuple(_to_ending(ending) for ending in form["endings"]),
        form=ScenarioForm(form.get("form", ScenarioForm.STORY)),
        roads=tuple(Road(one["id"], one["name"], one["start"]) for one in form.get("roads", ())),
        stages=tuple(Stage(one["id"], one["title"], one["switch"]) for one in form.get("stages", ())),
    )


def _to_node(form: Mapping[str, Any]) -> Node:
    choices = tuple(_to_choice(choice) for choice in form["choices"])
    beside = tuple(Beside(one["road"], one["text"]) for one in form.get("beside", ()))
    stage, you = form.get("stage", ""), form.get("you", "")
    return Node(form["id"], form["text"], form["pause"], choices, stage, you, beside)


def _to_choice(form: Mapping[str, Any]) -> Choice:
    moves = tuple(Move(move["meter"], move["by"], move["because"]) for move in form["moves"])
    words = {name: form[name] for name in ("id", "text", "to", "then", "why")}
    return Choice(
        **words,
        sources=tuple(form["sources"]),
        moves=moves,
        kind=QuestionKind(form["kind"]) if "kind" in form else None,
        wordings=tuple(form.get("wordings", ())),
        turn=Turn(form["turn"]) if "turn" in form else None,
    )


def _to_ending(form: Mapping[str, Any]) -> Ending:
    words = {name: form[name] for name in ("id", "title", "text", "next", "rests", "ask")}
    return Ending(**words, outcome=Outcome(form["outcome"]), sources=tuple(form["sources"]))
