"""How a plan went: one answer a month, two and three months after the step was chosen; for the learner alone."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from lms.domain.course import Module
from lms.domain.errors import Clash, Invalid
from lms.domain.event import Kind
from lms.domain.follow_up import Plan, of_day
from lms.services.log import Fact, note
from lms.services.versions import VersionBook
from lms.storage import records


def plan_of(session: Session, module: Module, account: uuid.UUID) -> Plan | None:
    """The step that the person has chosen in this module; None without one, and for one that the module took out."""
    line = records.line(session, account, "plan", f"{module.id}/plan")
    plan = Plan.read(line.at, line.data) if line else None
    return plan if plan and plan.action in {action.id for action in module.actions} else None


def follow_up(
    session: Session,
    book: VersionBook,
    module: Module,
    day: int,
    answer: str,
    account: uuid.UUID,
    lang: str,
    now: datetime,
) -> None:
    """Keeps how it went. Raises Clash for a question that is not open, Invalid for an answer that it lacks."""
    plan, asked = plan_of(session, module, account), of_day(module.follow_ups, day)
    if plan is None or asked is None or plan.opens(day) > now:
        raise Clash("This question is not open.")
    if asked.answer(answer) is None:
        raise Invalid("answer", "Choose one of the answers.")
    data = {"day": day, "answer": answer}
    note(session, book, account, lang, now, [Fact(Kind.PLAN_FOLLOWED, f"{module.id}/plan", None, data)])
