"""Making an account: a nickname and a password in, a sign-in name and a recovery code out."""

from __future__ import annotations

import uuid

from flask import Blueprint, request
from werkzeug.wrappers import Response

from lms.domain.errors import Clash, Invalid, NotFound
from lms.domain.permission import Role
from lms.services import accounts, administration, cohorts, throttle
from lms.services.accounts import Papers
from lms.services.erasure import buried
from lms.storage.accounts import by_id
from lms.storage.cohorts import Cohort
from lms.web import tries
from lms.web.access import page
from lms.web.edge import session
from lms.web.forms import LONGEST, NewAccount, new_form_name
from lms.web.pieces import next_address, problems, said, show
from lms.web.site import site
from lms.web.views.doors import welcome
from lms.web.views.join import cohort_behind

views = Blueprint("sign_up", __name__)

FORMS = uuid.UUID("0c1f5f0e-9a55-5d0b-8a86-3f2f3a5f9d51")  # the namespace of accounts, by the form that made them


@page(views, "/<lang:lang>/sign-up/", may="public", methods=("GET", "POST"))
def sign_up(lang: str) -> Response:
    form = NewAccount()
    if request.method == "GET":
        return _form_page(lang, form, {}, 200)
    if wrong := form.problems(lang):
        return _form_page(lang, form, wrong)
    try:
        papers = _made(lang, form)
    except (Invalid, Clash) as fault:
        return _refused(lang, form, fault)
    cohort = _joined(papers, form.join.data)
    following = next_address(lang) if form.next.data else f"/{lang}/courses/{cohort.course}/" if cohort else ""
    return welcome(lang, papers, "new", _start(lang, following), cohort, lost=bool(form.join.data and not cohort))


@page(views, "/<lang:lang>/admin/first/<word>/", may="public", methods=("GET", "POST"))
def first_administrator(lang: str, word: str) -> Response:
    """The one-time link of the first start: whoever opens it first becomes the administrator."""
    form = NewAccount()
    _check_word(word, form)
    if request.method == "GET":
        return _form_page(lang, form, {}, 200, first=True)
    if wrong := form.problems(lang):
        return _form_page(lang, form, wrong, first=True)
    try:
        papers = _made(lang, form)
    except (Invalid, Clash) as fault:
        return _refused(lang, form, fault, first=True)
    if Role.ADMINISTRATOR not in papers.account.roles:
        administration.make_first(session(), word, papers.account, site().now())
    return welcome(lang, papers, "new", _start(lang, f"/{lang}/admin/"))


def _check_word(word: str, form: NewAccount) -> None:
    """Raises NotFound for a word that does not fit, and counts it; a form sent again still gets its answer."""
    limits = throttle.code_limits(tries.address())
    tries.check(limits)
    with site().database.reading() as reading:
        fits = administration.first_link_fits(reading, word)
        made = not fits and request.method == "POST" and by_id(reading, _account_id(form.typed["form"]))
    if not fits and not made:
        tries.count_failure(limits)
        raise NotFound("This link has been used, or it is not complete.")


def _made(lang: str, form: NewAccount) -> Papers:
    """The account that the form makes; the same form sent again finds the one that it made."""
    limits, now = throttle.sign_up_limits(tries.address()), site().now()
    tries.check(limits)
    nickname, password = form.nickname.data, form.password.data
    person = accounts.newcomer(nickname, password)  # slow, so before anything is locked
    papers = accounts.enrol(session(), person, password, _account_id(form.typed["form"]), lang, now)
    throttle.count(session(), limits, now)
    return papers


def _account_id(form_name: str) -> uuid.UUID:
    """The id of the account that this form makes. An id that was erased is never used again."""
    account_id = uuid.uuid5(FORMS, form_name) if form_name else uuid.uuid4()
    return uuid.uuid4() if account_id in buried(site().settings.data) else account_id


def _joined(papers: Papers, code: str) -> Cohort | None:
    """The cohort that the person came for; None when there was none, or its code works no more."""
    try:
        cohort = cohort_behind(code) if code else None
    except NotFound:
        return None
    if cohort:
        cohorts.join(session(), cohort, papers.account, site().now())
    return cohort


def _start(lang: str, following: str) -> str:
    """The small step after signing up, and where it leads."""
    return f"/{lang}/me/settings/start/" + (f"?next={following}" if following else "")


def _refused(lang: str, form: NewAccount, fault: Invalid | Clash, first: bool = False) -> Response:
    if isinstance(fault, Invalid):
        return _form_page(lang, form, problems(lang, fault), first=first)
    return _form_page(lang, form, {"": said(lang, fault)}, 409, first=first)


def _form_page(lang: str, form: NewAccount, wrong: dict[str, str], status: int = 422, first: bool = False) -> Response:
    """The form, empty or with what was typed. A new one gets a name of its own."""
    fits = status != 409 and 0 < len(form.typed["form"]) <= LONGEST
    typed = {**form.typed, "form": form.typed["form"] if fits else new_form_name()}
    asked = next_address(lang) if request.values.get("next") else ""
    join = request.values.get("join", "")[:LONGEST]
    return show("doors/sign-up.html", lang, status, typed=typed, problems=wrong, next=asked, join=join, first=first)
