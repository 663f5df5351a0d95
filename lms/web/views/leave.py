"""Leaving quickly: an empty page that clears what the browser keeps of this site."""

from __future__ import annotations

from flask import Blueprint, current_app, make_response, request
from flask import session as cookie
from werkzeug.wrappers import Response

from lms.web import forgery, known_here, visitor
from lms.web.access import page
from lms.web.site import site

views = Blueprint("leave", __name__)

EVERYTHING = '"cache", "cookies", "storage"'


@page(views, "/leave/", may="public", methods=("GET", "POST"), personal=False)
def leave() -> Response:
    """POST (sent along by the script) ends the session here and in the database. GET never writes, so it
    takes the browser's key away, and the session that nobody can open any more ends by its date.
    """
    if request.method == "POST":
        visitor.go_out()
        cookie.clear()
    answer = make_response(site().renderer.render("places/leave.html", "en"))
    if not forgery.foreign(request):  # a link from elsewhere signs nobody out
        _clear(answer)
    return answer


def _clear(answer: Response) -> None:
    """By header where the browser knows it (over HTTPS), and by each cookie's end everywhere."""
    answer.headers["Clear-Site-Data"] = EVERYTHING
    secure = site().settings.secure_cookies
    for name in (current_app.config["SESSION_COOKIE_NAME"], known_here.cookie_name()):
        answer.delete_cookie(name, secure=secure, httponly=True, samesite="Lax")
