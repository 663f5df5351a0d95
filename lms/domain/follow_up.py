"""What became of a plan: a question one month, two and three months after a step for work was chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from lms.domain.event import Event, Kind

DAYS = (30, 60, 90)  # after the day on which the step was chosen (DESIGN, section 5)


@dataclass(frozen=True, slots=True)
class FollowUpAnswer:
    """One honest answer, with a reply worth reading: what helps next."""

    id: str
    text: str
    reply: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """One question about work, so many days after the plan; it is no test, and no answer is right."""

    day: int
    ask: str
    answers: tuple[FollowUpAnswer, ...]

    def answer(self, name: str) -> FollowUpAnswer | None:
        return next((one for one in self.answers if one.id == name), None)


def of_day(follow_ups: Iterable[FollowUp], day: int) -> FollowUp | None:
    return next((one for one in follow_ups if one.day == day), None)


@dataclass(frozen=True, slots=True)
class Plan:
    """The step that holds now, when it was chosen, and what was answered since: day to answer id."""

    action: str
    chosen_at: datetime
    followed: Mapping[int, str]

    @classmethod
    def read(cls, chosen_at: datetime, data: Mapping[str, Any]) -> Plan:
        """From a record line; lines that are older than these questions hold no answers."""
        return cls(data["action"], chosen_at, dict(data.get("followed", ())))

    @property
    def data(self) -> dict[str, Any]:
        """The same as plain JSON."""
        return {"action": self.action, "followed": [[day, self.followed[day]] for day in sorted(self.followed)]}

    def opens(self, day: int) -> datetime:
        """From when the question of this day is asked: the beginning of a day (UTC), never an hour within it."""
        return self.chosen_at.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=day)

    @property
    def last(self) -> int:
        """The last day that was answered; 0 before the first answer."""
        return max(self.followed, default=0)

    @property
    def next_at(self) -> datetime | None:
        """When the next question opens, or opened; None after the last."""
        day = next((day for day in DAYS if day > self.last), None)
        return self.opens(day) if day else None

    def asked(self, now: datetime) -> int:
        """The day whose question is due; 0 when none is. An older question that nobody answered is let go."""
        due = max((day for day in DAYS if self.opens(day) <= now), default=0)
        return due if due > self.last else 0


def planned(events: Iterable[Event]) -> Plan | None:
    """The plan that these events make, in their order. Another step begins anew; the same one again does not."""
    plan: Plan | None = None
    for event in events:
        if event.kind is Kind.PLAN_CHOSEN:
            action = event.data["action"]
            plan = plan if plan and plan.action == action else Plan(action, event.happened_at, {})
        elif plan:
            plan = replace(plan, followed={**plan.followed, event.data["day"]: event.data["answer"]})
    return plan
