"""Answers that many views give: a rendered page, a page again with its errors, a way on."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from flask import make_response, redirect, request
from flask.wrappers import Response
from werkzeug.wrappers import Response as AnyResponse

from lms.domain.errors import Invalid, WaymarkError
from lms.web import forgery, visitor
from lms.web.pages.frame import notice
from lms.web.site import site


def lang_of_request() -> str:
    """The page's language: from its address, else the visitor's, else English."""
    named = (request.view_args or {}).get("lang") or request.path.split("/")[1]
    languages = site().library.languages
    if named in languages:
        return str(named)
    best = request.accept_languages.best_match(list(languages))
    return best or "en"


def show(template: str, lang: str, status: int = 200, **context: Any) -> Response:
    """A personal page: never stored by anybody, never indexed."""
    account = visitor.account()
    context.setdefault("nav", "personal" if account else "public")
    context.setdefault("path", request.path.removeprefix(f"/{lang}/").lstrip("/"))
    context.setdefault("looking", visitor.looking_only())
    context.setdefault("roles", tuple(sorted(account.roles)) if account else ())
    context.setdefault("notice", notice(site().library, lang, ""))
    text = site().renderer.render(
        template, lang, personal=True, token=forgery.token, account=account, now=site().now(), **context
    )
    answer = make_response(text, status)
    answer.headers["Content-Language"] = lang
    return answer


def said(lang: str, fault: WaymarkError) -> str:
    """A refusal in the reader's language."""
    interface = site().renderer.interfaces[lang]
    return (
        interface.words.gettext(fault.message) % fault.values
        if fault.values
        else interface.words.gettext(fault.message)
    )


def problems(lang: str, fault: Invalid) -> dict[str, str]:
    """The field's name and what to do about it, for a form that is shown again."""
    return {fault.field: said(lang, fault)}


def onward(address: str) -> AnyResponse:
    """303: the browser fetches the next page with GET, and reloading it sends nothing twice."""
    answer = redirect(address, 303)
    answer.data = b""
    return answer


def confirmation() -> Response:
    """The same form once more, with a fresh token: nothing that was typed is lost."""
    fields = [(name, value) for name, value in _fields() if name != forgery.FIELD]
    return show("confirm/page.html", lang_of_request(), 400, fields=fields, action=request.full_path.rstrip("?"))


def _fields() -> Iterable[tuple[str, str]]:
    return ((name, value) for name, values in request.form.lists() for value in values)


def next_address(lang: str) -> str:
    """Where to go after signing in: a page of this site that was asked for, else one's own."""
    asked = request.values.get("next", "")
    return asked if re.fullmatch(r"/[A-Za-z0-9][A-Za-z0-9/_.?=&~,-]*", asked) else f"/{lang}/me/"
