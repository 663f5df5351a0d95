"""Public pages that answer a form or a query: who is in front of them, and the finished answer."""

from __future__ import annotations

from typing import Any

from flask import make_response
from flask.wrappers import Response

from lms.domain.errors import SignInNeeded
from lms.storage.accounts import Account
from lms.web import visitor
from lms.web.site import site


def reader() -> Account | None:
    """The signed-in reader, or None for a stranger. Raises SignInNeeded where lessons are for members."""
    account = visitor.account()
    if account is None and site().settings.content == "members":
        raise SignInNeeded("Please sign in first.")
    return account


def frame_for(account: Account | None) -> dict[str, Any]:
    """What the layout shows around the page for this reader; such a page is never indexed."""
    if account is None:
        return {"nav": "public", "personal": True}
    roles = tuple(sorted(account.roles))
    return {"nav": "personal", "personal": True, "roles": roles, "looking": visitor.looking_only()}


def keeper() -> Account | None:
    """Whose record this goes into: nobody's for a stranger, and for a trainer who looks only."""
    return None if visitor.looking_only() else visitor.account()


def answered(lang: str, html: str, status: int = 200) -> Response:
    return make_response(html, status, {"Content-Language": lang})
