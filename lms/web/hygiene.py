"""What no address and no form field may hold, refused in one place before any view sees it."""

from __future__ import annotations

import re

from flask import Flask, current_app, request
from werkzeug.exceptions import BadRequest, NotFound, RequestEntityTooLarge

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def install(app: Flask) -> None:
    app.before_request(_refuse_unstorable)


def _refuse_unstorable() -> None:
    """NUL and lone surrogates cannot be stored or shown by anything behind this; no person types them."""
    if not _storable(request.path):
        raise NotFound
    if not all(_storable(value) for value in request.args.values()):
        raise BadRequest
    if request.mimetype in ("application/x-www-form-urlencoded", "multipart/form-data"):
        pairs = list(request.form.items(multi=True))
        if len(pairs) > current_app.config["MAX_FORM_PARTS"]:  # Flask itself counts those of multipart forms only
            raise RequestEntityTooLarge
        if not all(_storable(name) and _storable(value) for name, value in pairs):
            raise BadRequest


def _storable(text: str) -> bool:
    return UNSTORABLE.search(text) is None
