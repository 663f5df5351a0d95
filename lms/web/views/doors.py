"""The doors: coming in with a name and a password, going out, and a forgotten password."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from flask import session as cookie
from werkzeug.wrappers import Response

from lms.domain.certificate import grouped
from lms.domain.errors import Invalid
from lms.services import accounts, throttle
from lms.services.accounts import WRONG, Papers
from lms.services.names import tidy_sign_in_name
from lms.storage.accounts import Account
from lms.storage.cohorts import Cohort
from lms.web import known_here, tries, visitor
from lms.web.access import page
from lms.web.edge import session
from lms.web.forms import Form, Recovery, SignIn
from lms.web.pieces import next_address, onward, problems, show
from lms.web.site import site

views = Blueprint("doors", __name__)


@page(views, "/<lang:lang>/sign-in/", may="public", methods=("GET", "POST"))
def sign_in(lang: str) -> Response:
    form = SignIn()
    if request.method == "GET":
        return _sign_in_page(lang, form, {}, 200)
    if wrong := form.problems(lang):
        return _sign_in_page(lang, form, wrong)
    account = _who(form.name.data, form.password.data)
    if account is None:
        return _sign_in_page(lang, form, problems(lang, Invalid("", WRONG)))
    visitor.come_in(account)
    home = f"/{account.language}/me/" if account.language in site().library.languages else f"/{lang}/me/"
    answer = onward(next_address(lang) if form.next.data else home)
    known_here.remember(answer, account.sign_in_name)
    return answer


def _who(typed: str, password: str) -> Account | None:
    """The account, when the password is right. It is checked before anything is locked, since it takes long."""
    name, now = tidy_sign_in_name(typed), site().now()
    limits = throttle.sign_in_limits(name, tries.address(), known_here.is_known(name))
    with site().database.reading() as reading:
        throttle.check(reading, limits, now)
        seen = accounts.right_password(reading, name, password)
    account = accounts.unchanged(session(), seen) if seen else None
    if account is None:
        tries.count_failure(limits)
    return account


def _sign_in_page(lang: str, form: Form, wrong: dict[str, str], status: int = 422) -> Response:
    asked = next_address(lang) if request.values.get("next") else ""
    erased = asked == f"/{lang}/me/erase/"  # the second half of a double click
    return show("doors/sign-in.html", lang, status, typed=form.typed, problems=wrong, next=asked, erased=erased)


@page(views, "/<lang:lang>/sign-out/", may="public", methods=("GET", "POST"))
def sign_out(lang: str) -> Response:
    """GET asks, POST does it; twice is harmless."""
    if request.method == "GET":
        return show("doors/sign-out.html", lang, erased="erased" in request.args)
    visitor.go_out()
    cookie.clear()
    return onward(f"/{lang}/")


@page(views, "/<lang:lang>/recover/", may="public", methods=("GET", "POST"))
def recover(lang: str) -> Response:
    form = Recovery()
    if request.method == "GET":
        return show("doors/recover.html", lang, typed={}, problems={})
    wrong = form.problems(lang)
    try:
        papers = None if wrong else _recovered(form)
    except Invalid as fault:
        papers, wrong = None, problems(lang, fault)
    if papers is None:
        return show("doors/recover.html", lang, 422, typed=form.typed, problems=wrong)
    return welcome(lang, papers, "recovered", f"/{lang}/me/")


def _recovered(form: Form) -> Papers:
    """New papers for the right code; or for a form that comes again, after its code has been used up."""
    name, code, new = (form[field].data for field in ("name", "code", "password"))
    limits = (
        *throttle.sign_in_limits(tidy_sign_in_name(name), tries.address(), known_here=False),
        *throttle.code_limits(tries.address()),
    )
    tries.check(limits)
    try:
        return accounts.recover(session(), name, code, new, site().now())
    except Invalid as fault:
        again = accounts.right_password(session(), name, new) if fault.field == "code" else None
        if again is None:
            tries.count_failure(limits)
            raise
        return accounts.new_recovery_code(session(), again)


def welcome(
    lang: str, papers: Papers, why: str, following: str, cohort: Cohort | None = None, lost: bool = False
) -> Response:
    """Lets the person in and shows, this once, what she has to write down.

    `why` is "new" or "recovered"; `lost` says that she came with a join code that does not work.
    """
    visitor.come_in(papers.account)
    answer = papers_page(lang, papers, why, following, cohort=cohort, lost=lost)
    known_here.remember(answer, papers.account.sign_in_name)
    return answer


def papers_page(lang: str, papers: Papers, why: str, following: str, **more: Any) -> Response:
    """No menu stands here: whoever goes elsewhere has not written the code down."""
    shown = {"cohort": None, "lost": False, **more, "why": why, "following": following}
    name, code = papers.account.sign_in_name, grouped(papers.recovery_code)
    return show("doors/papers.html", lang, nav="none", path="", name=name, code=code, **shown)
