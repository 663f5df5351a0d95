"""One's certificates as a list: those that are there, and what the others still ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from lms.content.library import Library
from lms.domain.bank import Owner
from lms.domain.certificate import Lines, Requirement, grouped
from lms.domain.course import Ends, Lesson
from lms.services.learning import Standing, standing
from lms.services.way import Way
from lms.storage.certificates import Certificate
from lms.web.speech import Speech

View = dict[str, Any]
Held = Mapping[str, Certificate]
"""The certificates that somebody has, by what they are of."""


def certificate_list(
    library: Library, lang: str, lines: Lines, own: Iterable[Way], issued: Iterable[Certificate]
) -> View:
    """`own` are the courses that are the learner's; `earlier` what was issued and is asked for no more."""
    speech, held = Speech(library, lang), {one.subject: one for one in issued}
    courses = [_course(speech, one, held) for one in own if one.course.ends_with is not Ends.NOTE]
    modules = [_module(speech, standing(one, lines), held) for one in library.modules.values() if one.test]
    shown = {place["subject"] for place in [*courses, *modules]}
    gone = [_given(lang, one) for subject, one in held.items() if subject not in shown]
    return {"places": [*courses, *modules], "earlier": gone}


def _module(speech: Speech, place: Standing, held: Held) -> View:
    """One module: its certificate, or what is there and what is missing."""
    return _place(speech, place.module, place.requirements, held) | {"next_lesson": _next(speech, place.next_lesson)}


def _course(speech: Speech, place: Way, held: Held) -> View:
    """The same of a course; `next_module` is where the next certificate that it asks for comes from."""
    left = place.next_module
    return _place(speech, place.course, place.requirements, held) | {
        "next_lesson": _next(speech, place.next_lesson),
        "next_module": speech.module(left)["href"] if left else "",
    }


def _place(speech: Speech, owner: Owner, needs: Sequence[Requirement], held: Held) -> View:
    one = held.get(owner.subject)
    return {
        "subject": owner.subject,
        "owner": speech.owner(owner),
        "held": _given(speech.lang, one) if one else None,
        "needs": needs,
        "earned": all(need.met for need in needs),
        "next_module": "",
    }


def _next(speech: Speech, lesson: Lesson | None) -> str:
    return str(speech.lesson_line(lesson)["href"]) if lesson else ""


def _given(lang: str, one: Certificate) -> View:
    """A certificate as a line; its title as it was issued, since it may be taught no more."""
    where = {"href": address(lang, one), "issued_at": one.issued_at, "revoked_at": one.revoked_at}
    return {**where, "title": one.facts["title"], "code": grouped(one.code)}


def address(lang: str, one: Certificate) -> str:
    return f"/{lang}/me/certificates/{one.code}/"
