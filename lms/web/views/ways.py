"""One's own way through a course, and the note at the end of one that has no test."""

from __future__ import annotations

from flask import Blueprint
from werkzeug.wrappers import Response as AnyResponse

from lms.domain.course import Course, Ends
from lms.domain.errors import NotFound
from lms.services.administration import organisation
from lms.services.way import way_of
from lms.web import visitor
from lms.web.access import page
from lms.web.edge import session
from lms.web.pieces import onward, show
from lms.web.site import site
from lms.web.way_page import note_page, way_page

views = Blueprint("ways", __name__)


@page(views, "/<lang:lang>/me/courses/<course>/", may="learn")
def way(lang: str, course: str) -> AnyResponse:
    here = site()
    found = way_of(session(), here.library, _course(course), visitor.me().id)
    return show("ways/way.html", lang, **way_page(here.library, lang, found, here.now()))


@page(views, "/<lang:lang>/me/courses/<course>/note/", may="learn")
def note(lang: str, course: str) -> AnyResponse:
    """That every lesson was read, and when; no test, no code, no word on what somebody can do."""
    here, asked = site(), _course(course)
    if asked.ends_with is not Ends.NOTE:
        raise NotFound("There is no such page.")
    found = way_of(session(), here.library, asked, visitor.me().id)
    if not found.finished:
        return onward(f"/{lang}/me/courses/{asked.id}/")
    return show("ways/note.html", lang, **note_page(here.library, lang, found, organisation(session())))


def _course(course_id: str) -> Course:
    found = site().library.courses.get(course_id)
    if found is None:
        raise NotFound("There is no such page.")
    return found
