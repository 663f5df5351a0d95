"""The one JSON form of a lesson, an item or a scenario; its hash is the unit's version.

These forms are stored for ever and read back by later releases, so a form never changes: a new
one gets the next `format` number, and `unit` keeps reading the old.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lms.domain.course import Item, Lesson, Option, Use
from lms.domain.event import digest
from lms.domain.scenario import METERS, Choice, Ending, Move, Node, Outcome, Scenario

Unit = Lesson | Item | Scenario
Form = dict[str, Any]

FORMAT = 1


def canonical(unit: Unit) -> Form:
    """The unit as JSON values: dicts, lists, strings, whole numbers and truth values."""
    if isinstance(unit, Lesson):
        return {"format": FORMAT, "kind": "lesson", **_lesson(unit)}
    if isinstance(unit, Item):
        return {"format": FORMAT, "kind": "item", **_item(unit)}
    return {"format": FORMAT, "kind": "scenario", **_scenario(unit)}


def version(unit: Unit) -> str:
    """The unit's version, 20 hex digits."""
    return digest(canonical(unit))


def unit(form: Mapping[str, Any]) -> Unit:
    """The unit that a canonical form describes. Raises ValueError for any other value."""
    if form.get("format") != FORMAT or form.get("kind") not in READERS:
        raise ValueError("This is not a form of content that this release can read.")
    try:
        return READERS[form["kind"]](form)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"A form of content is damaged: {error}.") from error


def _lesson(lesson: Lesson) -> Form:
    return {
        "module": lesson.module,
        "id": lesson.id,
        "title": lesson.title,
        "summary": lesson.summary,
        "minutes": lesson.minutes,
        "objectives": list(lesson.objectives),
        "roles": list(lesson.roles),
        "sources": list(lesson.sources),
        "notes": lesson.notes,
        "beyond": lesson.beyond,
        "body": lesson.body,
    }


def _to_lesson(form: Mapping[str, Any]) -> Lesson:
    return Lesson(
        module=form["module"],
        id=form["id"],
        title=form["title"],
        summary=form["summary"],
        minutes=form["minutes"],
        objectives=tuple(form["objectives"]),
        roles=tuple(form["roles"]),
        sources=tuple(form["sources"]),
        notes=form["notes"],
        beyond=form["beyond"],
        body=form["body"],
    )


def _item(item: Item) -> Form:
    return {
        "module": item.module,
        "id": item.id,
        "lesson": item.lesson,
        "use": str(item.use),
        "critical": item.critical,
        "stem": item.stem,
        "sources": list(item.sources),
        "options": [{"text": option.text, "correct": option.correct, "why": option.why} for option in item.options],
    }


def _to_item(form: Mapping[str, Any]) -> Item:
    options = tuple(Option(option["text"], option["correct"], option["why"]) for option in form["options"])
    return Item(
        module=form["module"],
        id=form["id"],
        lesson=form["lesson"],
        use=Use(form["use"]),
        critical=form["critical"],
        stem=form["stem"],
        sources=tuple(form["sources"]),
        options=options,
    )


def _scenario(scenario: Scenario) -> Form:
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
    }


def _node(node: Node) -> Form:
    return {
        "id": node.id,
        "text": node.text,
        "pause": node.pause,
        "choices": [_choice(choice) for choice in node.choices],
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


def _to_scenario(form: Mapping[str, Any]) -> Scenario:
    safety, trust, choice = (form["meters"][name] for name in METERS)
    words = ("module", "id", "title", "summary", "role", "minutes", "note", "beyond", "start")
    return Scenario(
        **{name: form[name] for name in words},
        meters=(safety, trust, choice),
        sources=tuple(form["sources"]),
        nodes=tuple(_to_node(node) for node in form["nodes"]),
        endings=tuple(_to_ending(ending) for ending in form["endings"]),
    )


def _to_node(form: Mapping[str, Any]) -> Node:
    choices = tuple(_to_choice(choice) for choice in form["choices"])
    return Node(form["id"], form["text"], form["pause"], choices)


def _to_choice(form: Mapping[str, Any]) -> Choice:
    moves = tuple(Move(move["meter"], move["by"], move["because"]) for move in form["moves"])
    words = {name: form[name] for name in ("id", "text", "to", "then", "why")}
    return Choice(**words, sources=tuple(form["sources"]), moves=moves)


def _to_ending(form: Mapping[str, Any]) -> Ending:
    words = {name: form[name] for name in ("id", "title", "text", "next", "rests", "ask")}
    return Ending(**words, outcome=Outcome(form["outcome"]), sources=tuple(form["sources"]))


READERS: Mapping[str, Callable[[Mapping[str, Any]], Unit]] = {
    "lesson": _to_lesson,
    "item": _to_item,
    "scenario": _to_scenario,
}
