"""People, for administrators: found by name and role, opened with a line in the log, given roles and slips."""

from __future__ import annotations

from flask import Blueprint, request
from flask.wrappers import Response
from werkzeug.wrappers import Response as AnyResponse

from lms.domain.errors import Clash, Invalid, WaymarkError
from lms.domain.permission import Role
from lms.services import administration, directory, looks
from lms.storage import certificates, cohorts, events
from lms.storage.accounts import Account
from lms.web import visitor
from lms.web.access import page
from lms.web.certificate_files import awarded
from lms.web.edge import session
from lms.web.forms import showable
from lms.web.pieces import onward, problems, said
from lms.web.site import site
from lms.web.staff import as_id, number_asked, shown
from lms.web.staff_forms import roles_chosen

views = Blueprint("people", __name__)

ADDRESS = "/<lang:lang>/admin/people/<account>/"


@page(views, "/<lang:lang>/admin/people/", may="administer")
def people(lang: str) -> Response:
    asked = {name: showable(request.args.get(name, "")) for name in ("s", "role")}
    try:
        found, sheet = directory.people(session(), asked["s"], asked["role"], number_asked("page") or 1)
    except Invalid as fault:
        found, sheet = [], directory.sheet(0, 1)
        return _people(lang, asked, found, sheet, problems(lang, fault))
    return _people(lang, asked, found, sheet, {})


def _people(
    lang: str, asked: dict[str, str], found: list[directory.Person], sheet: directory.Sheet, wrong: dict[str, str]
) -> Response:
    now = site().now()
    rows = [
        {"account": one.account, "days": max((now - one.last_seen).days, 0) if one.last_seen else None} for one in found
    ]
    status = 422 if wrong else 200
    return shown(
        "admin/people.html",
        lang,
        "admin",
        status,
        rows=rows,
        sheet=sheet,
        asked=asked,
        roles_all=list(Role),
        problems=wrong,
    )


def person_at(account: str) -> Account:
    """Whom an address names. Raises NotFound."""
    return administration.person(session(), as_id(account, "There is no such person."))


@page(views, ADDRESS, may="administer", methods=("GET", "POST"))
def person(lang: str, account: str) -> AnyResponse:
    found, now, me = person_at(account), site().now(), visitor.me().id
    if request.method == "POST":
        looks.look(session(), me, looks.PERSON, found.id, now)
        return onward(f"/{lang}/admin/people/{found.id}/")
    if not looks.is_open(session(), me, looks.PERSON, found.id, now):
        return shown("admin/open.html", lang, "admin", person=found)
    return _opened(lang, found)


def _opened(lang: str, found: Account, status: int = 200, fault: WaymarkError | None = None) -> Response:
    return shown(
        "admin/person.html",
        lang,
        "admin",
        status,
        person=found,
        held=sorted(found.roles),
        roles_all=list(Role),
        me=found.id == visitor.me().id,
        joined=cohorts.joined_by(session(), found.id),
        trained=cohorts.trained_by(session(), found.id),
        certificates=[(one, awarded(one, named=False)) for one in certificates.of_account(session(), found.id)],
        last_seen=events.last_seen(session(), [found.id]).get(found.id),
        problems={"role": said(lang, fault)} if fault else {},
    )


@page(views, ADDRESS + "roles/", may="administer", methods=("POST",))
def roles(lang: str, account: str) -> AnyResponse:
    found, now = person_at(account), site().now()
    try:
        administration.set_roles(session(), visitor.me(), found, roles_chosen(), now)
    except (Invalid, Clash) as fault:
        if not looks.is_open(session(), visitor.me().id, looks.PERSON, found.id, now):
            raise
        return _opened(lang, found, 422 if isinstance(fault, Invalid) else 409, fault)
    gone = found.id == visitor.me().id and Role.ADMINISTRATOR not in found.roles
    return onward(f"/{lang}/me/" if gone else f"/{lang}/admin/people/{found.id}/")


@page(views, ADDRESS + "suspend/", may="administer", methods=("GET", "POST"))
def suspend(lang: str, account: str) -> AnyResponse:
    found = person_at(account)
    if request.method == "GET":
        return shown("admin/suspend.html", lang, "admin", person=found)
    administration.suspend(session(), visitor.me(), found, site().now())
    return onward(f"/{lang}/admin/people/{found.id}/")


@page(views, ADDRESS + "restore/", may="administer", methods=("POST",))
def restore(lang: str, account: str) -> AnyResponse:
    found = person_at(account)
    administration.restore(session(), visitor.me(), found, site().now())
    return onward(f"/{lang}/admin/people/{found.id}/")


@page(views, ADDRESS + "slip/", may="administer", methods=("GET", "POST"))
def slip(lang: str, account: str) -> Response:
    """The code is shown once, in the answer to the form."""
    found = person_at(account)
    if request.method == "GET":
        return shown("admin/slip.html", lang, "admin", person=found)
    code = administration.make_slip(session(), visitor.me(), found, site().now())
    return shown("cohorts/slip_made.html", lang, "admin", person=found, code=code, base=site().settings.base)
