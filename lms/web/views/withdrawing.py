"""Withdrawing a certificate: an administrator says why, and it stands no more. Nothing can bring it back."""

from __future__ import annotations

from flask import Blueprint, request
from flask.wrappers import Response
from werkzeug.wrappers import Response as AnyResponse

from lms.domain.errors import Invalid, NotFound
from lms.services import certifying, looks
from lms.services.certifying import Standing
from lms.storage.accounts import Account
from lms.storage.certificates import Certificate
from lms.web import visitor
from lms.web.access import page
from lms.web.certificate_files import awarded
from lms.web.edge import session
from lms.web.pieces import onward, problems
from lms.web.site import site
from lms.web.staff import shown
from lms.web.views.people import ADDRESS, person_at

views = Blueprint("withdrawing", __name__)


@page(views, ADDRESS + "certificates/<code>/", may="administer", methods=("GET", "POST"))
def withdraw(lang: str, account: str, code: str) -> AnyResponse:
    """Asks for the reason first. Whoever has not opened the person is led to where that is done."""
    found, me, now = person_at(account), visitor.me(), site().now()
    held = _standing(found, code)
    if request.method == "GET":
        opened = looks.is_open(session(), me.id, looks.PERSON, found.id, now)
        return _asked(lang, found, held, {}) if opened else onward(f"/{lang}/admin/people/{found.id}/")
    try:
        certifying.revoke(session(), me, held, request.form.get("reason", ""), now)
    except Invalid as fault:
        return _asked(lang, found, held, problems(lang, fault))
    return onward(f"/{lang}/admin/people/{found.id}/")


def _standing(account: Account, code: str) -> Certificate:
    """The person's certificate, while it stands. Raises NotFound."""
    found = certifying.check(session(), code)
    held = found.certificate
    if held is None or found.standing is not Standing.VALID or held.account_id != account.id:
        raise NotFound("There is no such certificate, or it does not stand any more.")
    return held


def _asked(lang: str, found: Account, held: Certificate, wrong: dict[str, str]) -> Response:
    award = awarded(held, named=False)
    return shown("admin/withdraw.html", lang, "admin", 422 if wrong else 200, person=found, award=award, problems=wrong)
