"""What a learner's choices in one scenario add up to: the plays of her attempts, and the endings she has seen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from lms.domain.course import Versions
from lms.domain.engine import BadPath, Play, begin, choose
from lms.domain.event import Event
from lms.domain.scenario import Ending, Scenario


@dataclass(frozen=True, slots=True)
class Story:
    """`attempts` holds the plays as they stand, in the order in which they last moved.

    `endings` is every ending that was ever reached: who goes back from one to try another keeps it.
    """

    attempts: Mapping[str, Play]
    endings: tuple[Ending, ...]


def told(events: Iterable[Event], versions: Versions) -> Story:
    """The story that these choices, in order, tell.

    A choice that does not fit where its attempt stands (a step taken back, or one made twice) starts
    again from the step it belongs to; one that fits nowhere is passed over.
    """
    attempts: dict[str, Play] = {}
    endings: dict[str, Ending] = {}
    for event in events:
        name = str(event.data["attempt"])
        moved = _moved(attempts.get(name), event, versions)
        if moved is None:
            continue
        attempts.pop(name, None)
        attempts[name] = moved
        if moved.ending:
            endings[moved.ending.id] = moved.ending
    return Story(attempts, tuple(endings.values()))


def _moved(play: Play | None, event: Event, versions: Versions) -> Play | None:
    """The attempt's play after this choice; the version of its first choice is the one it is played in."""
    scenario = versions(event.version) if event.version else None
    if play is None and isinstance(scenario, Scenario):
        play = begin(scenario)
    return _step(play, event.data["node"], event.data["choice"]) if play else None


def _step(play: Play, node: str, choice: str) -> Play | None:
    for made in range(len(play.steps), -1, -1):
        back = _rewound(play, made)
        if back.at == node:
            try:
                return choose(back, choice)
            except BadPath:
                return None
    return None


def _rewound(play: Play, made: int) -> Play:
    """The play as it stood after `made` choices."""
    if made == len(play.steps):
        return play
    step = play.steps[made]
    return replace(play, steps=play.steps[:made], at=step.node.id, meters=step.before)
