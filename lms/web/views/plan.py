"""The action plan of a module: one sentence for work, chosen among those of the module."""

from __future__ import annotations

from flask import Blueprint, request
from werkzeug.wrappers import Response as AnyResponse

from lms.domain.course import Module
from lms.domain.errors import Invalid, NotFound
from lms.domain.follow_up import Plan
from lms.services import learning
from lms.web import visitor
from lms.web.access import page
from lms.web.edge import session
from lms.web.pages.frame import notice
from lms.web.pieces import onward, problems, show
from lms.web.plan_words import step
from lms.web.site import site
from lms.web.speech import Speech

views = Blueprint("plan", __name__)


@page(views, "/<lang:lang>/modules/<module>/plan/", may="learn", methods=("GET", "POST"), learning=True)
def plan(lang: str, module: str) -> AnyResponse:
    found = site().library.module(module)
    if found is None or not found.actions:
        raise NotFound("There is no such page.")
    if request.method == "GET":
        return _shown(lang, found)
    try:
        _choose(lang, found, request.form.getlist("action"))
    except Invalid as fault:
        return _shown(lang, found, fault)
    return onward(f"/{lang}/modules/{found.id}/plan/")


def _choose(lang: str, module: Module, actions: list[str]) -> None:
    action = actions[0] if len(actions) == 1 else ""
    here = site()
    learning.choose_plan(session(), here.book, module, action, visitor.me().id, lang, here.now())


def _shown(lang: str, module: Module, fault: Invalid | None = None) -> AnyResponse:
    here = site()
    library, place = here.library, learning.module_standing(session(), module, visitor.me().id)
    line = place.lines.get(("plan", f"{module.id}/plan"))
    plan = Plan.read(line.at, line.data) if line else None
    speech = Speech(library, lang)
    sentences = {action.id: step(speech, module, action) for action in module.actions}
    return show(
        "plan/page.html",
        lang,
        422 if fault else 200,
        module=speech.module(module),
        actions=list(sentences.values()),
        chosen=sentences.get(plan.action) if plan else None,
        due=plan.asked(here.now()) if plan and module.follow_ups else 0,
        next_at=plan.next_at if plan and module.follow_ups else None,
        missing=[need.id for need in place.requirements if not need.met],
        certified=place.certified,
        problems=problems(lang, fault) if fault else {},
        here="courses",
        notice=notice(library, lang, module.id),
    )
