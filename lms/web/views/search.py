"""Search: what was asked for, looked up in memory. Nothing is kept, and the database is not asked."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.wrappers import Response

from lms.web.access import page
from lms.web.answering import answered, frame_for, reader
from lms.web.pages.search import search_page
from lms.web.site import site

views = Blueprint("search", __name__)


@page(views, "/<lang:lang>/search/", may="public")
def search(lang: str) -> Response:
    """The page without a query is compiled and answered before this."""
    here = site()
    html = search_page(here.renderer, here.library, lang, request.args.get("q", ""), **frame_for(reader()))
    return answered(lang, html)
