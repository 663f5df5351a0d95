"""/c/<code>: is this certificate valid? For anybody, in any language, and never with the holder's name.

A code that was never given, one that was erased with its person and one that is mistyped get the very
same answer.
"""

from __future__ import annotations

from collections.abc import Callable

from flask import Blueprint, request
from flask.wrappers import Response
from werkzeug.wrappers import Response as AnyResponse

from lms.domain.certificate import Award, grouped, tidy_code
from lms.domain.errors import NotFound
from lms.services import certifying
from lms.services.certificates.wording import language_name
from lms.services.certifying import Check, Standing
from lms.services.throttle import code_limits
from lms.storage.certificates import Certificate
from lms.web import certificate_files, tries
from lms.web.access import page
from lms.web.certificate_files import awarded, no_font
from lms.web.certificate_words import reviewed
from lms.web.edge import session
from lms.web.pieces import lang_of_request, onward, show
from lms.web.site import site

views = Blueprint("verify", __name__)

A_WHILE = "public, max-age=300"


@page(views, "/c/", may="public", personal=False)
def asked() -> AnyResponse:
    """The form in which a code is typed; what it sends leads to the code's own address."""
    code = tidy_code(request.args.get("code", ""))
    return onward(f"/c/{code}{_spoken()}") if code else _page("verify/ask.html", "")


@page(views, "/c/<code>", may="public", methods=("GET", "POST"), personal=False)
def check(code: str) -> AnyResponse:
    if request.method == "POST":
        return _with_key(code, request.form.get("key", ""))
    return _told(certifying.check(session(), code))


@page(views, "/c/<code>.json", may="public", personal=False)
def badge(code: str) -> AnyResponse:
    return _file(code, certificate_files.badge)


@page(views, "/c/<code>.svg", may="public", personal=False)
def drawing(code: str) -> AnyResponse:
    return _file(code, certificate_files.svg)


@page(views, "/c/<code>.pdf", may="public", personal=False)
def paper(code: str) -> AnyResponse:
    """Leads back to the page where a letter of it cannot be set here."""
    return _file(code, lambda award: certificate_files.pdf(award) if no_font(award) is None else onward(f"/c/{code}"))


def _file(code: str, make: Callable[[Award], AnyResponse]) -> AnyResponse:
    """A file of a certificate that stands. One that was withdrawn is given to nobody any more."""
    found = certifying.check(session(), code)
    if found.standing is not Standing.VALID or found.certificate is None:
        raise NotFound("There is no such certificate, or it does not stand any more.")
    answer = make(awarded(found.certificate, named=False))
    answer.headers["Cache-Control"] = A_WHILE
    return answer


def _with_key(code: str, key: str) -> Response:
    """Confirms the name to whoever has the key that is printed beside it. Wrong keys are counted."""
    limits = code_limits(tries.address())
    tries.check(limits)
    found = certifying.check(session(), code)
    name = certifying.name_fits(found.certificate, key) if found.certificate else None
    if name is None:
        tries.count_failure(limits)
        return _told(found, tried=True)
    return _told(found, name=name)


def _told(found: Check, name: str = "", tried: bool = False) -> Response:
    """What the page says. Nothing of an unknown code stands in it, so that all of them read alike."""
    one = found.certificate
    if one is None:
        return _page("verify/unknown.html", "", 404)
    status = 422 if tried and found.standing is Standing.VALID else 200
    return _page("verify/known.html", one.code, status, **_known(one), name=name, wrong=tried)


def _known(one: Certificate) -> dict[str, object]:
    award, interface = awarded(one, named=False), site().renderer.interfaces[_lang()]
    return {
        "award": award,
        "code": grouped(one.code),
        "named": bool(one.name),
        "revoked_at": one.revoked_at,
        "language": language_name(award.language, interface.locale),
        "review": reviewed(award, interface.words.gettext),
    }


def _page(template: str, own: str, status: int = 200, **context: object) -> Response:
    """A page without menu, in the language asked for, else the browser's.

    `own` is the code in its own address, to which a query adds another language.
    """
    answer = show(template, _lang(), status, nav="none", path="", spoken=f"/c/{own}", **context)
    answer.headers["Vary"] = "Accept-Language"
    return answer


def _lang() -> str:
    wanted = request.args.get("lang", "")
    return wanted if wanted in site().library.languages else lang_of_request()


def _spoken() -> str:
    wanted = request.args.get("lang", "")
    return f"?lang={wanted}" if wanted in site().library.languages else ""
