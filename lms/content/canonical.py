"""The one JSON form of a lesson, an item or a scenario; its hash is the unit's version.

These forms are stored for ever and read back by later releases, so a form never changes. A key that
came later is written only where it is used, and stands for its empty default where it is missing: so
every form that was ever written keeps its hash, and is still read. What cannot be added in this way
gets the next `format` number, and `unit` keeps reading the old.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lms.content.canonical_scenario import scenario_form, to_scenario
from lms.domain.course import Item, Lesson, Option, Use
from lms.domain.event import digest
from lms.domain.scenario import Scenario

Unit = Lesson | Item | Scenario
Form = dict[str, Any]

FORMAT = 1


def canonical(unit: Unit) -> Form:
    """The unit as JSON values: dicts, lists, strings, whole numbers and truth values."""
    if isinstance(unit, Lesson):
        return {"format": FORMAT, "kind": "lesson", **_lesson(unit)}
    if isinstance(unit, Item):
        return {"format": FORMAT, "kind": "item", **_item(unit)}
    return {"format": FORMAT, "kind": "scenario", **scenario_form(unit)}


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


READERS: Mapping[str, Callable[[Mapping[str, Any]], Unit]] = {
    "lesson": _to_lesson,
    "item": _to_item,
    "scenario": to_scenario,
}
