"""A learner's way through a course: where to go on, every lesson with its state, and what stands at the end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from lms.content.library import Library
from lms.content.segment import SHARED
from lms.domain.course import Ends, Module
from lms.services.way import Way
from lms.web.pages.frame import notice
from lms.web.speech import Speech

View = dict[str, Any]


def way_page(library: Library, lang: str, way: Way, now: datetime) -> View:
    """The context of `ways/way.html`."""
    speech = Speech(library, lang)
    return {
        "here": "courses",
        "notice": notice(library, lang, SHARED),
        "course": speech.course(way.course),
        "read": way.read,
        "following": following(speech, way, now),
        "parts": list(_parts(speech, way)),
        "test": _test(speech, way, now) if way.course.test else None,
        "certificates": list(_certificates(speech, way)),
        "end": _end(speech, way),
    }


def way_line(speech: Speech, way: Way) -> View:
    """A course as a line: where its own page is, and how far the learner has come."""
    return {
        **speech.course(way.course),
        "href": speech.href("me", "courses", way.course.id),
        "read": way.read,
        "state": "done" if way.next in ("", "note") else "begun" if way.read else "new",
    }


def following(speech: Speech, way: Way, now: datetime) -> View:
    """The next step: a lesson, the test, a module's certificate, one's own certificate, or the note.

    `kind` is "" when all is done, and "waiting" while the next try at the test is still to come.
    """
    step: View = {"kind": way.next, "owner": speech.course(way.course), "pre_test": False, "until": None}
    if way.next == "lessons" and way.next_lesson:
        place = way.lessons.index(way.next_lesson) + 1
        return {**step, **speech.lesson_line(way.next_lesson), "place": place, "total": len(way.lessons)}
    if way.next == "test":
        until = way.test_stands(now)[1]
        return {**step, "kind": "waiting" if until else "test", **_test(speech, way, now)}
    if way.next == "certificates" and way.next_module:
        return {**step, **speech.module(way.next_module), "kind": "certificates"}
    return {**step, **_end(speech, way)}


def _parts(speech: Speech, way: Way) -> Iterator[View]:
    """The lessons by module, each with its state."""
    for name, group in groupby(way.lessons, key=lambda lesson: lesson.module):
        lines = [{**speech.lesson_line(one), "state": "done" if way.is_read(one) else "new"} for one in group]
        yield {**speech.module(speech.library.modules[name]), "lessons": lines}


def _test(speech: Speech, way: Way, now: datetime) -> View:
    """The course's own test: where it is, how it stands, and the last result."""
    stands, until = way.test_stands(now)
    line, rule = way.test, way.course.test
    return {
        "href": speech.href("courses", way.course.id, "test"),
        "stands": str(stands),
        "until": until,
        "score": line.score if line else None,
        "of": line.data["of"] if line else rule.items if rule else 0,
        "answered": line.data["answered"] if line else 0,
        "open": way.next_lesson is None,
    }


def _certificates(speech: Speech, way: Way) -> Iterator[View]:
    """The modules whose certificates the course asks for."""
    if way.course.ends_with is Ends.CERTIFICATES:
        yield from (_certificate(speech, way, module) for module in way.modules if module.test)


def _certificate(speech: Speech, way: Way, module: Module) -> View:
    state = "done" if way.has_certificate(module) else "new"
    return {**speech.module(module), "state": state}


def _end(speech: Speech, way: Way) -> View:
    """What the learner gets at the end, and where it is."""
    if way.course.ends_with is Ends.NOTE:
        return {"href": speech.href("me", "courses", way.course.id, "note"), "there": way.finished}
    mine = speech.href("me", "certificates")
    return {"href": mine if way.certified else f"{mine}?course={way.course.id}", "there": way.finished}


def note_page(library: Library, lang: str, way: Way, organisation: str) -> View:
    """The context of `ways/note.html`, once every lesson was read."""
    speech = Speech(library, lang)
    return {
        "here": "courses",
        "notice": notice(library, lang, SHARED),
        "course": speech.course(way.course),
        "back": speech.href("me", "courses", way.course.id),
        "lessons": [speech.lesson_line(lesson) for lesson in way.lessons],
        "read_on": way.read_on,
        "organisation": organisation,
    }
