"""The sittings of a test, as the events of one learner tell them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

from lms.domain.course import Item, Versions
from lms.domain.event import Event, Kind, in_order
from lms.domain.mastery import Answered, Form, Sitting


def sittings(events: Iterable[Event], versions: Versions) -> list[Sitting]:
    """The sittings of one test, oldest first, with each answer marked against the version drawn."""
    ordered = in_order(events)
    chosen = _last_choices(ordered)
    closed = _closing_times(ordered)
    drawn: dict[str, Event] = {}
    for event in ordered:
        if event.kind is Kind.TEST_DRAWN:
            drawn.setdefault(str(event.data["attempt"]), event)
    return [_sitting(attempt, event, chosen, closed, versions) for attempt, event in drawn.items()]


def _last_choices(events: list[Event]) -> dict[tuple[str, str], frozenset[str]]:
    """For each attempt and item, the last answer given before the attempt was handed in."""
    chosen: dict[tuple[str, str], frozenset[str]] = {}
    closed: set[str] = set()
    for event in events:
        attempt = str(event.data["attempt"])
        if event.kind is Kind.TEST_HANDED_IN:
            closed.add(attempt)
        elif event.kind is Kind.TEST_ANSWERED and attempt not in closed:
            chosen[attempt, str(event.data["item"])] = frozenset(event.data["choices"])
    return chosen


def _closing_times(events: list[Event]) -> dict[str, datetime]:
    closed: dict[str, datetime] = {}
    for event in events:
        if event.kind is Kind.TEST_HANDED_IN:
            closed.setdefault(str(event.data["attempt"]), event.happened_at)
    return closed


def _sitting(
    attempt: str,
    drawn: Event,
    chosen: Mapping[tuple[str, str], frozenset[str]],
    closed: Mapping[str, datetime],
    versions: Versions,
) -> Sitting:
    answers = tuple(
        Answered(
            name, version, _lesson(name, item), item.critical, item.correct, chosen.get((attempt, name), frozenset())
        )
        for name, version in drawn.data["items"]
        if isinstance(item := versions(version), Item)
    )
    form, mark = Form(drawn.data["form"]), int(drawn.data["pass_mark"])
    return Sitting(attempt, form, drawn.happened_at, mark, answers, closed.get(attempt))


def _lesson(name: str, item: Item) -> str:
    """The lesson of an item, named as the item is: by its own id, or with its module (see lms.domain.bank)."""
    return item.lesson if name == item.id else f"{item.module}/{item.lesson}"
