"""A cookie that says, without naming anybody, who has signed in from this browser before.

It holds keyed marks of the last few sign-in names. A wrong password for a name that is known here is
counted apart from strangers' guesses, so that they cannot shut its owner out.
"""

from __future__ import annotations

import hmac

from flask import current_app, request
from itsdangerous import Signer
from werkzeug.wrappers import Response

from lms.web.site import site

MOST = 4  # names that one browser remembers
MARK_LENGTH = 16  # of 64 symbols each: 96 bits
LIFE = 400 * 24 * 3600  # seconds; browsers keep no cookie longer


def cookie_name() -> str:
    return "__Host-known" if site().settings.secure_cookies else "known"


def is_known(name: str) -> bool:
    """Whether this browser has signed in with this sign-in name before."""
    mark = _mark(name)
    return any(hmac.compare_digest(mark.encode(), held.encode()) for held in _held())


def remember(answer: Response, name: str) -> None:
    """Adds the name's mark to the cookie, the newest first."""
    mark = _mark(name)
    marks = [mark, *(held for held in _held() if held != mark)][:MOST]
    answer.set_cookie(
        cookie_name(),
        ".".join(marks),
        max_age=LIFE,
        secure=site().settings.secure_cookies,
        httponly=True,
        samesite="Lax",
    )


def _held() -> list[str]:
    return [held for held in request.cookies.get(cookie_name(), "").split(".")[:MOST] if len(held) == MARK_LENGTH]


def _mark(name: str) -> str:
    key = current_app.secret_key
    assert key is not None
    return Signer(key, salt="known here").get_signature(name.encode()).decode()[:MARK_LENGTH]
