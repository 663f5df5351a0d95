"""Reading one event as a device sent it: either it is understood whole, or the reason why not is kept."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from lms.domain.bank import FULL, PRE
from lms.domain.course import COURSES, Item, Lesson
from lms.domain.event import SERVER_ONLY, Kind
from lms.domain.review import Confidence
from lms.domain.scenario import Scenario
from lms.services.versions import Unit

HIGHEST_N = 10**12
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
SUBJECT = re.compile(r"[a-z0-9][a-z0-9-]{0,59}/[a-z0-9][a-z0-9-]{0,59}")
ATTEMPT = re.compile(r"[A-Za-z0-9-]{1,40}")
LANG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})?")
VERSION = re.compile(r"[0-9a-f]{20}")


class NotUnderstood(Exception):
    """Why an event goes to quarantine; shown to an administrator."""


Find = Callable[[str], Unit | None]


def read(raw: Any, find: Find) -> dict[str, Any]:
    """The event's parts, checked: id, n, at, kind, subject, version, lang, data. Raises NotUnderstood."""
    if not isinstance(raw, Mapping):
        raise NotUnderstood("not an object")
    kind = _kind(raw.get("kind"))
    subject = _text(raw.get("subject"), SUBJECT, "subject")
    version = raw.get("version")
    unit = _unit(version, find) if version is not None else None
    parts = {
        "id": read_uuid(raw.get("id"), "id"),
        "n": _number(raw.get("n")),
        "at": read_time(raw.get("at"), "at"),
        "kind": kind,
        "subject": subject,
        "version": version,
        "lang": _text(raw.get("lang"), LANG, "lang"),
        "data": READERS[kind](raw.get("data"), subject, unit),
    }
    return parts


def version_of(raw: Any) -> str | None:
    """The content version that an event names, before anything else of it is read."""
    version = raw.get("version") if isinstance(raw, Mapping) else None
    return version if isinstance(version, str) and VERSION.fullmatch(version) else None


def read_uuid(value: Any, name: str) -> uuid.UUID:
    try:
        if not isinstance(value, str) or len(value) > 45:
            raise ValueError
        return uuid.UUID(value)
    except ValueError:
        raise NotUnderstood(f"{name} is not a UUID") from None


def read_time(value: Any, name: str) -> datetime:
    """An ISO 8601 time; one without a zone is UTC."""
    try:
        if not isinstance(value, str) or len(value) > 40:
            raise ValueError
        moment = datetime.fromisoformat(value)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        raise NotUnderstood(f"{name} is not a time") from None


def _number(value: Any) -> int:
    if type(value) is not int or not 1 <= value <= HIGHEST_N:
        raise NotUnderstood("n is not a counter")
    return value


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


def _text(value: Any, pattern: re.Pattern[str], name: str) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise NotUnderstood(f"{name} is not well formed")
    return value


def _data(value: Any, *names: str) -> dict[str, Any]:
    if not isinstance(value, Mapping) or not set(names) >= set(value):
        raise NotUnderstood("data has other parts than this kind")
    return dict(value)


# One reader for the data of each kind ------------------------------


def _lesson(value: Any, subject: str, unit: Unit | None) -> dict[str, Any]:
    if unit is not None and (not isinstance(unit, Lesson) or unit.subject != subject):
        raise NotUnderstood("the version is of something else")
    return _data(value if value is not None else {})


def _scenario(value: Any, subject: str, unit: Unit | None) -> dict[str, Any]:
    data = _data(value, "attempt", "node", "choice")
    if not isinstance(unit, Scenario) or unit.subject != subject:
        raise NotUnderstood("the version is of something else")
    node = unit.node(_text(data.get("node"), NAME, "node"))
    if node is None or node.choice(_text(data.get("choice"), NAME, "choice")) is None:
        raise NotUnderstood("this version has no such choice")
    return {"attempt": _text(data.get("attempt"), ATTEMPT, "attempt"), "node": node.id, "choice": data["choice"]}


def _item(value: Any, subject: str, unit: Unit | None) -> dict[str, Any]:
    data = _data(value, "attempt", "choices", "confidence")
    if not isinstance(unit, Item) or unit.subject != subject:
        raise NotUnderstood("the version is of something else")
    confidence = data.get("confidence")
    if confidence is not None and (not isinstance(confidence, str) or confidence not in list(Confidence)):
        raise NotUnderstood("confidence is not one of the three")
    return {
        "attempt": _text(data.get("attempt", "1"), ATTEMPT, "attempt"),
        "choices": _choices(data.get("choices"), unit),
        "confidence": confidence,
    }


def _test_answer(value: Any, subject: str, unit: Unit | None) -> dict[str, Any]:
    data = _data(value, "attempt", "item", "choices")
    owner = _test_subject(subject)
    item = _text(data.get("item"), SUBJECT if owner == COURSES else NAME, "item")
    named = isinstance(unit, Item) and (unit.subject if owner == COURSES else unit.id) == item
    if not isinstance(unit, Item) or not named or owner not in (COURSES, unit.module):
        raise NotUnderstood("the version is of something else")
    attempt = _text(data.get("attempt"), ATTEMPT, "attempt")
    return {"attempt": attempt, "item": item, "choices": _choices(data.get("choices"), unit)}


def _handed_in(value: Any, subject: str, unit: Unit | None) -> dict[str, Any]:
    _test_subject(subject)
    return {"attempt": _text(_data(value, "attempt").get("attempt"), ATTEMPT, "attempt")}


def _plan(value: Any, subject: str, unit: Unit | None) -> dict[str, Any]:
    if not subject.endswith("/plan"):
        raise NotUnderstood("subject is not well formed")
    return {"action": _text(_data(value, "action").get("action"), NAME, "action")}


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


READERS: Mapping[Kind, Callable[[Any, str, Unit | None], dict[str, Any]]] = {
    Kind.LESSON_COMPLETED: _lesson,
    Kind.SCENARIO_CHOSEN: _scenario,
    Kind.ITEM_ANSWERED: _item,
    Kind.REVIEW_ANSWERED: _item,
    Kind.TEST_ANSWERED: _test_answer,
    Kind.TEST_HANDED_IN: _handed_in,
    Kind.PLAN_CHOSEN: _plan,
}
