"""What pages say of a learner's plans: the step in the words of its module, and what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from lms.domain.course import Action, Module
from lms.domain.follow_up import FollowUp, FollowUpAnswer, Plan, of_day
from lms.services.learning import Standing
from lms.web.speech import Speech

View = dict[str, Any]


def plans(speech: Speech, places: tuple[Standing, ...], now: datetime) -> Iterator[View]:
    """Every step that was chosen. `due` is the day whose question waits, or 0; `followed` what was answered."""
    for place in places:
        module, line = place.module, place.lines.get(("plan", f"{place.module.id}/plan"))
        plan = Plan.read(line.at, line.data) if line else None
        step = plan and step_of(speech, module, plan.action)
        if plan and step:
            due = plan.asked(now)
            yield {
                **step,
                "href": speech.href("modules", module.id, "follow-up"),
                "at": plan.chosen_at,
                "due": due if of_day(module.follow_ups, due) else 0,
                "followed": list(_followed(speech, module, plan)),
            }


def step_of(speech: Speech, module: Module, name: str) -> View | None:
    """The chosen sentence; None when the module has none of this name any more."""
    action = next((one for one in module.actions if one.id == name), None)
    return step(speech, module, action) if action else None


def step(speech: Speech, module: Module, action: Action) -> View:
    say = speech.library.words(speech.lang, module, action)
    return {"id": action.id, "when": say(action.when), "will": say(action.will)}


def question(speech: Speech, module: Module, asked: FollowUp) -> View:
    ask = speech.library.words(speech.lang, module, asked)(asked.ask)
    answers = [answer(speech, module, asked, one) for one in asked.answers]
    return {"day": asked.day, "ask": ask, "answers": answers}


def answer(speech: Speech, module: Module, asked: FollowUp, one: FollowUpAnswer) -> View:
    say = speech.library.words(speech.lang, module, asked, one)
    return {"id": one.id, "text": say(one.text), "reply": say(one.reply)}


def _followed(speech: Speech, module: Module, plan: Plan) -> Iterator[View]:
    for day in sorted(plan.followed):
        asked = of_day(module.follow_ups, day)
        chosen = asked.answer(plan.followed[day]) if asked else None
        if asked and chosen:
            yield {"day": day, **answer(speech, module, asked, chosen)}
