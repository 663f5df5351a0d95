"""What can be said of all ways through a scenario at once, without walking each of them.

An interview has more ways than anybody wants to list; but what a place is worth follows from the
places that its choices lead to, so every place is looked at once. Scenarios have no circles.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from lms.domain.scenario import Ending, Node, Scenario

Value = TypeVar("Value")


def folded(
    scenario: Scenario, of_ending: Callable[[Ending], Value], of_node: Callable[[Node, Sequence[Value]], Value]
) -> dict[str, Value]:
    """A value for every node and ending, by id.

    `of_node` gets the values of the places that the node's choices lead to, in the order of the choices.
    """
    values = {ending.id: of_ending(ending) for ending in scenario.endings}
    nodes = {node.id: node for node in scenario.nodes}

    def value(place: str) -> Value:
        if place not in values:
            node = nodes[place]
            values[place] = of_node(node, [value(choice.to) for choice in node.choices])
        return values[place]

    return {place: value(place) for place in (*nodes, *values)}


def ways_on(scenario: Scenario) -> dict[str, int]:
    """How many ways lead on from each place to an ending; 1 from an ending itself."""
    return folded(scenario, lambda _: 1, lambda _, onward: sum(onward))


def ways_well(scenario: Scenario) -> dict[str, int]:
    """How many of them end well: sound or repaired."""
    return folded(scenario, lambda ending: int(ending.outcome.counts), lambda _, onward: sum(onward))


def ways_to(scenario: Scenario) -> dict[str, int]:
    """How many ways lead from the start to each place."""
    far = most_decisions(scenario)
    counted = dict.fromkeys(far, 0) | {scenario.start: 1}
    for node in sorted(scenario.nodes, key=lambda node: -far[node.id]):
        for choice in node.choices:
            counted[choice.to] += counted[node.id]
    return counted


def most_decisions(scenario: Scenario) -> dict[str, int]:
    """The most decisions that can still come from each place, itself included; 0 at an ending."""
    return folded(scenario, lambda _: 0, lambda _, onward: 1 + max(onward))


def fewest_decisions(scenario: Scenario) -> dict[str, int]:
    """The fewest decisions that still come from each place, itself included; 0 at an ending."""
    return folded(scenario, lambda _: 0, lambda _, onward: 1 + min(onward))
