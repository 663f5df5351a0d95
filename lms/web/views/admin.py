"""Running the site: the organisation, all cohorts, the state of the content, and the trail."""

from __future__ import annotations

from flask import Blueprint, request
from flask.wrappers import Response
from werkzeug.wrappers import Response as AnyResponse

from lms.content import check as check_content
from lms.domain.errors import Invalid, NotFound
from lms.domain.permission import may
from lms.services import administration, directory, sharing
from lms.services.cohorts import NO_COHORT
from lms.storage import cohorts as stored
from lms.storage import directory as lists
from lms.storage.cohorts import Cohort
from lms.web import visitor
from lms.web.access import page
from lms.web.content_state import STATES, by_language
from lms.web.edge import session
from lms.web.pieces import onward, problems
from lms.web.site import site
from lms.web.staff import course_title, number_asked, shown
from lms.web.staff_forms import Organisation, TrainerName

views = Blueprint("admin", __name__)


@page(views, "/<lang:lang>/admin/", may="content")
def home(lang: str) -> Response:
    """An editor sees the way to the content only."""
    if not may(visitor.actor(), "administer"):
        return shown("admin/home.html", lang, "admin", counts=None, organisation="")
    counts, named = lists.counts(session()), administration.organisation(session())
    return shown("admin/home.html", lang, "admin", counts=counts, organisation=named)


@page(views, "/<lang:lang>/admin/organisation/", may="administer", methods=("GET", "POST"))
def organisation(lang: str) -> AnyResponse:
    if request.method == "GET":
        typed = {"organisation": administration.organisation(session())}
        return shown("admin/organisation.html", lang, "admin", typed=typed)
    form = Organisation()
    wrong = form.problems(lang)
    if wrong:
        return shown("admin/organisation.html", lang, "admin", 422, typed=form.typed, problems=wrong)
    administration.name_organisation(session(), visitor.me(), form.typed["organisation"], site().now())
    return onward(f"/{lang}/admin/")


@page(views, "/<lang:lang>/admin/cohorts/", may="administer")
def cohorts(lang: str) -> Response:
    rows, sheet = directory.cohorts(session(), number_asked("page") or 1)
    lines = [
        {"cohort": cohort, "size": size, "trainer": trainer, "course": course_title(lang, cohort.course)}
        for cohort, size, trainer in rows
    ]
    return shown("admin/cohorts.html", lang, "admin", rows=lines, sheet=sheet)


@page(views, "/<lang:lang>/admin/cohorts/<cohort>/", may="administer", methods=("GET", "POST"))
def cohort(lang: str, cohort: str) -> AnyResponse:
    """Who trains it; and handing it over, when its trainer has gone."""
    found = stored.by_id(session(), cohort)
    if found is None:
        raise NotFound(NO_COHORT)
    if request.method == "GET":
        return _cohort(lang, found, {"name": ""}, {})
    form = TrainerName()
    wrong = form.problems(lang)
    try:
        if not wrong:
            trainer = sharing.trainer_called(session(), form.typed["name"])
            sharing.hand_over(session(), visitor.me(), found, trainer, site().now())
    except Invalid as fault:
        wrong = problems(lang, fault)
    return _cohort(lang, found, form.typed, wrong) if wrong else onward(f"/{lang}/admin/cohorts/{found.id}/")


def _cohort(lang: str, found: Cohort, typed: object, wrong: dict[str, str]) -> Response:
    return shown(
        "admin/cohort.html",
        lang,
        "admin",
        422 if wrong else 200,
        cohort=found,
        course=course_title(lang, found.course),
        size=stored.size(session(), found.id),
        trainers=lists.trainers(session(), found.id),
        typed=typed,
        problems=wrong,
    )


@page(views, "/<lang:lang>/admin/content/", may="content")
def content(lang: str) -> Response:
    languages = by_language(site().library, lang)
    return shown("admin/content.html", lang, "admin", languages=languages, states=STATES)


@page(views, "/<lang:lang>/admin/content/check/", may="content")
def check(lang: str) -> Response:
    """Reads the files as they are on the disk now, which takes a moment; the site goes on with what it holds."""
    return shown("admin/check.html", lang, "admin", findings=check_content(site().settings.content_root))


@page(views, "/<lang:lang>/admin/audit/", may="administer")
def audit(lang: str) -> Response:
    lines, before = directory.trail(session(), number_asked("before"))
    return shown("admin/audit.html", lang, "admin", lines=lines, before=before)
