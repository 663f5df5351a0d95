"""A lesson that was read: its one form, and the situation on the first page that anybody can try."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, request
from werkzeug.wrappers import Response

from lms.domain.course import Lesson
from lms.domain.errors import Invalid, NotFound
from lms.services.learning import Answer, complete_lesson, read_answer
from lms.web.access import page
from lms.web.answering import answered, frame_for, keeper, reader
from lms.web.edge import session
from lms.web.pages import home
from lms.web.pages.lesson import answers_page, course_for, in_course
from lms.web.pieces import onward
from lms.web.site import site

views = Blueprint("lessons", __name__)


@page(views, "/<lang:lang>/modules/<module>/<lesson>/", may="public", methods=("GET", "POST"), personal=False)
def lesson(lang: str, module: str, lesson: str) -> Response:
    """GET comes here only for lessons that do not exist: the others are answered before."""
    found = _lesson(module, lesson)
    if found is None or request.method == "GET":
        raise NotFound("There is no such page.")
    account, here = reader(), site()
    answers = _answers(found)
    keeps = keeper()
    if keeps:
        complete_lesson(session(), here.library, here.book, found, answers, keeps.id, lang, here.now())
    shown = {name: (frozenset(answer.choice), answer.confidence or "") for name, answer in answers.items()}
    course = course_for(here.library, keeps.work_role, found) if keeps else None
    onwards = {"next": in_course(here.library, lang, course, found)} if course else {}
    more = {**frame_for(account), **onwards}
    html = answers_page(here.renderer, here.library, lang, found, shown, kept=keeps is not None, **more)
    return answered(lang, html)


def _lesson(module: str, lesson: str) -> Lesson | None:
    """The lesson, also when it has been renamed since the form was opened."""
    library, subject = site().library, f"{module}/{lesson}"
    return library.lesson(library.redirects.get(subject, subject))


def _answers(lesson: Lesson) -> Mapping[str, Answer]:
    """What was chosen, by item id. Raises Invalid for what the lesson's items do not have."""
    module = site().library.modules[lesson.module]
    read = {
        item.id: read_answer(item, request.form.getlist(item.id), sure(item.id)) for item in module.practice(lesson.id)
    }
    return {name: answer for name, answer in read.items() if answer}


def sure(name: str) -> str:
    """How sure the learner said she was. Raises Invalid when the form says it twice."""
    said = request.form.getlist(f"{name}.sure")
    if len(said) > 1:
        raise Invalid(name, "This came twice. Please send the form again.")
    return said[0] if said else ""


@page(views, "/<lang:lang>/try/", may="public", methods=("GET", "POST"), personal=False)
def try_one(lang: str) -> Response:
    """One answer, its reasons, and nothing kept."""
    item, here = home.situation(site().library), site()
    chosen = request.form.getlist("choice")
    if item is None or not chosen:
        return onward(f"/{lang}/")
    read_answer(item, chosen, "")
    html = home.try_page(here.renderer, here.library, lang, chosen)
    return answered(lang, html)
