"""Where an account is open, and how to end it there."""

from __future__ import annotations

from flask import Blueprint, jsonify, request
from flask.wrappers import Response
from werkzeug.wrappers import Response as AnyResponse

from lms.domain.errors import Invalid
from lms.services import devices as device_service
from lms.web import forgery, visitor
from lms.web.access import page
from lms.web.edge import session
from lms.web.pieces import confirmation, lang_of_request, onward, said, show
from lms.web.site import site

views = Blueprint("devices", __name__)


@page(views, "/<lang:lang>/me/devices/", may="learn", methods=("GET", "POST"), personal=False)
def devices(lang: str) -> AnyResponse:
    """A script of a public page holds no token, so `device` is taken on the browser's word; the rest is not."""
    me, here = visitor.me(), site()
    if request.method == "GET":
        return show(
            "settings/devices.html",
            lang,
            sessions=device_service.open_sessions(session(), me, visitor.secret(), here.now()),
            devices=device_service.devices(session(), me),
            ended="ended" in request.args,
        )
    if "device" in request.form:
        return _token(request.form.getlist("device"))
    if not forgery.has_token(request):
        return confirmation()
    _end(request.form.getlist("end"))
    return onward(f"/{lang}/me/devices/?ended=1")


def _end(named: list[str]) -> None:
    """Ends one session or device, or `others`. Raises Invalid."""
    if len(named) != 1:
        raise Invalid("end", "This form could not be read. Please go back and try again.")
    if named[0] == "others":
        device_service.end_others(session(), visitor.me(), visitor.secret())
    else:
        device_service.end_one(session(), visitor.me(), named[0])


def _token(named: list[str]) -> Response:
    """A token with which a device sends what was done offline, as JSON: shown once, kept as a hash."""
    try:
        device = device_service.read_device(named[0] if len(named) == 1 else "")
        token = device_service.device_token(session(), visitor.me(), device, site().now())
    except Invalid as fault:
        answer = jsonify({"error": said(lang_of_request(), fault)})
        answer.status_code = 422
        return answer
    return jsonify({"device": str(device), "token": token})
