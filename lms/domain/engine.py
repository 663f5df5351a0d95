"""Playing a scenario: a path of choices in, the state of the story out.

The same rules are held to tests/vectors/engine.json, so that another implementation can be too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lms.domain.errors import Invalid
from lms.domain.scenario import HIGHEST, LOWEST, METERS, Choice, Ending, Node, Scenario
from lms.domain.ways import most_decisions

Meters = tuple[int, int, int]


class BadPath(Invalid):
    """A path that this version of the scenario does not have."""

    def __init__(self, message: str) -> None:
        super().__init__("way", message)


@dataclass(frozen=True, slots=True)
class Step:
    """One choice that was made, with the meters before and after it."""

    node: Node
    choice: Choice
    before: Meters
    after: Meters


@dataclass(frozen=True, slots=True)
class Play:
    """Where a path has led: at a node, or at an ending."""

    scenario: Scenario
    steps: tuple[Step, ...]
    at: str
    meters: Meters

    @property
    def node(self) -> Node | None:
        return self.scenario.node(self.at)

    @property
    def ending(self) -> Ending | None:
        return self.scenario.ending(self.at)

    @property
    def path(self) -> tuple[tuple[str, str], ...]:
        return tuple((step.node.id, step.choice.id) for step in self.steps)


def begin(scenario: Scenario) -> Play:
    return Play(scenario, (), scenario.start, scenario.meters)


def choose(play: Play, choice_id: str) -> Play:
    """The play after one more choice. Raises BadPath at an ending or for a choice the node lacks."""
    node = play.node
    choice = node.choice(choice_id) if node else None
    if node is None or choice is None:
        raise BadPath("This step is not part of the story.")
    step = Step(node, choice, play.meters, moved(play.meters, choice))
    return Play(play.scenario, (*play.steps, step), choice.to, step.after)


def replay(scenario: Scenario, path: Iterable[tuple[str, str]]) -> Play:
    """Plays (node, choice) pairs from the start. Raises BadPath where they do not follow each other."""
    play = begin(scenario)
    for node_id, choice_id in path:
        if play.at != node_id:
            raise BadPath("These steps do not follow each other.")
        play = choose(play, choice_id)
    return play


def moved(meters: Meters, choice: Choice) -> Meters:
    """The meters after a choice, held between LOWEST and HIGHEST."""
    change = dict.fromkeys(METERS, 0)
    for move in choice.moves:
        change[move.meter] += move.by
    safety, trust, own = (
        min(HIGHEST, max(LOWEST, level + change[name])) for name, level in zip(METERS, meters, strict=True)
    )
    return safety, trust, own


def plays(scenario: Scenario, start: Play | None = None) -> Iterator[Play]:
    """Every way through, from the start (or from `start`) to each ending, depth first."""
    play = start or begin(scenario)
    if play.node is None:
        yield play
        return
    for choice in play.node.choices:
        yield from plays(scenario, choose(play, choice.id))


def shortest(scenario: Scenario, node_id: str) -> Play:
    """The first of the shortest ways to a node. Raises BadPath when there is none."""
    waiting = deque([begin(scenario)])
    while waiting:
        play = waiting.popleft()
        if play.at == node_id:
            return play
        waiting.extend(choose(play, choice.id) for choice in (play.node.choices if play.node else ()))
    raise BadPath("This step is not part of the story.")


def longest(scenario: Scenario, node_id: str) -> int:
    """The most decisions that can still come from this place, itself included; 0 at an ending."""
    return most_decisions(scenario)[node_id]
