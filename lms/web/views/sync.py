"""/sync: events in, receipts out."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, jsonify, request
from flask.wrappers import Response

from lms.domain.errors import Invalid
from lms.services.sync import sync as take_in
from lms.web import visitor
from lms.web.access import page
from lms.web.edge import session
from lms.web.site import site

views = Blueprint("sync", __name__)


@page(views, "/sync", may="learn", methods=("POST",), machine=True)
def sync() -> Response:
    here = site()
    return jsonify(take_in(session(), here.book, visitor.me(), _payload(), here.now()))


def _payload() -> Any:
    """The body as JSON, whatever it calls itself. Raises Invalid."""
    try:
        return json.loads(request.get_data(cache=False).decode("utf-8"), parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Invalid("body", "This is not a sync request.") from None


def _no_constant(name: str) -> Any:
    raise ValueError(name)
