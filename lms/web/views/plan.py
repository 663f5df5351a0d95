"""The action plan of a module: one sentence for work, chosen among those of the module."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from werkzeug.wrappers import Response as AnyResponse

from lms.content.library import Library
from lms.domain.course import Action, Module
from lms.domain.errors import Invalid, NotFound
from lms.services import learning
from lms.web import visitor
from lms.web.access import page
from lms.web.edge import session
from lms.web.pages.frame import notice
from lms.web.pieces import onward, problems, show
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
    library, place = site().library, learning.module_standing(session(), module, visitor.me().id)
    line = place.lines.get(("plan", f"{module.id}/plan"))
    sentences = {action.id: _sentence(library, lang, module, action) for action in module.actions}
    return show(
        "plan/page.html",
        lang,
        422 if fault else 200,
        module=Speech(library, lang).module(module),
        actions=list(sentences.values()),
        chosen=sentences.get(str(line.data["action"])) if line else None,
        missing=[need.id for need in place.requirements if not need.met],
        certified=place.certified,
        problems=problems(lang, fault) if fault else {},
        here="courses",
        notice=notice(library, lang, module.id),
    )


def _sentence(library: Library, lang: str, module: Module, action: Action) -> dict[str, Any]:
    say = library.words(lang, module, action)
    return {"id": action.id, "when": say(action.when), "will": say(action.will)}
