"""One learner of a cohort, by her trainer. Opening her page is written in the log, and she can read it there.

The page is opened with a button (POST), which writes the look down; while that line is fresh, GET shows
the page, and otherwise only the button. See docs/decisions/opening-a-person.md.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from flask.wrappers import Response
from werkzeug.wrappers import Response as AnyResponse

from lms.domain.bank import Owner
from lms.domain.course import COURSES, Module
from lms.domain.errors import Clash, NotFound
from lms.services import cohorts, looks
from lms.services.learner_view import LearnerView, learner_view
from lms.storage.accounts import Account
from lms.storage.cohorts import Cohort
from lms.web import visitor
from lms.web.access import page
from lms.web.edge import session
from lms.web.matrix_page import catalogue, titled
from lms.web.pieces import onward, said
from lms.web.site import site
from lms.web.staff import cohort_here, course_title, learner_here, shown
from lms.web.staff_forms import Target

views = Blueprint("learner", __name__)

ADDRESS = "/<lang:lang>/cohorts/<cohort>/learners/<account>/"


@page(views, ADDRESS, may="cohort", methods=("GET", "POST"))
def learner(lang: str, cohort: str, account: str) -> AnyResponse:
    found, here, me = cohort_here(cohort), site(), visitor.me().id
    person = learner_here(found, account)
    if request.method == "POST":
        looks.look(session(), me, looks.LEARNER, person.id, here.now(), found.id)
        return onward(f"/{lang}/cohorts/{found.id}/learners/{person.id}/")
    if not looks.is_open(session(), me, looks.LEARNER, person.id, here.now(), found.id):
        return shown("cohorts/open.html", lang, "cohorts", cohort=found, person=person)
    view = learner_view(session(), here.library, found, person, here.now())
    context = _view(lang, found, view)
    return shown("cohorts/learner.html", lang, "cohorts", catalogue=catalogue(view.columns), cohort=found, **context)


def _view(lang: str, cohort: Cohort, view: LearnerView) -> dict[str, Any]:
    library = site().library
    groups = [*dict.fromkeys(column.group for column in view.columns), f"{COURSES}/{cohort.course}"]
    owners = [owner for subject in dict.fromkeys(groups) if (owner := library.owner(subject))]
    parts = [_part(lang, owner, view) for owner in owners]
    unsure = [lesson for subject in view.reviews.sure_and_wrong if (lesson := library.lesson(subject))]
    return {
        "person": view.account,
        "view": view,
        "course": course_title(lang, cohort.course),
        "parts": [part for part in parts if part["places"] or part["certificate"]],
        "unsure": [library.words(lang, lesson)(lesson.title) for lesson in unsure],
    }


def _part(lang: str, owner: Owner, view: LearnerView) -> dict[str, Any]:
    """A module, or what belongs to the course itself: its activities, and what came of them."""
    library = site().library
    return {
        "kind": "module" if isinstance(owner, Module) else "course",
        "title": library.words(lang, owner)(owner.title),
        "places": [
            {"column": column, "title": titled(library, lang, column), "line": view.lines.get(column.key)}
            for column in view.columns
            if column.group == owner.subject
        ],
        "plan": view.lines.get(("plan", f"{owner.id}/plan")),
        "planned": isinstance(owner, Module) and bool(owner.actions),
        "certificate": view.lines.get(("certificate", owner.subject)),
    }


@page(views, ADDRESS + "slip/", may="cohort", methods=("GET", "POST"))
def slip(lang: str, cohort: str, account: str) -> Response:
    """The code is shown once, in the answer to the form."""
    found = cohort_here(cohort)
    person = learner_here(found, account)
    if request.method == "GET":
        return shown("cohorts/slip.html", lang, "cohorts", cohort=found, person=person)
    code = cohorts.make_slip(session(), visitor.me(), found, person, site().now())
    return shown("cohorts/slip_made.html", lang, "cohorts", person=person, code=code, base=site().settings.base)


@page(views, ADDRESS + "move/", may="cohort", methods=("GET", "POST"))
def move(lang: str, cohort: str, account: str) -> AnyResponse:
    found = cohort_here(cohort)
    person = learner_here(found, account)
    if request.method == "GET":
        return _move(lang, found, person, {})
    form = Target()
    wrong = form.problems(lang)
    try:
        if not wrong:
            target = cohort_here(form.typed["cohort"])
            cohorts.move(session(), visitor.me(), found, target, person, site().now())
    except (NotFound, Clash) as fault:
        wrong = {"cohort": said(lang, fault)}
    return _move(lang, found, person, wrong) if wrong else onward(f"/{lang}/cohorts/{found.id}/")


def _move(lang: str, cohort: Cohort, person: Account, wrong: dict[str, str]) -> Response:
    targets = [(one.id, one.label) for one in cohorts.other_running(session(), visitor.me(), cohort)]
    return shown(
        "cohorts/move.html",
        lang,
        "cohorts",
        422 if wrong else 200,
        cohort=cohort,
        person=person,
        targets=targets,
        problems=wrong,
    )


@page(views, ADDRESS + "remove/", may="cohort", methods=("GET", "POST"))
def remove(lang: str, cohort: str, account: str) -> AnyResponse:
    found = cohort_here(cohort)
    person = learner_here(found, account)
    if request.method == "GET":
        return shown("cohorts/remove.html", lang, "cohorts", cohort=found, person=person)
    cohorts.remove(session(), visitor.me(), found, person, site().now())
    return onward(f"/{lang}/cohorts/{found.id}/")
