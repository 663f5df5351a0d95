"""A learner's own page: continue where you stopped."""

from __future__ import annotations

from flask import Blueprint
from flask.wrappers import Response

from lms.services import learning
from lms.web import visitor
from lms.web.access import page
from lms.web.edge import session
from lms.web.home_page import home_page
from lms.web.pieces import show
from lms.web.site import site

views = Blueprint("me", __name__)


@page(views, "/<lang:lang>/me/", may="learn")
def home(lang: str) -> Response:
    me, here = visitor.me(), site()
    found = learning.home(session(), here.library, me.id, me.work_role, here.now())
    return show("me/home.html", lang, **home_page(here.library, lang, found, here.now()))
