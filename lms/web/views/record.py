"""Everything that is kept about a learner: to read, to take along, and to erase."""

from __future__ import annotations

import json

from flask import Blueprint, make_response, request
from flask import session as cookie
from flask.wrappers import Response
from werkzeug.wrappers import Response as AnyResponse

from lms.domain.errors import Clash, Invalid
from lms.services import erasure, own_history
from lms.services.record import everything
from lms.storage import cohorts, records
from lms.web import visitor
from lms.web.access import page
from lms.web.confirming import confirm_password
from lms.web.edge import session
from lms.web.forms import Sure
from lms.web.pieces import onward, problems, said, show
from lms.web.record_page import record_page
from lms.web.site import site

views = Blueprint("record", __name__)

FILE_NAME = "record.json"


@page(views, "/<lang:lang>/me/record/", may="learn")
def record(lang: str) -> Response:
    me, here = visitor.me(), site()
    history = own_history.page_of(session(), me.id, _number(request.args.get("before", "")))
    shown = record_page(here.library, lang, records.lines(session(), me.id), history, here.now())
    looks, joined = own_history.looks(session(), me.id), cohorts.joined_by(session(), me.id)
    return show("record/page.html", lang, **shown, looks=looks, cohorts=joined, later="before" in request.args)


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else None


@page(views, "/<lang:lang>/me/record.json", may="learn", machine=True)
def record_json(lang: str) -> Response:
    return _file()


@page(views, "/<lang:lang>/me/export/", may="learn")
def export(lang: str) -> Response:
    """The same as a file to keep; its name says nothing."""
    answer = _file()
    answer.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return answer


def _file() -> Response:
    text = json.dumps(everything(session(), visitor.me()), ensure_ascii=False, indent=1)
    return make_response(text, {"Content-Type": "application/json; charset=utf-8"})


@page(views, "/<lang:lang>/me/erase/", may="learn", methods=("GET", "POST"))
def erase(lang: str) -> AnyResponse:
    """The password, and nothing else, erases; the way on is a plain page that anybody could open."""
    if request.method == "GET":
        return _erase_page(lang, {}, 200)
    form, here = Sure(), site()
    if wrong := form.problems(lang):
        return _erase_page(lang, wrong)
    try:
        confirm_password(form.password.data, "password")
        erasure.erase(session(), here.settings.data, visitor.me(), here.now())
    except Invalid as fault:
        return _erase_page(lang, problems(lang, fault))
    except Clash as fault:
        return _erase_page(lang, {"": said(lang, fault)}, 409)
    visitor.go_out()
    cookie.clear()
    return onward(f"/{lang}/sign-out/?erased=1")


def _erase_page(lang: str, wrong: dict[str, str], status: int = 422) -> Response:
    return show("record/erase.html", lang, status, problems=wrong, here="record")
