"""Reading one event as a device sent it: either it is understood whole, or the reason why not is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lms.domain.bank import FULL, PRE
from lms.domain.course import COURSES, Item, Lesson, Module
from lms.domain.event import SERVER_ONLY, Kind
from lms.domain.follow_up import DAYS, of_day
from lms.domain.review import Confidence
from lms.domain.scenario import Scenario
from lms.services.versions import Unit
from lms.services.well_formed import (
    ATTEMPT,
    LANG,
    NAME,
    SUBJECT,
    VERSION,
    NotUnderstood,
    read_data,
    read_number,
    read_text,
    read_time,
    read_uuid,
)

Find = Callable[[str], Unit | None]
FindModule = Callable[[str], Module | None]
About = Unit | Module | None
"""What an event is about: the unit of its version; the module, where an event has no version."""


def nowhere(module: str) -> None:
    """Finds no module."""


def read(raw: Any, find: Find, module: FindModule = nowhere) -> dict[str, Any]:
    """The event's parts, checked: id, n, at, kind, subject, version, lang, data. Raises NotUnderstood.

    `find` looks up a version, `module` a module that is taught today.
    """
    if not isinstance(raw, Mapping):
        raise NotUnderstood("not an object")
    kind = _kind(raw.get("kind"))
    subject = read_text(raw.get("subject"), SUBJECT, "subject")
    version = raw.get("version")
    unit: About = _unit(version, find) if version is not None else None
    about = module(subject.partition("/")[0]) if kind is Kind.PLAN_FOLLOWED else unit
    parts = {
        "id": read_uuid(raw.get("id"), "id"),
        "n": read_number(raw.get("n")),
        "at": read_time(raw.get("at"), "at"),
        "kind": kind,
        "subject": subject,
        "version": version,
        "lang": read_text(raw.get("lang"), LANG, "lang"),
        "data": READERS[kind](raw.get("data"), subject, about),
    }
    return parts


def version_of(raw: Any) -> str | None:
    """The content version that an event names, before anything else of it is read."""
    version = raw.get("version") if isinstance(raw, Mapping) else None
    return version if isinstance(version, str) and VERSION.fullmatch(version) else None


def _kind(value: Any) -> Kind:
    if not isinstance(value, str) or value not in list(Kind):
        raise NotUnderstood("unknown kind")
    kind = Kind(value)
    if kind in SERVER_ONLY:
        raise NotUnderstood("only the server makes this kind")
    return kind


def _unit(version: Any, find: Find) -> Unit:
    if not isinstance(version, str) or not VERSION.fullmatch(version):
        raise NotUnderstood("version is not a hash")
    unit = find(version)
    if unit is None:
        raise NotUnderstood("unknown content version")
    return unit


# One reader for the data of each kind ------------------------------


def _lesson(value: Any, subject: str, unit: About) -> dict[str, Any]:
    if unit is not None and (not isinstance(unit, Lesson) or unit.subject != subject):
        raise NotUnderstood("the version is of something else")
    return read_data(value if value is not None else {})


def _scenario(value: Any, subject: str, unit: About) -> dict[str, Any]:
    data = read_data(value, "attempt", "node", "choice")
    if not isinstance(unit, Scenario) or unit.subject != subject:
        raise NotUnderstood("the version is of something else")
    node = unit.node(read_text(data.get("node"), NAME, "node"))
    if node is None or node.choice(read_text(data.get("choice"), NAME, "choice")) is None:
        raise NotUnderstood("this version has no such choice")
    return {"attempt": read_text(data.get("attempt"), ATTEMPT, "attempt"), "node": node.id, "choice": data["choice"]}


def _item(value: Any, subject: str, unit: About) -> dict[str, Any]:
    data = read_data(value, "attempt", "choices", "confidence")
    if not isinstance(unit, Item) or unit.subject != subject:
        raise NotUnderstood("the version is of something else")
    confidence = data.get("confidence")
    if confidence is not None and (not isinstance(confidence, str) or confidence not in list(Confidence)):
        raise NotUnderstood("confidence is not one of the three")
    return {
        "attempt": read_text(data.get("attempt", "1"), ATTEMPT, "attempt"),
        "choices": _choices(data.get("choices"), unit),
        "confidence": confidence,
    }


def _test_answer(value: Any, subject: str, unit: About) -> dict[str, Any]:
    data = read_data(value, "attempt", "item", "choices")
    owner = _test_subject(subject)
    item = read_text(data.get("item"), SUBJECT if owner == COURSES else NAME, "item")
    named = isinstance(unit, Item) and (unit.subject if owner == COURSES else unit.id) == item
    if not isinstance(unit, Item) or not named or owner not in (COURSES, unit.module):
        raise NotUnderstood("the version is of something else")
    attempt = read_text(data.get("attempt"), ATTEMPT, "attempt")
    return {"attempt": attempt, "item": item, "choices": _choices(data.get("choices"), unit)}


def _handed_in(value: Any, subject: str, unit: About) -> dict[str, Any]:
    _test_subject(subject)
    return {"attempt": read_text(read_data(value, "attempt").get("attempt"), ATTEMPT, "attempt")}


def _plan(value: Any, subject: str, unit: About) -> dict[str, Any]:
    _plan_subject(subject)
    return {"action": read_text(read_data(value, "action").get("action"), NAME, "action")}


def _followed(value: Any, subject: str, module: About) -> dict[str, Any]:
    _plan_subject(subject)
    data = read_data(value, "day", "answer")
    day, answer = data.get("day"), read_text(data.get("answer"), NAME, "answer")
    if type(day) is not int or day not in DAYS:
        raise NotUnderstood(f"day is not one of {', '.join(map(str, DAYS))}")
    asked = of_day(module.follow_ups, day) if isinstance(module, Module) else None
    if asked is None or asked.answer(answer) is None:
        raise NotUnderstood("this module has no such answer")
    return {"day": day, "answer": answer}


def _plan_subject(subject: str) -> None:
    if not subject.endswith("/plan"):
        raise NotUnderstood("subject is not well formed")


def _test_subject(subject: str) -> str:
    """The first part of a test's subject: a module, or `courses` before the name of a course."""
    owner, _, name = subject.partition("/")
    if owner != COURSES and name not in (FULL, PRE):
        raise NotUnderstood("subject is not well formed")
    return owner


def _choices(value: Any, item: Item) -> list[str]:
    if not isinstance(value, list) or not value or len(value) > len(item.options):
        raise NotUnderstood("choices is not a list of letters")
    if any(not isinstance(letter, str) or len(letter) != 1 or letter not in item.letters for letter in value):
        raise NotUnderstood("this version has no such choice")
    return sorted(set(value))


READERS: Mapping[Kind, Callable[[Any, str, About], dict[str, Any]]] = {
    Kind.LESSON_COMPLETED: _lesson,
    Kind.SCENARIO_CHOSEN: _scenario,
    Kind.ITEM_ANSWERED: _item,
    Kind.REVIEW_ANSWERED: _item,
    Kind.TEST_ANSWERED: _test_answer,
    Kind.TEST_HANDED_IN: _handed_in,
    Kind.PLAN_CHOSEN: _plan,
    Kind.PLAN_FOLLOWED: _followed,
}
