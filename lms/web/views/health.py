"""/live: the process is up. /ready: database and content are usable."""

from __future__ import annotations

from flask import Blueprint, jsonify
from flask.wrappers import Response
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from lms.web.access import page
from lms.web.edge import session
from lms.web.site import site

views = Blueprint("health", __name__)


@page(views, "/live", may="public", machine=True)
def live() -> Response:
    return jsonify({"live": True})


@page(views, "/ready", may="public", machine=True)
def ready() -> Response:
    try:
        session().execute(text("SELECT 1 FROM content_version LIMIT 1"))
    except SQLAlchemyError:
        answer = jsonify({"ready": False})
        answer.status_code = 503
        return answer
    return jsonify({"ready": bool(site().library.modules)})
