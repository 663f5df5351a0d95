"""When made-up people come: visits in the weeks before today, an hour or less each."""

from __future__ import annotations

import random
from datetime import datetime, timedelta

SPAN, NEWEST = 60, 24  # days since the oldest and the newest cohort began
HOURS = range(6, 22)
LATE = 23  # who fails a test at this hour of yesterday still waits today


def midnight(now: datetime) -> datetime:
    """The beginning of the day on which the demo is made; everything in it has happened before."""
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def opening(cohort: int, cohorts: int, today: datetime) -> datetime:
    """When a cohort began, counted from 0."""
    step = (SPAN - NEWEST) / max(1, cohorts - 1)
    return today - timedelta(days=SPAN - round(cohort * step)) + timedelta(hours=8)


def joining(opened: datetime, chance: random.Random) -> datetime:
    """Within three days after the cohort began."""
    return opened + timedelta(minutes=chance.randrange(10, 3 * 24 * 60))


def visits(count: int, gap: int, away: int, joined: datetime, today: datetime, chance: random.Random) -> list[datetime]:
    """`count` moments in order, about `gap` days apart, the last one `away` days before yesterday.

    The first is on the day of joining, where there is more than one.
    """
    last = today - timedelta(days=away + 1)
    step = min(float(gap), max(1, (last - joined).days) / max(1, count))
    days = [last - timedelta(days=step * back) for back in range(count)]
    moments = sorted(_at(day, chance) for day in days)
    first = joined + timedelta(minutes=5)
    return [first, *(max(one, first + timedelta(hours=2)) for one in moments[1:])] if count > 1 else moments


def late_yesterday(today: datetime, chance: random.Random) -> datetime:
    return today - timedelta(days=1) + timedelta(hours=LATE, minutes=chance.randrange(20))


def _at(day: datetime, chance: random.Random) -> datetime:
    return day.replace(hour=chance.choice(HOURS), minute=chance.randrange(60), second=chance.randrange(60))
