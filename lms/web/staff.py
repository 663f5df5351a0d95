"""What the pages of trainers and administrators have in common."""

from __future__ import annotations

import uuid
from typing import Any

from flask import request
from flask.wrappers import Response

from lms.domain.errors import NotFound
from lms.services import cohorts
from lms.storage.accounts import Account
from lms.storage.cohorts import Cohort
from lms.web import visitor
from lms.web.edge import session
from lms.web.pages.frame import notice
from lms.web.pieces import show
from lms.web.site import site


def shown(template: str, lang: str, here: str, status: int = 200, *, catalogue: str = "", **more: Any) -> Response:
    """A page for staff; `here` is its entry in the menu, `catalogue` names the content that it shows, if any."""
    context: dict[str, Any] = {"here": here, "notice": notice(site().library, lang, catalogue), "problems": {}}
    return show(template, lang, status, **{**context, **more})


def cohort_here(cohort_id: str, rule: str = "cohort") -> Cohort:
    """The cohort of this address. Raises NotFound for a foreign one as for a missing one."""
    return cohorts.cohort_for(session(), visitor.actor(), cohort_id, rule)


def learner_here(cohort: Cohort, account_id: str) -> Account:
    """The learner of this address. Raises NotFound for one of another cohort as for nobody."""
    return cohorts.learner_in(session(), cohort, as_id(account_id, "There is no such learner in this cohort."))


def as_id(text: str, message: str) -> uuid.UUID:
    """An id as it stands in an address. Raises NotFound with the message for what is none."""
    try:
        found = uuid.UUID(text)
    except ValueError:
        raise NotFound(message) from None
    if str(found) != text:
        raise NotFound(message)
    return found


def number_asked(name: str) -> int | None:
    """A whole number of the address's query, or None when it is not there. Raises NotFound for anything else."""
    text = request.args.get(name)
    if text is None:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise NotFound("There is no such page.")
    return int(text)


def course_title(lang: str, course_id: str) -> Any:
    """The title of a course in the language of the page; its id when the site does not have it any more."""
    library = site().library
    course = library.courses.get(course_id)
    return library.words(lang, course)(course.title) if course else course_id
