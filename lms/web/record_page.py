"""What a learner's record shows, in words: everything that is kept about her."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from lms.content.library import Library
from lms.content.segment import Segment
from lms.domain.event import TOPICS, Event
from lms.domain.progress import Line
from lms.services import learning
from lms.services.learning import Lines
from lms.services.own_history import Page
from lms.web.home_page import module_line
from lms.web.pages.frame import notice
from lms.web.plan_words import plans
from lms.web.speech import Speech

View = dict[str, Any]


def record_page(library: Library, lang: str, lines: Lines, page: Page, now: datetime) -> View:
    """What `record/page.html` needs of the learning record and the log."""
    speech = Speech(library, lang)
    places = tuple(learning.standing(module, lines) for module in library.modules.values())
    return {
        "here": "record",
        "notice": notice(library, lang, next(iter(library.modules), "")),
        "modules": [module_line(speech, place) for place in places],
        "plans": list(plans(speech, places, now)),
        "lines": [_line(speech, line) for line in _told(lines)],
        "answers": _answers(lines),
        "events": [_event(speech, event) for event in page.events],
        "earlier": page.earlier,
    }


def _told(lines: Lines) -> list[Line]:
    """Lessons, stories, tests and certificates, the newest first; single answers are only counted."""
    wanted = ("lesson", "scenario", "test", "certificate")
    return sorted((line for line in lines.values() if line.topic in wanted), key=lambda line: line.at, reverse=True)


def _line(speech: Speech, line: Line) -> View:
    return {
        "topic": line.topic,
        "title": title(speech, line.topic, line.subject),
        "state": line.state,
        "at": line.at,
        "score": line.score,
        "of": line.data.get("of", 0),
        "outcomes": line.data.get("outcomes", []),
        "test": line.subject.partition("/")[2],
    }


def _answers(lines: Lines) -> Mapping[str, int]:
    items = [line for line in lines.values() if line.topic == "item"]
    return {
        "items": len(items),
        "given": sum(int(line.data["answers"]) for line in items),
        "sure_and_wrong": sum(bool(line.data["sure_and_wrong"]) for line in items),
    }


def _event(speech: Speech, event: Event) -> View:
    return {
        "kind": str(event.kind),
        "title": title(speech, TOPICS[event.kind], event.subject),
        "at": event.happened_at,
        "choices": ", ".join(event.data.get("choices", ())),
        "confidence": event.data.get("confidence") or "",
    }


def title(speech: Speech, topic: str, subject: str) -> Segment | str:
    """What a subject is called: the lesson, the story, an item's lesson, the module or course; else its own name."""
    library = speech.library
    owner = library.owner(subject) or library.module(subject.partition("/")[0])
    item = library.item(subject) if topic == "item" else None
    lesson = library.lesson(f"{item.module}/{item.lesson}" if item else subject)
    found = lesson or library.scenario(subject) or owner
    return library.words(speech.lang, found)(found.title) if found else subject
