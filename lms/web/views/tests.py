"""The tests of a module or a course: begun, answered one question a page, handed in, told."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Blueprint, request
from flask.wrappers import Response
from werkzeug.wrappers import Response as AnyResponse

from lms.domain.bank import FULL, PRE, Owner
from lms.domain.errors import Clash, Invalid, NotFound, TooSoon
from lms.domain.mastery import Sitting
from lms.services import sittings
from lms.services.sittings import Test
from lms.web import visitor
from lms.web.access import page
from lms.web.edge import session
from lms.web.pieces import onward, problems, show
from lms.web.site import site
from lms.web.sitting_pages import address, beginning, closed, ending, outcome, question, told

views = Blueprint("tests", __name__)


@page(views, "/<lang:lang>/modules/<module>/pre-test/", may="learn", methods=("GET", "POST"), learning=True)
def pre_test(lang: str, module: str) -> AnyResponse:
    return _answer(lang, site().library.module(module), PRE)


@page(views, "/<lang:lang>/modules/<module>/test/", may="learn", methods=("GET", "POST"), learning=True)
def test(lang: str, module: str) -> AnyResponse:
    return _answer(lang, site().library.module(module), FULL)


@page(views, "/<lang:lang>/courses/<course>/test/", may="learn", methods=("GET", "POST"), learning=True)
def course_test(lang: str, course: str) -> AnyResponse:
    return _answer(lang, site().library.courses.get(course), FULL)


def _answer(lang: str, owner: Owner | None, which: str) -> AnyResponse:
    if owner is None:
        raise NotFound("There is no such page.")
    here = site()
    found = sittings.test_of(session(), here.library, here.book, owner, which, visitor.me().id, here.now())
    if request.method == "GET":
        return _shown(lang, found)
    step = STEPS.get(request.form.get("step", ""))
    if step is None:
        raise Invalid("step", "This form could not be read. Please go back and try again.")
    try:
        return step(lang, found)
    except Clash as fault:
        return show("tests/closed.html", lang, 409, **closed(lang, found, fault))


def _shown(lang: str, found: Test) -> AnyResponse:
    """The page that fits where the learner stands; a question of a test that is over leads to how it went."""
    asked = request.args.get("q")
    if found.open is None:
        return onward(_address(lang, found)) if asked else _standing(lang, found)
    if asked is None:
        return show("tests/ending.html", lang, **ending(lang, found, found.open))
    return _question(lang, found, _number(asked))


def _standing(lang: str, found: Test, status: int = 200) -> Response:
    """Before the first sitting what the test is, after it how it went."""
    if found.last is None:
        return show("tests/beginning.html", lang, status, **beginning(lang, found))
    return show(f"tests/{outcome(found)}.html", lang, status, **told(lang, found))


def _question(lang: str, found: Test, number: int, fault: Invalid | None = None) -> Response:
    sitting, item = sittings.question(found, site().book, number)
    status, wrong = (422, problems(lang, fault)) if fault else (200, {})
    return show("tests/question.html", lang, status, **question(lang, found, sitting, item, number), problems=wrong)


# What a form can ask for -------------------------------------------


def _start(lang: str, found: Test) -> AnyResponse:
    """Draws a sitting. One that is open goes on, so a double click draws once."""
    here = site()
    if found.open is not None:
        return onward(_address(lang, found, _unanswered(found.open)))
    try:
        sittings.start(session(), here.library, here.book, found, visitor.me().id, lang, here.now())
    except (TooSoon, Clash):
        return _standing(lang, found, 409)
    return onward(_address(lang, found, 1))


def _keep(lang: str, found: Test) -> AnyResponse:
    """Keeps one answer and goes on to the next question without one."""
    here, number = site(), _number(request.form.get("q", ""))
    sitting = _sitting(found)
    choices = request.form.getlist("choice")
    if choices or "later" not in request.form:
        drawn = sittings.question(found, here.book, number)[0].answers[number - 1]
        try:
            sittings.answer(
                session(), here.book, found, drawn.item, sitting.attempt, choices, visitor.me().id, lang, here.now()
            )
        except Invalid as fault:
            return _question(lang, found, number, fault)
    return onward(_address(lang, found, _unanswered(sitting, number)))


def _hand_in(lang: str, found: Test) -> AnyResponse:
    """Closes the sitting that the form was about; sent twice, it leads to how it went."""
    if found.open is not None or not any(one.attempt == request.form.get("attempt") for one in found.sittings):
        _sitting(found)
        here = site()
        try:
            sittings.hand_in(session(), here.book, found, visitor.me().id, lang, here.now())
        except Invalid:
            return show("tests/ending.html", lang, 422, **ending(lang, found, _sitting(found)))
    return onward(_address(lang, found))


STEPS: Mapping[str, Callable[[str, Test], AnyResponse]] = {"start": _start, "answer": _keep, "hand-in": _hand_in}


def _sitting(found: Test) -> Sitting:
    """The open sitting, when it is the one that the form was about. Raises Clash."""
    if found.open is None or found.open.attempt != request.form.get("attempt"):
        raise Clash("This test has been handed in already. Your earlier answers count.")
    return found.open


def _number(text: str) -> int:
    """The number of a question, as an address or a form gives it. Raises NotFound."""
    if not (text.isascii() and text.isdigit() and len(text) < 4):
        raise NotFound("There is no such question.")
    return int(text)


def _unanswered(sitting: Sitting, after: int = 0) -> int | None:
    """The next question without an answer, round the end; None when `after` was the last of them."""
    places = [place for place, one in enumerate(sitting.answers, 1) if not one.choices and place != after]
    return next((place for place in places if place > after), places[0] if places else None)


def _address(lang: str, found: Test, number: int | None = None) -> str:
    plain = address(lang, found)
    return f"{plain}?q={number}" if number else plain
