"""The learning record: one line for each thing learnt, folded from that line's own events.

A fold sorts its events first, so the order in which they arrived never shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from lms.domain.course import Item
from lms.domain.engine import BadPath, Play, begin, choose
from lms.domain.event import Event, Kind, in_order
from lms.domain.mastery import Answered, Form, Sitting, passed
from lms.domain.review import Confidence, Recall, due, sure_and_wrong
from lms.domain.scenario import Scenario

BEGUN, DONE = "begun", "done"

Unit = Item | Scenario
Versions = Callable[[str], Unit | None]
"""Finds the item or scenario that a version hash names, as it was when the learner saw it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the record. `data` is plain JSON; `score` counts right answers where there are any."""

    topic: str
    subject: str
    state: str
    at: datetime
    due_at: datetime | None
    score: int | None
    data: Mapping[str, Any]


def fold(topic: str, subject: str, events: Iterable[Event], versions: Versions) -> Line | None:
    """The line that these events make, or None when they make none."""
    ordered = in_order(events)
    return FOLDS[topic](subject, ordered, versions) if ordered else None


def _lesson(subject: str, events: list[Event], versions: Versions) -> Line:
    data = {"version": events[-1].version, "lang": events[-1].lang}
    return Line("lesson", subject, DONE, events[0].happened_at, None, None, data)


def _plan(subject: str, events: list[Event], versions: Versions) -> Line:
    last = events[-1]
    return Line("plan", subject, DONE, last.happened_at, None, None, {"action": last.data["action"]})


def _certificate(subject: str, events: list[Event], versions: Versions) -> Line:
    first = events[0]
    return Line("certificate", subject, DONE, first.happened_at, None, None, {"code": first.data["code"]})


# Items -------------------------------------------------------------


def recalls(events: Iterable[Event], versions: Versions) -> list[Recall]:
    """The answers to one item, each marked against the version that was seen."""
    return [answer for event in events if (answer := _recall(event, versions)) is not None]


def _recall(event: Event, versions: Versions) -> Recall | None:
    item = versions(event.version) if event.version else None
    if not isinstance(item, Item):
        return None
    confidence = event.data.get("confidence")
    right = frozenset(event.data["choices"]) == item.correct
    return Recall(event.happened_at, right, Confidence(confidence) if confidence else None)


def _item(subject: str, events: list[Event], versions: Versions) -> Line | None:
    answers = recalls(events, versions)
    if not answers:
        return None
    first, last = answers[0], answers[-1]
    data = {
        "answers": len(answers),
        "choices": sorted(events[-1].data["choices"]),
        "confidence": last.confidence,
        "right": last.right,
        "sure_and_wrong": sure_and_wrong(last),
        "first": {
            "choices": sorted(events[0].data["choices"]),
            "right": first.right,
            "confidence": first.confidence,
        },
    }
    return Line("item", subject, DONE, last.at, due(answers), int(last.right), data)


# Scenarios ---------------------------------------------------------


def _scenario(subject: str, events: list[Event], versions: Versions) -> Line | None:
    attempts = _attempts(events, versions)
    if not attempts:
        return None
    endings = [play.ending for play in attempts.values() if play.ending]
    counted = [ending for ending in endings if ending.outcome.counts]
    last_id, last = list(attempts.items())[-1]
    data = {
        "attempt": last_id,
        "way": [list(step) for step in last.path],
        "at": last.at,
        "ended": last.ending is not None,
        "endings": sorted({ending.id for ending in endings}),
        "outcomes": sorted({str(ending.outcome) for ending in endings}),
    }
    return Line("scenario", subject, DONE if counted else BEGUN, events[-1].happened_at, None, None, data)


def _attempts(events: list[Event], versions: Versions) -> dict[str, Play]:
    """The plays of each attempt, in the order in which the attempts last moved.

    A choice that does not fit where its attempt stands (a step taken back, or one made twice) starts
    again from the step it belongs to; one that fits nowhere is passed over.
    """
    plays: dict[str, Play] = {}
    for event in events:
        attempt = str(event.data["attempt"])
        scenario = versions(event.version) if event.version else None
        play = plays.get(attempt)
        if play is None and isinstance(scenario, Scenario):
            play = begin(scenario)
        if play is None:
            continue
        moved = _step(play, event.data["node"], event.data["choice"])
        if moved is not None:
            plays.pop(attempt, None)
            plays[attempt] = moved
    return plays


def _step(play: Play, node: str, choice: str) -> Play | None:
    for made in range(len(play.steps), -1, -1):
        back = _rewound(play, made)
        if back.at == node:
            try:
                return choose(back, choice)
            except BadPath:
                return None
    return None


def _rewound(play: Play, made: int) -> Play:
    """The play as it stood after `made` choices."""
    if made == len(play.steps):
        return play
    step = play.steps[made]
    return replace(play, steps=play.steps[:made], at=step.node.id, meters=step.before)


# Tests -------------------------------------------------------------


def sittings(events: Iterable[Event], versions: Versions) -> list[Sitting]:
    """The sittings of one test, oldest first, with each answer marked against the version drawn."""
    ordered = in_order(events)
    chosen = _last_choices(ordered)
    closed = _closing_times(ordered)
    drawn = {str(event.data["attempt"]): event for event in ordered if event.kind is Kind.TEST_DRAWN}
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
        Answered(item.id, version, item.lesson, item.critical, item.correct, chosen.get((attempt, name), frozenset()))
        for name, version in drawn.data["items"]
        if isinstance(item := versions(version), Item)
    )
    form, mark = Form(drawn.data["form"]), int(drawn.data["pass_mark"])
    return Sitting(attempt, form, drawn.happened_at, mark, answers, closed.get(attempt))


def _test(subject: str, events: list[Event], versions: Versions) -> Line | None:
    history = sittings(events, versions)
    if not history:
        return None
    won = next((sitting for sitting in history if passed(sitting)), None)
    shown = won or history[-1]
    pre = shown.form is Form.PRE
    state = DONE if won or (pre and shown.handed_in_at) else BEGUN
    data = {
        "sittings": len(history),
        "attempt": shown.attempt,
        "form": str(shown.form),
        "of": len(shown.answers),
        "answered": len(shown.answers) - len(shown.unanswered),
        "handed_in": shown.handed_in_at is not None,
        "missed_critical": shown.missed_critical if shown.handed_in_at else None,
        "lessons": list(shown.lessons_to_return_to()) if shown.handed_in_at else [],
    }
    score = shown.score if shown.handed_in_at else None
    return Line("test", subject, state, shown.handed_in_at or shown.drawn_at, None, score, data)


FOLDS: Mapping[str, Callable[[str, list[Event], Versions], Line | None]] = {
    "lesson": _lesson,
    "scenario": _scenario,
    "item": _item,
    "test": _test,
    "plan": _plan,
    "certificate": _certificate,
}
