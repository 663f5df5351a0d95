"""What came and is not in the log: why, from whom, and the button that tries it again."""

from __future__ import annotations

from flask import Blueprint, request
from flask.wrappers import Response
from werkzeug.wrappers import Response as AnyResponse

from lms.domain.errors import NotFound
from lms.services import quarantine
from lms.web import visitor
from lms.web.access import page
from lms.web.edge import session
from lms.web.pieces import onward
from lms.web.site import site
from lms.web.staff import number_asked, shown

views = Blueprint("quarantine", __name__)


@page(views, "/<lang:lang>/admin/quarantine/", may="administer")
def waiting(lang: str) -> Response:
    rows, before = quarantine.waiting(session(), number_asked("before"))
    return shown(
        "admin/quarantine.html",
        lang,
        "admin",
        rows=rows,
        before=before,
        kind="waiting",
        settled=request.args.get("settled"),
    )


@page(views, "/<lang:lang>/admin/quarantine/conflicts/", may="administer")
def conflicts(lang: str) -> Response:
    rows, before = quarantine.conflicts(session(), number_asked("before"))
    return shown("admin/quarantine.html", lang, "admin", rows=rows, before=before, kind="conflicts", settled=None)


@page(views, "/<lang:lang>/admin/quarantine/<number>/again/", may="administer", methods=("POST",))
def again(lang: str, number: str) -> AnyResponse:
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise NotFound("There is no such page.")
    status = quarantine.try_again(session(), site().book, visitor.me(), int(number), site().now())
    return onward(f"/{lang}/admin/quarantine/?settled={'no' if status == 'quarantined' else 'yes'}")
