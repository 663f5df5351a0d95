"""The learning record: one line for each thing learnt, folded from that line's own events.

A fold sorts its events first, so the order in which they arrived never shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lms.domain.course import Item, Versions
from lms.domain.event import Event, in_order
from lms.domain.follow_up import planned
from lms.domain.mastery import Form, passed
from lms.domain.review import Confidence, Recall, due, sure_and_wrong
from lms.domain.sitting import sittings
from lms.domain.story import told

BEGUN, DONE = "begun", "done"


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


def _plan(subject: str, events: list[Event], versions: Versions) -> Line | None:
    plan = planned(events)
    return Line("plan", subject, DONE, plan.chosen_at, plan.next_at, None, plan.data) if plan else None


def _certificate(subject: str, events: list[Event], versions: Versions) -> Line:
    first = events[0]
    return Line("certificate", subject, DONE, first.happened_at, None, None, {"code": first.data["code"]})


# Items -------------------------------------------------------------


def recalls(events: Iterable[Event], versions: Versions) -> list[Recall]:
    """The answers to one item, each marked against the version that was seen."""
    return [recall for _, recall in _marked(events, versions)]


def _marked(events: Iterable[Event], versions: Versions) -> list[tuple[Event, Recall]]:
    return [(event, recall) for event in events if (recall := _recall(event, versions)) is not None]


def _recall(event: Event, versions: Versions) -> Recall | None:
    item = versions(event.version) if event.version else None
    if not isinstance(item, Item):
        return None
    confidence = event.data.get("confidence")
    right = frozenset(event.data["choices"]) == item.correct
    return Recall(event.happened_at, right, Confidence(confidence) if confidence else None)


def _item(subject: str, events: list[Event], versions: Versions) -> Line | None:
    marked = _marked(events, versions)
    if not marked:
        return None
    last = marked[-1][1]
    data = {
        "answers": len(marked),
        **_answer(*marked[-1]),
        "sure_and_wrong": sure_and_wrong(last),
        "first": _answer(*marked[0]),
    }
    return Line("item", subject, DONE, last.at, due(recall for _, recall in marked), int(last.right), data)


def _answer(event: Event, recall: Recall) -> dict[str, Any]:
    return {"choices": sorted(event.data["choices"]), "right": recall.right, "confidence": recall.confidence}


# Scenarios ---------------------------------------------------------


def _scenario(subject: str, events: list[Event], versions: Versions) -> Line | None:
    story = told(events, versions)
    if not story.attempts:
        return None
    attempt, play = list(story.attempts.items())[-1]
    finished = any(ending.outcome.counts for ending in story.endings)
    data = {
        "attempt": attempt,
        "way": [list(step) for step in play.path],
        "at": play.at,
        "ended": play.ending is not None,
        "endings": sorted(ending.id for ending in story.endings),
        "outcomes": sorted({str(ending.outcome) for ending in story.endings}),
    }
    return Line("scenario", subject, DONE if finished else BEGUN, events[-1].happened_at, None, None, data)


# Tests -------------------------------------------------------------


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
