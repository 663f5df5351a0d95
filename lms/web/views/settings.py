"""A learner's settings: what she is called, her language and work, her password and her groups."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, request
from flask.wrappers import Response
from werkzeug.wrappers import Response as AnyResponse

from lms.domain.errors import Invalid, NotFound
from lms.services import accounts
from lms.services import cohorts as cohort_service
from lms.storage import cohorts
from lms.storage.cohorts import Cohort
from lms.web import tries, visitor
from lms.web.access import page
from lms.web.confirming import confirm_password, limits
from lms.web.edge import session
from lms.web.forms import NewPassword, Profile, Start, Sure
from lms.web.pieces import next_address, onward, problems, show
from lms.web.site import site
from lms.web.views.doors import papers_page

views = Blueprint("settings", __name__)


@page(views, "/<lang:lang>/me/settings/", may="learn", methods=("GET", "POST"))
def settings(lang: str) -> AnyResponse:
    form, me = Profile(), visitor.me()
    if request.method == "GET":
        return _settings_page(lang, _as_kept(), {}, 200)
    if wrong := form.problems(lang):
        return _settings_page(lang, form.typed, wrong)
    try:
        accounts.describe(me, form.nickname.data, _language(form.language.data), form.work_role.data)
    except Invalid as fault:
        return _settings_page(lang, form.typed, problems(lang, fault))
    return onward(f"/{me.language}/me/settings/?kept=1")


@page(views, "/<lang:lang>/me/settings/start/", may="learn", methods=("GET", "POST"))
def start(lang: str) -> AnyResponse:
    """The small step after signing up, which can be passed over."""
    form, me = Start(), visitor.me()
    if request.method == "GET":
        return _start_page(lang, _as_kept(), {}, 200)
    if wrong := form.problems(lang):
        return _start_page(lang, form.typed, wrong)
    try:
        accounts.describe(me, me.nickname, _language(form.language.data), form.work_role.data)
    except Invalid as fault:
        return _start_page(lang, form.typed, problems(lang, fault))
    return onward(_in_language(next_address(lang), me.language))


@page(views, "/<lang:lang>/me/settings/password/", may="learn", methods=("GET", "POST"))
def password(lang: str) -> AnyResponse:
    form = NewPassword()
    if request.method == "GET":
        return show("settings/password.html", lang, problems={})
    wrong = form.problems(lang)
    try:
        if not wrong:
            tries.check(limits())
            accounts.change_password(session(), visitor.me(), form.old.data, form.password.data, visitor.secret())
            return onward(f"/{lang}/me/settings/?kept=password")
    except Invalid as fault:
        if fault.field == "old":
            tries.count_failure(limits())
        wrong = problems(lang, fault)
    return show("settings/password.html", lang, 422, problems=wrong)


@page(views, "/<lang:lang>/me/settings/code/", may="learn", methods=("GET", "POST"))
def code(lang: str) -> AnyResponse:
    """A new recovery code, for somebody who lost the paper."""
    form = Sure()
    if request.method == "GET":
        return show("settings/code.html", lang, problems={})
    wrong = form.problems(lang)
    try:
        if not wrong:
            confirm_password(form.password.data, "password")
            papers = accounts.new_recovery_code(session(), visitor.me())
            return papers_page(lang, papers, "code", f"/{lang}/me/settings/")
    except Invalid as fault:
        wrong = problems(lang, fault)
    return show("settings/code.html", lang, 422, problems=wrong)


@page(views, "/<lang:lang>/me/settings/leave/<cohort>/", may="learn", methods=("GET", "POST"))
def leave(lang: str, cohort: str) -> AnyResponse:
    """Out of a group; asked first, and coming back takes only the join code."""
    found = _joined(cohort)
    if request.method == "GET" and found:
        return show("settings/leave.html", lang, cohort=found)
    if request.method == "GET":
        raise NotFound("There is no such page.")
    if found:
        cohort_service.leave(session(), found, visitor.me().id, site().now())
    return onward(f"/{lang}/me/settings/?kept=left")


def _joined(cohort_id: str) -> Cohort | None:
    """The group of this id, if the person is in it."""
    return next((one for one in cohorts.joined_by(session(), visitor.me().id) if one.id == cohort_id), None)


def _language(code: str) -> str:
    """A language of the site. Raises Invalid."""
    if code not in site().library.languages:
        raise Invalid("language", "Choose one of the list.")
    return code


def _as_kept() -> Mapping[str, str]:
    me = visitor.me()
    return {"nickname": me.nickname, "language": me.language, "work_role": me.work_role}


def _in_language(address: str, lang: str) -> str:
    """The same page in another language."""
    first, rest = address[1:].partition("/")[::2]
    return f"/{lang}/{rest}" if first in site().library.languages else address


def _settings_page(lang: str, typed: Mapping[str, str], wrong: dict[str, str], status: int = 422) -> Response:
    joined = cohorts.joined_by(session(), visitor.me().id)
    kept = request.args.get("kept", "")
    return show("settings/page.html", lang, status, typed=typed, problems=wrong, cohorts=joined, kept=kept)


def _start_page(lang: str, typed: Mapping[str, str], wrong: dict[str, str], status: int = 422) -> Response:
    return show("settings/start.html", lang, status, typed=typed, problems=wrong, next=next_address(lang), nav="none")
