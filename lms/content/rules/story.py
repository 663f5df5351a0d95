"""Rules for the telling of a scenario: lengths, and no way through it by habit alone; these warn."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lms.content.finding import WARNING, Finding, Rule
from lms.content.reading.manuscript import Manuscript
from lms.content.reading.scenario import ScenarioFile
from lms.content.rules.readability import word_count
from lms.domain.scenario import Choice, Ending, Node, Outcome, Scenario

SHORTEST, LONGEST = 40, 90  # words of a node
LONGEST_CHOICE = 20  # words
FEWEST, MOST = 6, 10  # nodes

NODE_LENGTH = Rule(
    "node-length",
    f"The text of a node has {SHORTEST} to {LONGEST} words.",
    "Show who is there and what she wants; leave out what nobody will decide on.",
    WARNING,
)
CHOICE_LENGTH = Rule(
    "choice-length",
    f"A choice has at most {LONGEST_CHOICE} words.",
    "Say what you do or say, and leave the reasons to “why”.",
    WARNING,
)
SCENARIO_SIZE = Rule(
    "scenario-size",
    f"A scenario has {FEWEST} to {MOST} nodes.",
    "Join decisions that are one, or tell the rest in a scenario of its own.",
    WARNING,
)
AUTOPILOT = Rule(
    "autopilot",
    "Choosing always the first, always the last or always the longest choice ends in harm.",
    "Change the order or the length of some choices.",
    WARNING,
)

HABITS: dict[str, Callable[[Node], Choice]] = {
    "first": lambda node: node.choices[0],
    "last": lambda node: node.choices[-1],
    "longest": lambda node: max(node.choices, key=lambda choice: len(choice.text)),
}


def check(manuscript: Manuscript) -> Iterator[Finding]:
    for module in manuscript.modules.values():
        for file in module.scenarios.values():
            yield from _lengths(file)
            yield from _habits(file)


def _lengths(file: ScenarioFile) -> Iterator[Finding]:
    scenario, place = file.scenario, file.document.place
    if not FEWEST <= len(scenario.nodes) <= MOST:
        yield SCENARIO_SIZE.at(place("node", 0), f"This scenario has {len(scenario.nodes)} nodes.")
    for number, node in enumerate(scenario.nodes):
        words = word_count(node.text)
        if not SHORTEST <= words <= LONGEST:
            yield NODE_LENGTH.at(place("node", number, "text"), f"“{node.id}” has {words} words.")
        for which, choice in enumerate(node.choices):
            words = word_count(choice.text)
            if words > LONGEST_CHOICE:
                where = place("node", number, "choice", which, "text")
                yield CHOICE_LENGTH.at(where, f"“{node.id}.{choice.id}” has {words} words.")


def _habits(file: ScenarioFile) -> Iterator[Finding]:
    for name, habit in HABITS.items():
        ending = _led_to(file.scenario, habit)
        if ending and ending.outcome is not Outcome.HARM:
            message = f"Always the {name} choice leads to “{ending.id}”, which is {ending.outcome}."
            yield AUTOPILOT.at(file.document.place("node", 0), message)


def _led_to(scenario: Scenario, habit: Callable[[Node], Choice]) -> Ending | None:
    """The ending that a habit leads to; None when the way is broken or goes round in a circle."""
    at = scenario.start
    for _ in scenario.nodes:
        node = scenario.node(at)
        if node is None:
            break
        at = habit(node).to
    return scenario.ending(at)
