"""How a plan went: the question that is due, or the last answer with its reply. Nobody but the learner sees it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request
from werkzeug.wrappers import Response as AnyResponse

from lms.domain.course import Module
from lms.domain.errors import Invalid, NotFound
from lms.domain.follow_up import Plan, of_day
from lms.services import follow_ups
from lms.web import visitor
from lms.web.access import page
from lms.web.edge import session
from lms.web.pages.frame import notice
from lms.web.pieces import onward, problems, show
from lms.web.plan_words import question, step_of
from lms.web.site import site
from lms.web.speech import Speech

views = Blueprint("follow_up", __name__)


@page(views, "/<lang:lang>/modules/<module>/follow-up/", may="learn", methods=("GET", "POST"), learning=True)
def follow_up(lang: str, module: str) -> AnyResponse:
    found = site().library.module(module)
    if found is None or not found.follow_ups:
        raise NotFound("There is no such page.")
    if request.method == "GET":
        return _shown(lang, found, _day(request.args.get("day", "")))
    day = _day(request.form.get("day", ""))
    try:
        _keep(lang, found, day, request.form.getlist("answer"))
    except Invalid as fault:
        return _shown(lang, found, day, fault)
    return onward(f"/{lang}/modules/{found.id}/follow-up/?day={day}")


def _day(text: str) -> int:
    """A day that was named in an address or a form; 0 for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 3 else 0


def _keep(lang: str, module: Module, day: int, answers: list[str]) -> None:
    answer = answers[0] if len(answers) == 1 else ""
    here = site()
    follow_ups.follow_up(session(), here.book, module, day, answer, visitor.me().id, lang, here.now())


def _shown(lang: str, module: Module, day: int, fault: Invalid | None = None) -> AnyResponse:
    library, now = site().library, site().now()
    speech = Speech(library, lang)
    plan = follow_ups.plan_of(session(), module, visitor.me().id)
    return show(
        "plan/follow-up.html",
        lang,
        422 if fault else 200,
        module=speech.module(module),
        step=step_of(speech, module, plan.action) if plan else None,
        due=plan.asked(now) if plan else 0,
        next_at=plan.next_at if plan else None,
        problems=problems(lang, fault) if fault else {},
        here="courses",
        notice=notice(library, lang, module.id),
        **_asked(speech, module, plan, _which(plan, day, fault is not None)),
    )


def _which(plan: Plan | None, day: int, again: bool) -> int:
    """The day to show: one that was answered and is named, else the one that is due, else the last answer."""
    if plan is None:
        return 0
    return day if again or day in plan.followed else plan.asked(site().now()) or plan.last


def _asked(speech: Speech, module: Module, plan: Plan | None, day: int) -> dict[str, Any]:
    """The question of the day, and the answer that was given to it."""
    asked = of_day(module.follow_ups, day)
    if plan is None or asked is None:
        return {"question": None, "given": None}
    shown = question(speech, module, asked)
    given = next((one for one in shown["answers"] if one["id"] == plan.followed.get(day)), None)
    return {"question": shown, "given": given}
