"""What the pages of a test show. Nothing in them tells which answers are right."""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil
from typing import Any

from lms.domain import mastery
from lms.domain.bank import PRE, Bank, Owner
from lms.domain.course import COURSES, Item, Lesson, Module, Use
from lms.domain.errors import Clash
from lms.domain.mastery import Form, Sitting
from lms.domain.mastery import Standing as Stand
from lms.services.learning import Standing, module_standing
from lms.services.sittings import Test
from lms.services.way import Way, way_of
from lms.web import visitor
from lms.web.edge import session
from lms.web.pages.frame import notice
from lms.web.pieces import said
from lms.web.site import site
from lms.web.speech import Speech

View = dict[str, Any]


def address(lang: str, test: Test) -> str:
    """Where the pages of a test are, below its module or course."""
    owner = test.bank.owner
    folder = "modules" if isinstance(owner, Module) else COURSES
    return f"/{lang}/{folder}/{owner.id}/{test.which}/"


def _frame(lang: str, test: Test) -> View:
    library, owner = site().library, test.bank.owner
    return {
        "owner": Speech(library, lang).owner(owner),
        "address": address(lang, test),
        "pre": test.which == PRE,
        "here": "courses",
        "notice": notice(library, lang, test.bank.lessons[0].module),
    }


def _place(owner: Owner) -> Standing | Way:
    """How far the visitor has come in the module or the course."""
    if isinstance(owner, Module):
        return module_standing(session(), owner, visitor.me().id)
    return way_of(session(), site().library, owner, visitor.me().id)


def beginning(lang: str, test: Test) -> View:
    """Before the first sitting: what it is, and how much of the lessons was read."""
    rule = test.bank.rule
    return {
        **_frame(lang, test),
        "size": len(test.bank.of(Use.FORM_A)) if test.which == PRE else rule.items,
        "pass_mark": rule.pass_mark,
        "read": _place(test.bank.owner).read,
    }


def question(lang: str, test: Test, sitting: Sitting, item: Item, number: int) -> View:
    """One question: its situation and the options, and which one is kept."""
    kept = sitting.answers[number - 1].choices
    return {
        **_frame(lang, test),
        "item": _asked(lang, item),
        "kept": next(iter(kept), ""),
        "attempt": sitting.attempt,
        "number": number,
        "total": len(sitting.answers),
        "answered": _answered(sitting),
    }


def _asked(lang: str, item: Item) -> View:
    """The item as it is asked, without the reasons and without what is best."""
    whole = Speech(site().library, lang).item(item)
    options = [{"letter": option["letter"], "text": option["text"]} for option in whole["options"]]
    return {"stem": whole["stem"], "options": options}


def ending(lang: str, test: Test, sitting: Sitting) -> View:
    """Before handing in: which questions have an answer."""
    return {
        **_frame(lang, test),
        "attempt": sitting.attempt,
        "total": len(sitting.answers),
        "answered": _answered(sitting),
    }


def closed(lang: str, test: Test, fault: Clash) -> View:
    """A form from a sitting that is over."""
    return {**_frame(lang, test), "message": said(lang, fault)}


def _answered(sitting: Sitting) -> list[int]:
    return [place for place, one in enumerate(sitting.answers, 1) if one.choices]


# How it went -------------------------------------------------------


def outcome(test: Test) -> str:
    """ "thanks" after a pre-test, else "passed" or "again"."""
    if test.which == PRE:
        return "thanks"
    return "passed" if test.state.standing is Stand.PASSED else "again"


def told(lang: str, test: Test) -> View:
    """How the sitting that counts went, what to read again, and what comes next."""
    sitting = next((one for one in test.sittings if mastery.passed(one)), test.sittings[-1])
    place = _place(test.bank.owner)
    lesson = place.next_lesson or test.bank.lessons[0]
    again, held = _by_lesson(lang, test.bank, sitting)
    return {
        **_frame(lang, test),
        "sitting": sitting,
        "mending": sitting.form is Form.MEND,
        "again": again,
        "held": held,
        "next_lesson": Speech(site().library, lang).lesson_line(lesson),
        "missing": {need.id for need in place.requirements if not need.met},
        "certified": place.certified,
        "next": _next(test, sitting, site().now()),
    }


def _by_lesson(lang: str, bank: Bank, sitting: Sitting) -> tuple[list[View], list[View]]:
    """Lessons to read again, most wrong answers first, and lessons that held. How much was right is not
    said where a lesson was one question. What is taught no more is passed over."""
    speech, whole = Speech(site().library, lang), sitting.form is Form.FULL
    lines = {bank.name(lesson): _line(speech, bank.name(lesson), lesson, sitting, whole) for lesson in bank.lessons}
    wrong = sitting.lessons_to_return_to()
    asked_about = {one.lesson for one in sitting.answers}
    held = [line for name, line in lines.items() if name in asked_about and name not in wrong]
    return [lines[name] for name in wrong if name in lines], held if whole else []


def _line(speech: Speech, name: str, lesson: Lesson, sitting: Sitting, whole: bool) -> View:
    """A lesson, and how much of what was asked about it was right."""
    asked = [one for one in sitting.answers if one.lesson == name]
    told_of = len(asked) if whole and len(asked) > 1 else 0
    return {**speech.lesson_line(lesson), "right": sum(one.right for one in asked), "of": told_of}


def _next(test: Test, sitting: Sitting, now: datetime) -> View:
    """The next sitting: how many questions, and from when."""
    until, rule = test.state.until, test.bank.rule
    mend = test.state.next_form is Form.MEND
    critical = sum(item.critical for item in test.bank.of(Use.TEST))
    return {
        "mend": mend,
        "size": min(mastery.MENDING * sitting.missed_critical, critical) if mend else rule.items,
        "pass_mark": rule.pass_mark,
        "until": until if test.state.standing is Stand.WAITING else None,
        "hours": ceil((until - now) / timedelta(hours=1)) if until else 0,
    }
