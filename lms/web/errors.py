"""Refusals as HTTP: one table, one page."""

from __future__ import annotations

import logging
import traceback
from urllib.parse import quote, urlsplit

from flask import Flask, jsonify, make_response, redirect, request
from flask.wrappers import Response
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect
from werkzeug.wrappers import Response as AnyResponse

from lms.content.segment import gettext_noop
from lms.domain import errors
from lms.web.pieces import lang_of_request, onward, said
from lms.web.site import site

STATUS: dict[type[errors.WaymarkError], int] = {
    errors.Invalid: 422,
    errors.NotFound: 404,
    errors.SignInNeeded: 401,
    errors.Forbidden: 403,
    errors.Clash: 409,
    errors.TooSoon: 409,
    errors.TooMany: 429,
    errors.Unavailable: 503,
}
PLAIN: dict[int, str] = {
    400: gettext_noop("This address or form could not be read. Please go back and try again."),
    404: gettext_noop("There is no such page."),
    405: gettext_noop("This page cannot be used in that way. Please go back and try again."),
    413: gettext_noop("This is more than the site takes at once. Please send less."),
    500: gettext_noop("Something went wrong here. Nothing that was confirmed is lost. Please try again."),
    503: gettext_noop("The site cannot save anything at the moment. Nothing was lost. Please try again in a minute."),
}
log = logging.getLogger("waymark")


def install(app: Flask) -> None:
    app.before_request(_moved)
    app.register_error_handler(errors.WaymarkError, _refusal)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(OperationalError, _store_is_down)
    app.register_error_handler(Exception, _fault)


def _refusal(fault: errors.WaymarkError) -> AnyResponse:
    if isinstance(fault, errors.SignInNeeded) and not _machine():
        return onward(f"/{lang_of_request()}/sign-in/?next={quote(_asked_for(), safe='/')}")
    answer = _page(STATUS[type(fault)], said(lang_of_request(), fault), fault)
    if isinstance(fault, errors.TooMany):
        answer.headers["Retry-After"] = str(fault.seconds)
    if isinstance(fault, errors.Unavailable):
        answer.headers["Retry-After"] = "30"
    return answer


def _asked_for() -> str:
    """The page to come back to; a form that was sent without a session is not repeated by itself."""
    return request.path


def _http(fault: HTTPException) -> AnyResponse:
    if fault.code is None or fault.code < 400:
        return fault.get_response()
    return _plain(fault.code)


def _moved() -> AnyResponse | None:
    """An address without its closing slash. Only the path is named: the host is no more than the request's word."""
    fault = request.routing_exception
    if not isinstance(fault, RequestRedirect):
        return None
    asked = urlsplit(fault.new_url)
    path = "/" + asked.path.lstrip("/")
    answer = redirect(f"{path}?{asked.query}" if asked.query else path, fault.code)
    answer.data = b""
    return answer


def _store_is_down(fault: OperationalError) -> Response:
    log.error("the database cannot be used: %s", type(fault.orig).__name__)
    answer = _plain(503)
    answer.headers["Retry-After"] = "30"
    return answer


def _fault(fault: Exception) -> Response:
    log.error("a fault in %s: %s", request.endpoint, _where(fault))
    return _plain(500)


def _where(fault: BaseException | None) -> str:
    """What kind of fault, and the lines that led to it, with its causes. Its words may hold what somebody typed."""
    if fault is None:
        return ""
    lines = "".join(traceback.format_tb(fault.__traceback__))
    return f"{type(fault).__qualname__}\n{lines}{_where(fault.__cause__)}".rstrip()


def _plain(code: int) -> Response:
    message = PLAIN.get(code, PLAIN[400])
    return _page(code, said(lang_of_request(), errors.WaymarkError(message)))


def _machine() -> bool:
    """Whether the answer is read by a program."""
    return request.path == "/sync" or request.path.endswith(".json")


def _page(code: int, message: str, fault: errors.WaymarkError | None = None) -> Response:
    if _machine():
        answer = jsonify({"error": message})
        answer.status_code = code
        return answer
    until = fault.until if isinstance(fault, errors.TooSoon) else None
    lang = lang_of_request()
    text = site().renderer.render(
        "errors/page.html", lang, personal=True, nav="public", path="", code=code, message=message, until=until
    )
    return make_response(text, code, {"Content-Language": lang})
