"""One's own certificates: what each still asks for, how it will look, and the thing itself."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, request
from werkzeug.wrappers import Response as AnyResponse

from lms.domain.bank import Owner
from lms.domain.certificate import grouped
from lms.domain.course import Ends
from lms.domain.errors import Clash, NotFound
from lms.domain.permission import Thing
from lms.domain.permission import may as is_allowed
from lms.services import certifying, way
from lms.storage import certificates, cohorts
from lms.storage.certificates import Certificate
from lms.web import visitor
from lms.web.access import page
from lms.web.certificate_files import awarded, no_font, pdf
from lms.web.certificate_list import address, certificate_list
from lms.web.certificate_sheet import sheet
from lms.web.edge import session
from lms.web.forms import Form, short, text
from lms.web.pieces import onward, said, show
from lms.web.site import site
from lms.web.speech import Speech

views = Blueprint("certificates", __name__)


class Wish(Form):
    """Which certificate, under which name; `step` is "look" first, then "issue"."""

    module = text(short)
    course = text(short)
    name = text(certifying.check_name)
    step = text(short)


@page(views, "/<lang:lang>/me/certificates/", may="learn", methods=("GET", "POST"), learning=True)
def all_of_mine(lang: str) -> AnyResponse:
    if request.method == "POST":
        return _asked_for(lang, Wish())
    if not {"module", "course"} & set(request.args):
        return _list(lang)
    owner = _owner(request.args)
    held = certificates.of_subject(session(), visitor.me().id, owner.subject)
    return onward(address(lang, held)) if held else _name_page(lang, owner)


@page(views, "/<lang:lang>/me/certificates/<code>/", may="learn")
def mine(lang: str, code: str) -> AnyResponse:
    found = _own(code)
    award = awarded(found, named=True)
    lacking = no_font(award)
    return show(
        "certificates/one.html",
        lang,
        award=award,
        sheet=sheet(award),
        code=grouped(found.code),
        name_key=grouped(found.name_key),
        revoked_at=found.revoked_at,
        no_font=said(lang, lacking) if lacking else "",
        here="record",
    )


@page(views, "/<lang:lang>/me/certificates/<code>.pdf", may="learn")
def paper(lang: str, code: str) -> AnyResponse:
    """The holder's own paper, with her name. Where it cannot be set, her page says why."""
    found = _own(code)
    award = awarded(found, named=True)
    return onward(address(lang, found)) if found.revoked_at or no_font(award) else pdf(award)


# Steps towards one -------------------------------------------------


def _list(lang: str, status: int = 200, message: str = "") -> AnyResponse:
    library, me = site().library, visitor.me()
    lines = certifying.standing_lines(session(), me.id)
    held = certificates.of_account(session(), me.id)
    own = way.ways(library, lines, me.work_role, cohorts.courses_joined(session(), me.id))
    listed = certificate_list(library, lang, lines, own, held)
    return show("certificates/all.html", lang, status, **listed, message=message, here="record")


def _asked_for(lang: str, form: Wish) -> AnyResponse:
    """Shows how it will look; issues it when that was seen. Sent twice, it leads to the same certificate."""
    owner, wrong = _owner({"module": form.module.data or "", "course": form.course.data or ""}), form.problems(lang)
    held = certificates.of_subject(session(), visitor.me().id, owner.subject)
    if held is not None:
        return onward(address(lang, held))
    if wrong or form.step.data == "change":
        return _name_page(lang, owner, form.typed["name"], wrong)
    try:
        return _issued(lang, owner, form) if form.step.data == "issue" else _preview(lang, owner, form)
    except Clash as fault:
        return _list(lang, 409, said(lang, fault))


def _issued(lang: str, owner: Owner, form: Wish) -> AnyResponse:
    here, me = site(), visitor.me().id
    made = certifying.issue(session(), here.library, here.book, owner, form.name.data, me, lang, here.now())
    return onward(address(lang, made))


def _preview(lang: str, owner: Owner, form: Wish) -> AnyResponse:
    here, me = site(), visitor.me().id
    certifying.must_be_earned(session(), here.library, owner, me)
    draft = certifying.drafted(session(), here.library, owner, form.name.data, me, lang, here.now())
    award = awarded(draft, named=True)
    lacking = no_font(award)
    why = said(lang, lacking) if lacking else ""
    view = Speech(here.library, lang).owner(owner)
    return show("certificates/look.html", lang, award=award, sheet=sheet(award), owner=view, no_font=why)


def _name_page(lang: str, owner: Owner, name: str = "", wrong: dict[str, str] | None = None) -> AnyResponse:
    try:
        certifying.must_be_earned(session(), site().library, owner, visitor.me().id)
    except Clash as fault:
        return _list(lang, 409, said(lang, fault))
    view = Speech(site().library, lang).owner(owner)
    return show("certificates/name.html", lang, 422 if wrong else 200, owner=view, name=name, problems=wrong or {})


# Looking one up ----------------------------------------------------


def _own(code: str) -> Certificate:
    """One of the person's own. Raises NotFound: another's and none look the same."""
    found = certifying.check(session(), code).certificate
    if found is None or not is_allowed(visitor.actor(), "own", Thing(found.account_id)):
        raise NotFound("There is no such page.")
    return found


def _owner(asked: Mapping[str, str]) -> Owner:
    """The module or the course that is asked for, when it has a certificate. Raises NotFound."""
    library = site().library
    module, course = library.module(asked.get("module", "")), library.courses.get(asked.get("course", ""))
    if module is not None and module.test is not None:
        return module
    if course is None or course.ends_with is Ends.NOTE:
        raise NotFound("There is no such page.")
    return course
