"""A trainer's cohorts: the list, a new one, who needs her, and the slips that people join with."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, request
from flask.wrappers import Response
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from lms.domain.errors import Invalid
from lms.services import attention, cohorts
from lms.services.certificates.drawing import qr_svg
from lms.storage import cohorts as stored
from lms.web import visitor
from lms.web.access import page
from lms.web.edge import session
from lms.web.forms import new_form_name
from lms.web.pieces import onward, problems
from lms.web.site import site
from lms.web.staff import cohort_here, course_title, number_asked, shown
from lms.web.staff_forms import NewCohort

views = Blueprint("cohorts", __name__)

SLIPS_A_PAGE, MOST_PAGES = 8, 12
NAMED = 3  # people named under each heading of the overview, until all of them are asked for


@page(views, "/<lang:lang>/cohorts/", may="train")
def mine(lang: str) -> Response:
    rows = [
        {"cohort": cohort, "size": size, "course": course_title(lang, cohort.course)}
        for cohort, size in stored.trained_by(session(), visitor.me().id)
    ]
    return shown("cohorts/mine.html", lang, "cohorts", rows=rows)


@page(views, "/<lang:lang>/cohorts/looking/", may="train", methods=("POST",))
def looking(lang: str) -> AnyResponse:
    """The switch «look only»: with it on, nothing that the trainer does in the courses is kept."""
    visitor.look_only(request.form.get("only") == "yes")
    return onward(f"/{lang}/cohorts/#looking")


@page(views, "/<lang:lang>/cohorts/new/", may="train", methods=("GET", "POST"))
def new(lang: str) -> AnyResponse:
    if request.method == "GET":
        return _new(lang, {"label": "", "course": "", "form": new_form_name()}, {})
    form = NewCohort()
    wrong = form.problems(lang)
    if wrong:
        return _new(lang, form.typed, wrong)
    here, typed = site(), form.typed
    try:
        cohort = cohorts.make_cohort(
            session(), here.library, visitor.me(), typed["label"], typed["course"], here.now(), typed["form"]
        )
    except Invalid as fault:
        return _new(lang, typed, problems(lang, fault))
    return onward(f"/{lang}/cohorts/{cohort.id}/")


def _new(lang: str, typed: Mapping[str, str], wrong: dict[str, str]) -> Response:
    courses = [(name, course_title(lang, name).text) for name in site().library.courses]
    return shown(
        "cohorts/new.html", lang, "cohorts", 422 if wrong else 200, typed=typed, courses=courses, problems=wrong
    )


@page(views, "/<lang:lang>/cohorts/<cohort>/", may="cohort")
def overview(lang: str, cohort: str) -> Response:
    found, here = cohort_here(cohort), site()
    told = attention.overview(session(), here.library, found, here.now())
    return shown(
        "cohorts/overview.html",
        lang,
        "cohorts",
        cohort=found,
        course=course_title(lang, found.course),
        told=told,
        named=None if request.args.get("all") else NAMED,
        titles={one.subject: here.library.words(lang, one)(one.title) for one in here.library.owners()},
        rules={"stuck": attention.STUCK.days, "quiet": attention.QUIET.days},
    )


@page(views, "/<lang:lang>/cohorts/<cohort>/slips/", may="cohort")
def slips(lang: str, cohort: str) -> Response:
    found = cohort_here(cohort)
    address = f"{site().settings.base}/join/{found.join_code}"
    pages = min(max(number_asked("pages") or 1, 1), MOST_PAGES)
    return shown(
        "cohorts/slips.html",
        lang,
        "cohorts",
        cohort=found,
        square=Markup(qr_svg(address)),
        spoken=address.partition("://")[2].removesuffix(found.join_code),
        pages=pages,
        a_page=SLIPS_A_PAGE,
        most=MOST_PAGES,
    )


@page(views, "/<lang:lang>/cohorts/<cohort>/slips/new-code/", may="cohort", methods=("GET", "POST"))
def new_code(lang: str, cohort: str) -> AnyResponse:
    found = cohort_here(cohort)
    if request.method == "GET":
        return shown("cohorts/new_code.html", lang, "cohorts", cohort=found)
    cohorts.new_join_code(session(), visitor.me(), found, site().now())
    return onward(f"/{lang}/cohorts/{found.id}/slips/")
