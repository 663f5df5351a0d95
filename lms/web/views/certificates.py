"""One's own certificates: what each still asks for, how it will look, and the thing itself."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from werkzeug.wrappers import Response as AnyResponse

from lms.domain.certificate import grouped
from lms.domain.course import Module
from lms.domain.errors import Clash, NotFound
from lms.domain.permission import Thing
from lms.domain.permission import may as is_allowed
from lms.services import certifying, learning
from lms.storage import certificates, records
from lms.storage.certificates import Certificate
from lms.web import visitor
from lms.web.access import page
from lms.web.certificate_files import awarded, no_font, pdf
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
    name = text(certifying.check_name)
    step = text(short)


@page(views, "/<lang:lang>/me/certificates/", may="learn", methods=("GET", "POST"), learning=True)
def all_of_mine(lang: str) -> AnyResponse:
    if request.method == "POST":
        return _asked_for(lang, Wish())
    wanted = request.args.get("module")
    if wanted is None:
        return _list(lang)
    module = _module(wanted)
    held = certificates.of_subject(session(), visitor.me().id, module.id)
    return onward(_address(lang, held)) if held else _name_page(lang, module)


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
    return onward(_address(lang, found)) if found.revoked_at or no_font(award) else pdf(award)


# Steps towards one -------------------------------------------------


def _list(lang: str, status: int = 200, message: str = "") -> AnyResponse:
    library, account = site().library, visitor.me().id
    lines = records.lines(session(), account, learning.TOPICS)
    held = {one.subject: one for one in certificates.of_account(session(), account)}
    tested = (module for module in library.modules.values() if module.test)
    places = [_place(lang, learning.standing(module, lines), held.pop(module.id, None)) for module in tested]
    earlier = [_earlier(lang, one) for one in held.values()]
    return show("certificates/all.html", lang, status, places=places, earlier=earlier, message=message, here="record")


def _place(lang: str, place: learning.Standing, held: Certificate | None) -> dict[str, Any]:
    """One module: its certificate, or what is there and what is missing."""
    return {
        "module": Speech(site().library, lang).module(place.module),
        "held": _earlier(lang, held) if held else None,
        "needs": place.requirements,
        "earned": all(need.met for need in place.requirements),
        "next_lesson": place.next_lesson.id if place.next_lesson else "",
    }


def _earlier(lang: str, one: Certificate) -> dict[str, Any]:
    """A certificate as a line; its title as it was issued, since the module may be taught no more."""
    where = {"href": _address(lang, one), "issued_at": one.issued_at, "revoked_at": one.revoked_at}
    return {**where, "title": one.facts["title"], "code": grouped(one.code)}


def _asked_for(lang: str, form: Wish) -> AnyResponse:
    """Shows how it will look; issues it when that was seen. Sent twice, it leads to the same certificate."""
    module, wrong = _module(form.module.data or ""), form.problems(lang)
    held = certificates.of_subject(session(), visitor.me().id, module.id)
    if held is not None:
        return onward(_address(lang, held))
    if wrong or form.step.data == "change":
        return _name_page(lang, module, form.typed["name"], wrong)
    try:
        return _issued(lang, module, form) if form.step.data == "issue" else _preview(lang, module, form)
    except Clash as fault:
        return _list(lang, 409, said(lang, fault))


def _issued(lang: str, module: Module, form: Wish) -> AnyResponse:
    here, me = site(), visitor.me().id
    made = certifying.issue(session(), here.library, here.book, module, form.name.data, me, lang, here.now())
    return onward(_address(lang, made))


def _preview(lang: str, module: Module, form: Wish) -> AnyResponse:
    here, me = site(), visitor.me().id
    certifying.must_be_earned(session(), module, me)
    draft = certifying.drafted(session(), here.library, module, form.name.data, me, lang, here.now())
    award = awarded(draft, named=True)
    lacking = no_font(award)
    why = said(lang, lacking) if lacking else ""
    return show("certificates/look.html", lang, award=award, sheet=sheet(award), module=module, no_font=why)


def _name_page(lang: str, module: Module, name: str = "", wrong: dict[str, str] | None = None) -> AnyResponse:
    try:
        certifying.must_be_earned(session(), module, visitor.me().id)
    except Clash as fault:
        return _list(lang, 409, said(lang, fault))
    view = Speech(site().library, lang).module(module)
    return show("certificates/name.html", lang, 422 if wrong else 200, module=view, name=name, problems=wrong or {})


# Looking one up ----------------------------------------------------


def _own(code: str) -> Certificate:
    """One of the person's own. Raises NotFound: another's and none look the same."""
    found = certifying.check(session(), code).certificate
    if found is None or not is_allowed(visitor.actor(), "own", Thing(found.account_id)):
        raise NotFound("There is no such page.")
    return found


def _module(module_id: str) -> Module:
    found = site().library.module(module_id)
    if found is None or found.test is None:
        raise NotFound("There is no such page.")
    return found


def _address(lang: str, one: Certificate) -> str:
    return f"/{lang}/me/certificates/{one.code}/"
