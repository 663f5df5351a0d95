"""Who may post: this site's own pages (DESIGN: «Forms and forgery»).

A browser says where a form came from in `Sec-Fetch-Site` or `Origin`. Public pages are the same for
everyone and carry no token, so that word is enough for them; where both headers are missing, a
confirmation page carries a token. Personal pages carry a token as well.
"""

from __future__ import annotations

from enum import StrEnum
from urllib.parse import urlsplit

from flask import Request
from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms import ValidationError

FIELD = "csrf_token"


class Word(StrEnum):
    """What can be said of a form's origin."""

    OURS = "ours"
    FOREIGN = "foreign"
    SILENT = "silent"


def origin(request: Request) -> Word:
    fetch_site = request.headers.get("Sec-Fetch-Site")
    if fetch_site is not None:
        return Word.OURS if fetch_site in ("same-origin", "none") else Word.FOREIGN
    sent_from = request.headers.get("Origin")
    if sent_from is None:
        return Word.SILENT
    return Word.OURS if _host(sent_from) == request.host else Word.FOREIGN


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""


def allowed(request: Request, personal: bool) -> bool:
    """Whether the form may be taken as it is. A foreign one never is; see `foreign`."""
    word = origin(request)
    if word is Word.FOREIGN:
        return False
    needs_token = personal or word is Word.SILENT
    return has_token(request) if needs_token else True


def foreign(request: Request) -> bool:
    return origin(request) is Word.FOREIGN


def plain_form(request: Request) -> bool:
    """Whether this may be a form of another site in a browser that does not say so.

    A page of another site cannot send JSON without asking first; a form can be sent by anybody.
    """
    silent = origin(request) is Word.SILENT and "Authorization" not in request.headers
    return silent and request.mimetype != "application/json"


def has_token(request: Request) -> bool:
    try:
        validate_csrf(request.form.get(FIELD, ""))
    except ValidationError:
        return False
    return True


def token() -> str:
    """The token of this browser's session, for a form."""
    return str(generate_csrf())
