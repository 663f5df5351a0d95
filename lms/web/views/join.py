"""A cohort's join code: from a slip on paper to a place in the group."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, request
from werkzeug.wrappers import Response

from lms.domain.errors import NotFound
from lms.services import cohorts, throttle
from lms.services.secrets import tidy
from lms.storage.cohorts import Cohort
from lms.web import tries, visitor
from lms.web.access import page
from lms.web.edge import session
from lms.web.forms import JoinCode
from lms.web.pieces import lang_of_request, onward, said, show
from lms.web.site import site
from lms.web.speech import Speech

views = Blueprint("join", __name__)


@page(views, "/<lang:lang>/join/", may="public", methods=("GET", "POST"))
def type_code(lang: str) -> Response:
    form = JoinCode()
    if request.method == "GET":
        return show("doors/join-code.html", lang, typed={}, problems={})
    wrong = form.problems(lang)
    code = tidy(form.code.data)
    if wrong or not code:
        return show("doors/join-code.html", lang, 422, typed=form.typed, problems=wrong or _unknown(lang))
    return onward(f"/{lang}/join/{quote(code)}/")


@page(views, "/join/<code>", may="public", methods=("GET", "POST"))
def join(code: str) -> Response:
    return _join(lang_of_request(), code)


@page(views, "/<lang:lang>/join/<code>/", may="public", methods=("GET", "POST"))
def join_in(lang: str, code: str) -> Response:
    return _join(lang, code)


def _join(lang: str, code: str) -> Response:
    try:
        cohort = cohort_behind(code)
    except NotFound:
        return show("doors/join-code.html", lang, 404, typed={"code": code}, problems=_unknown(lang))
    account = visitor.account()
    if request.method == "GET":
        return _invitation(lang, cohort)
    if account is None:
        return onward(f"/{lang}/sign-in/?next=/{lang}/join/{cohort.join_code}/")
    cohorts.join(session(), cohort, account, site().now())
    return onward(f"/{lang}/courses/{cohort.course}/" if cohort.course in site().library.courses else f"/{lang}/me/")


def cohort_behind(code: str) -> Cohort:
    """The running cohort behind a code; unknown codes are counted. Raises NotFound and TooMany."""
    limits = throttle.code_limits(tries.address())
    tries.check(limits)
    try:
        return cohorts.cohort_to_join(session(), code)
    except NotFound:
        tries.count_failure(limits)
        raise


def _invitation(lang: str, cohort: Cohort) -> Response:
    course = site().library.courses.get(cohort.course)
    return show(
        "doors/join.html",
        lang,
        path=f"join/{cohort.join_code}/",
        cohort=cohort,
        course=Speech(site().library, lang).course(course) if course else None,
    )


def _unknown(lang: str) -> dict[str, str]:
    fault = NotFound("This join code does not work. Check it, or ask your trainer for a new one.")
    return {"code": said(lang, fault)}
