"""Two roads side by side: how the switches were set, and what each of them carried.

"Carried" is counted over every way through the story, each way once: of the ways on which a switch
was open, how many end well (sound or repaired), and of those on which it was shut. It says something
about the story and nothing about people. Held to tests/vectors/roads.json.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from lms.domain.engine import Play
from lms.domain.scenario import Scenario, Stage, Turn
from lms.domain.ways import ways_on, ways_to, ways_well


@dataclass(frozen=True, slots=True)
class Share:
    """Of so many ways, so many end well."""

    ways: int
    well: int

    @property
    def per_hundred(self) -> int:
        """How many in a hundred end well, to the nearest whole one, halves up; 0 of no ways."""
        return (200 * self.well + self.ways) // (2 * self.ways) if self.ways else 0

    @property
    def exact(self) -> Fraction:
        return Fraction(self.well, self.ways) if self.ways else Fraction(0)


@dataclass(frozen=True, slots=True)
class Carried:
    """What one switch carried: the ways on which it was open, and those on which it was shut."""

    stage: Stage
    open: Share
    shut: Share

    @property
    def difference(self) -> Fraction:
        """How much more often the story ends well with this switch open, from -1 to 1."""
        return self.open.exact - self.shut.exact


def settings(play: Play) -> Mapping[str, Turn]:
    """How each stage's switch was set on the way so far, by the stage's id, in the order of the way."""
    return {step.node.stage: step.choice.turn for step in play.steps if step.choice.turn}


def carried(scenario: Scenario) -> tuple[Carried, ...]:
    """What each switch carried: the greatest difference first, equal ones in the order of the stages."""
    shares = {turn: _shares(scenario, turn) for turn in Turn}
    switches = [
        Carried(stage, *(shares[turn][stage.id] for turn in (Turn.OPEN, Turn.SHUT))) for stage in scenario.stages
    ]
    return tuple(sorted(switches, key=lambda switch: -switch.difference))


def _shares(scenario: Scenario, turn: Turn) -> Mapping[str, Share]:
    """For each stage the ways on which its switch was turned so.

    A way passes a stage once: so those through one choice are the ways to its node times the ways on.
    """
    to, on, well = ways_to(scenario), ways_on(scenario), ways_well(scenario)
    ways, good = ({stage.id: 0 for stage in scenario.stages} for _ in range(2))
    for node in scenario.nodes:
        for choice in (one for one in node.choices if one.turn is turn):
            ways[node.stage] += to[node.id] * on[choice.to]
            good[node.stage] += to[node.id] * well[choice.to]
    return {stage: Share(ways[stage], good[stage]) for stage in ways}
