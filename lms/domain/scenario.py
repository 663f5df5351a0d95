"""A branching case: nodes with choices, and endings. Immutable, and the same for everyone.

It has one of three forms. A *story* is told through one pair of eyes. An *interview* asks at every node
for the next question, of four kinds. *Roads* are two lives side by side, with one switch at each stage.
What belongs to one form only is empty in the others.
"""

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


class ScenarioForm(StrEnum):
    STORY = "story"
    INTERVIEW = "interview"
    ROADS = "roads"


class QuestionKind(StrEnum):
    """How a question is asked: several at once are `multiple`."""

    OPEN = "open"
    CLOSED = "closed"
    LEADING = "leading"
    MULTIPLE = "multiple"


class Turn(StrEnum):
    """What a choice does with the switch of its stage: it opens the road, or shuts it."""

    OPEN = "open"
    SHUT = "shut"


@dataclass(frozen=True, slots=True)
class Road:
    """One of two people; `start` says who and where the person is as the story begins."""

    id: str
    name: str
    start: str


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the places that both roads pass; `switch` is the question that it turns on."""

    id: str
    title: str
    switch: str


@dataclass(frozen=True, slots=True)
class Beside:
    """Where the person on one road stands just now."""

    road: str
    text: str


@dataclass(frozen=True, slots=True)
class Move:
    """One step of one meter, with the reason a learner reads."""

    meter: str
    by: int
    because: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What the learner does at a node; `to` names a node or an ending.

    In an interview it is a question of a kind, with other wordings of the same; on roads it has a turn.
    """

    id: str
    text: str
    to: str
    then: str
    why: str
    sources: tuple[str, ...]
    moves: tuple[Move, ...]
    kind: QuestionKind | None = None
    wordings: tuple[str, ...] = ()
    turn: Turn | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """A place to decide at. On roads it belongs to a stage, and `you` says whom the learner plays there."""

    id: str
    text: str
    pause: bool
    choices: tuple[Choice, ...]
    stage: str = ""
    you: str = ""
    beside: tuple[Beside, ...] = ()

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
    form: ScenarioForm = ScenarioForm.STORY
    roads: tuple[Road, ...] = ()
    stages: tuple[Stage, ...] = ()

    @property
    def subject(self) -> str:
        return f"{self.module}/{self.id}"

    def node(self, node_id: str) -> Node | None:
        return next((node for node in self.nodes if node.id == node_id), None)

    def ending(self, ending_id: str) -> Ending | None:
        return next((ending for ending in self.endings if ending.id == ending_id), None)
