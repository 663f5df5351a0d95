"""The address of a play: its steps in the query, its place as the fragment."""

from __future__ import annotations

from collections.abc import Sequence

from lms.domain.engine import Play, Step
from lms.domain.scenario import Scenario


def plain_address(lang: str, scenario: Scenario) -> str:
    """The page on which a scenario begins."""
    return f"/{lang}/modules/{scenario.module}/scenarios/{scenario.id}/"


def way(steps: Sequence[Step]) -> str:
    """The steps so far as a form and an address carry them: «evening.door,room.police»."""
    return ",".join(f"{step.node.id}.{step.choice.id}" for step in steps)


def address_under_way(lang: str, play: Play, attempt: int = 1) -> str:
    """Where a play is shown; of an interview the address names the try, unless it is the first."""
    query = [f"try={attempt}"] * (attempt > 1) + [f"way={way(play.steps)}"] * bool(play.steps)
    return f"{plain_address(lang, play.scenario)}{'?' * bool(query)}{'&'.join(query)}#{play.at}"


def address_before(lang: str, play: Play, made: int, attempt: int = 1) -> str:
    """Where the same play stood after `made` of its choices; at the start, and at the first try, the plain page."""
    step = play.steps[made]
    earlier = Play(play.scenario, play.steps[:made], step.node.id, step.before)
    return address_under_way(lang, earlier, attempt) if made or attempt > 1 else plain_address(lang, play.scenario)
