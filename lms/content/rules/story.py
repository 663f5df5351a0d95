"""Rules for the telling of a scenario: how long its parts are; these warn."""

from __future__ import annotations

from collections.abc import Iterator

from lms.content.finding import WARNING, Finding, Rule
from lms.content.reading.manuscript import Manuscript
from lms.content.reading.scenario import ScenarioFile
from lms.content.rules.readability import word_count
from lms.domain.scenario import ScenarioForm

SHORTEST, LONGEST = 40, 90  # words of a node
SHORTEST_OF_INTERVIEW = 30  # words of a node between two questions
LONGEST_CHOICE = 20  # words
FEWEST, MOST = 6, 10  # nodes

NODE_LENGTH = Rule(
    "node-length",
    f"The text of a node has {SHORTEST} to {LONGEST} words; in an interview {SHORTEST_OF_INTERVIEW} are enough.",
    "Show who is there and what she wants; leave out what nobody will decide on.",
    WARNING,
)
CHOICE_LENGTH = Rule(
    "choice-length",
    f"A choice has at most {LONGEST_CHOICE} words, in each of its wordings.",
    "Say what you do or say, and leave the reasons to “why”.",
    WARNING,
)
SCENARIO_SIZE = Rule(
    "scenario-size",
    f"A story has {FEWEST} to {MOST} nodes.",
    "Join decisions that are one, or tell the rest in a scenario of its own.",
    WARNING,
)


def check(manuscript: Manuscript) -> Iterator[Finding]:
    for module in manuscript.modules.values():
        for file in module.scenarios.values():
            yield from _lengths(file)


def _lengths(file: ScenarioFile) -> Iterator[Finding]:
    scenario, place = file.scenario, file.document.place
    shortest = SHORTEST_OF_INTERVIEW if scenario.form is ScenarioForm.INTERVIEW else SHORTEST
    if scenario.form is ScenarioForm.STORY and not FEWEST <= len(scenario.nodes) <= MOST:
        yield SCENARIO_SIZE.at(place("node", 0), f"This scenario has {len(scenario.nodes)} nodes.")
    for number, node in enumerate(scenario.nodes):
        words = word_count(node.text)
        if not shortest <= words <= LONGEST:
            yield NODE_LENGTH.at(place("node", number, "text"), f"“{node.id}” has {words} words.")
        for which, choice in enumerate(node.choices):
            words = max(map(word_count, (choice.text, *choice.wordings)))
            if words > LONGEST_CHOICE:
                where = place("node", number, "choice", which, "text")
                yield CHOICE_LENGTH.at(where, f"“{node.id}.{choice.id}” has {words} words.")
