"""Walking a scenario whole: every choice of every place through the engine, and every state that it can be in."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator

from lms.domain.engine import Meters, Play, Step, begin, choose
from lms.domain.scenario import METERS, Choice, Ending, Node, Scenario

State = tuple[str, tuple[int, ...]]


def every_edge(scenario: Scenario) -> Iterator[Play]:
    """One play for each choice of each node that can be reached, ending with that choice."""
    waiting, met = deque([begin(scenario)]), {scenario.start}
    while waiting:
        play = waiting.popleft()
        for choice in play.node.choices if play.node else ():
            after = choose(play, choice.id)
            yield after
            if after.at not in met:
                met.add(after.at)
                waiting.append(after)


def every_state(scenario: Scenario) -> Iterator[tuple[Step, tuple[int, ...]]]:
    """Every step from every state (a place, and how the meters stand), with the sum that is not held to a range."""
    plays = {(scenario.start, scenario.meters): begin(scenario)}
    waiting = list(plays)
    while waiting:
        play = plays[waiting.pop()]
        for choice in play.node.choices if play.node else ():
            after = choose(play, choice.id)
            yield after.steps[-1], summed(play.meters, choice)
            state = after.at, after.meters
            if state not in plays:
                plays[state] = after
                waiting.append(state)


def summed(meters: Meters, choice: Choice) -> tuple[int, ...]:
    """The meters after a choice, wherever that leads."""
    changes = [sum(move.by for move in choice.moves if move.meter == name) for name in METERS]
    return tuple(level + change for level, change in zip(meters, changes, strict=True))


def led_to(scenario: Scenario, habit: Callable[[Node], Choice]) -> Ending:
    """The ending that a habit leads to."""
    play = begin(scenario)
    while play.node:
        play = choose(play, habit(play.node).id)
    assert play.ending
    return play.ending
