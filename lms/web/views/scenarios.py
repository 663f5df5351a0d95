"""A story under way: each choice is one form, and the page after it has an address of its own."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.wrappers import Response

from lms.domain.engine import BadPath, Play, begin, choose, shortest
from lms.domain.errors import NotFound
from lms.domain.interview import FIRST_TRY, read_try, worded
from lms.domain.scenario import Scenario, ScenarioForm
from lms.services.stories import Way, choose_in_scenario, read_way
from lms.web.access import page
from lms.web.answering import answered, frame_for, keeper, reader
from lms.web.edge import session
from lms.web.pages.story import opening_page, scenario_page
from lms.web.pages.way import address_under_way
from lms.web.pieces import onward, show
from lms.web.site import site
from lms.web.speech import Speech

views = Blueprint("scenarios", __name__)


@page(
    views,
    "/<lang:lang>/modules/<module>/scenarios/<scenario>/",
    may="public",
    methods=("GET", "POST"),
    personal=False,
)
def scenario(lang: str, module: str, scenario: str) -> Response:
    found = site().library.scenario(module, scenario)
    if found is None:
        raise NotFound("There is no such page.")
    try:
        return _play(lang, found) if request.method == "POST" else _under_way(lang, found)
    except BadPath:
        return _lost(lang, found)


def _play(lang: str, scenario: Scenario) -> Response:
    """One choice: kept for somebody who is signed in, and on to the page that follows from it."""
    reader()
    keeps, here = keeper(), site()
    node, choice = _only("node"), _only("choice")
    attempt = _attempt(scenario, request.form.getlist("try"))
    before = read_way(scenario, _only("way")) if "way" in request.form else shortest(scenario, node)
    if before.at != node:
        raise BadPath("These steps do not follow each other.")
    after = choose(before, choice)
    if keeps:
        choose_in_scenario(
            session(), here.library, here.book, scenario, node, choice, keeps.id, lang, here.now(), _way(before)
        )
    return onward(address_under_way(lang, after, attempt))


def _way(before: Play) -> Way | None:
    """The steps that the learner saw; None when the form did not say, and they were only supposed."""
    return before.path if "way" in request.form else None


def _under_way(lang: str, scenario: Scenario) -> Response:
    """The page after at least one choice; the plain address is answered before this."""
    ways = request.args.getlist("way")
    attempt = _attempt(scenario, request.args.getlist("try"))
    if len(ways) > 1:
        raise BadPath("These steps do not follow each other.")
    if not ways or not ways[0]:
        return _at_start(lang, scenario, attempt)
    play = read_way(worded(scenario, attempt), ways[0])
    account, here = reader(), site()
    html = scenario_page(
        here.renderer, here.library, lang, play, attempt, kept=keeper() is not None, **frame_for(account)
    )
    return answered(lang, html)


def _at_start(lang: str, scenario: Scenario, attempt: int) -> Response:
    if not request.query_string:
        raise NotFound("There is no such page.")
    if attempt == FIRST_TRY:
        return onward(address_under_way(lang, begin(scenario)))
    account, here = reader(), site()
    html = opening_page(here.renderer, here.library, lang, worded(scenario, attempt), attempt, **frame_for(account))
    return answered(lang, html)


def _attempt(scenario: Scenario, written: list[str]) -> int:
    """The try that an address or a form names; a scenario that is the same at every try has one. Raises BadPath."""
    if not written or scenario.form is not ScenarioForm.INTERVIEW:
        return FIRST_TRY
    if len(written) > 1:
        raise BadPath("There is no such try.")
    return read_try(written[0])


def _only(name: str) -> str:
    """A field that a choice carries once. Raises BadPath."""
    values = request.form.getlist(name)
    if len(values) != 1:
        raise BadPath("This step is not part of the story.")
    return values[0]


def _lost(lang: str, scenario: Scenario) -> Response:
    """Steps that this story does not have (any more): an honest word, and the way back to its start."""
    return show("errors/story.html", lang, 404, story=Speech(site().library, lang).story_line(scenario), path="")
