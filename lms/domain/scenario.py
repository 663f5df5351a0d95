"""A branching case: nodes with choices, and endings. Immutable, and the same for everyone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

METERS = ("safety", "trust", "choice")  # the survivor's; each runs from LOWEST to HIGHEST
LOWEST, HIGHEST = 0, 5


class Outcome(StrEnum):
    SOUND = "sound"
    REPAIRED = "repaired"
    HARM = "harm"

    @property
    def counts(self) -> bool:
        """Sound and repaired endings count as finished; replays are free."""
        return self is not Outcome.HARM


@dataclass(frozen=True, slots=True)
class Move:
    """One step of one meter, with the reason a learner reads."""

    meter: str
    by: int
    because: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What the learner does at a node; `to` names a node or an ending."""

    id: str
    text: str
    to: str
    then: str
    why: str
    sources: tuple[str, ...]
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class Node:
    id: str
    text: str
    pause: bool
    choices: tuple[Choice, ...]

    def choice(self, choice_id: str) -> Choice | None:
        return next((choice for choice in self.choices if choice.id == choice_id), None)


@dataclass(frozen=True, slots=True)
class Ending:
    id: str
    outcome: Outcome
    title: str
    text: str
    next: str
    rests: str
    ask: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    module: str
    id: str
    title: str
    summary: str
    role: str
    minutes: int
    note: str
    beyond: str
    start: str
    meters: tuple[int, int, int]
    sources: tuple[str, ...]
    nodes: tuple[Node, ...]
    endings: tuple[Ending, ...]

    @property
    def subject(self) -> str:
        return f"{self.module}/{self.id}"

    def node(self, node_id: str) -> Node | None:
        return next((node for node in self.nodes if node.id == node_id), None)

    def ending(self, ending_id: str) -> Ending | None:
        return next((ending for ending in self.endings if ending.id == ending_id), None)
