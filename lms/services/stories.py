"""Playing a story: the way so far, and keeping the choices of somebody who is signed in."""

from __future__ import annotations

import itertools
import uuid
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.domain.engine import BadPath, Play, replay
from lms.domain.event import Kind
from lms.domain.progress import Line
from lms.domain.scenario import Scenario
from lms.services.log import Fact, note
from lms.services.versions import VersionBook
from lms.storage import records

Way = Sequence[tuple[str, str]]
"""Steps of a story as (node, choice)."""


def read_way(scenario: Scenario, text: str) -> Play:
    """The play that a written way (`node.choice,node.choice`) leads to. Raises BadPath."""
    steps = [step.partition(".") for step in text.split(",")] if text else []
    return replay(scenario, [(node, choice) for node, _, choice in steps])


def choose_in_scenario(
    session: Session,
    library: Library,
    book: VersionBook,
    scenario: Scenario,
    node: str,
    choice: str,
    account: uuid.UUID,
    lang: str,
    now: datetime,
    way: Way | None = None,
) -> None:
    """Keeps one choice. Choices belong to one attempt until it ends; the next one opens another.

    `way` holds the steps that led to the node, as the learner saw them: those that the record lacks
    (played before signing in, or in another tab) are kept with it.
    """
    line = records.line(session, account, "scenario", scenario.subject)
    held = _held(line, scenario)
    steps = [*_missing(held, way or ()), (node, choice)]
    attempt = _attempt(line, starts_over=steps[0][0] == scenario.start and (held is None or _ended(line)))
    version = library.version(scenario)
    facts = [
        Fact(Kind.SCENARIO_CHOSEN, scenario.subject, version, {"attempt": attempt, "node": at, "choice": made})
        for at, made in steps
    ]
    note(session, book, account, lang, now, facts)


def _held(line: Line | None, scenario: Scenario) -> Way | None:
    """The way in the record; None when there is none, or when the story has been rewritten since."""
    if line is None:
        return None
    try:
        return replay(scenario, [(node, choice) for node, choice in line.data["way"]]).path
    except BadPath:
        return None


def _missing(held: Way | None, way: Way) -> list[tuple[str, str]]:
    """The steps of the way from the first one on that differs from the record."""
    pairs = itertools.zip_longest(way, (held or ())[: len(way)])
    same = list(itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))
    return list(way[len(same) :])


def _ended(line: Line | None) -> bool:
    return line is not None and bool(line.data["ended"])


def _attempt(line: Line | None, starts_over: bool) -> str:
    """The attempt that a choice belongs to: the last one, or a new one when the story starts over."""
    if line is None:
        return "1"
    last = str(line.data["attempt"])
    if not starts_over:
        return last
    return str(int(last) + 1) if last.isdigit() else "1"
