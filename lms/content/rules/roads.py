"""Rules for two roads side by side: six stages passed once each, and a switch that turns both ways."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from lms.content.finding import WARNING, Finding, Rule
from lms.content.reading.manuscript import Manuscript
from lms.content.reading.scenario import ScenarioFile
from lms.content.rules.forms import files_of
from lms.content.rules.modules import repeated
from lms.content.rules.readability import word_count
from lms.domain.roads import carried
from lms.domain.scenario import Node, ScenarioForm, Turn

ROADS, STAGES = 2, 6
FEWEST, MOST = 2, 3  # choices
LONGEST_YOU = 15  # words
SHORTEST_BESIDE, LONGEST_BESIDE = 20, 45  # words

TWO_ROADS = Rule(
    "two-roads",
    f"There are {ROADS} roads and {STAGES} stages, and every node says once for each road where its person stands.",
    "Write the road, the stage or the text under “beside” that is missing.",
)
STAGE_ORDER = Rule(
    "stage-order",
    "Every way passes each stage once, in order: it starts in the first, each choice leads to the next, and the last "
    "leads to an ending.",
    "Correct the node’s “stage”, or lead the choice to a node of the next stage.",
)
BOTH_TURNS = Rule(
    "both-turns",
    f"On roads a node has {FEWEST} or {MOST} choices; at least one opens its switch, and at least one shuts it.",
    "Write the choice that is missing, or correct its “turn”.",
)
ROADS_LENGTH = Rule(
    "roads-length",
    f"Whom the learner plays is said in at most {LONGEST_YOU} words, where somebody stands in {SHORTEST_BESIDE} to "
    f"{LONGEST_BESIDE}.",
    "Say who and where, and leave the rest to the scene.",
    WARNING,
)
SWITCH_CARRIES = Rule(
    "switch-carries",
    "Over all ways, the story ends well more often with a switch open than with it shut.",
    "Look where its choices lead: what opens a road should tell in the end.",
    WARNING,
)


def check(manuscript: Manuscript) -> Iterator[Finding]:
    for file in files_of(manuscript, ScenarioForm.ROADS):
        yield from _parts(file)
        yield from _stages(file)
        for number, node in enumerate(file.scenario.nodes):
            yield from _beside(file, node, number)
            yield from _turns(file, node, number)


def _parts(file: ScenarioFile) -> Iterator[Finding]:
    roads, stages = file.scenario.roads, file.scenario.stages
    place = file.document.place
    if (len(roads), len(stages)) != (ROADS, STAGES):
        message = f"There are {len(roads)} roads and {len(stages)} stages."
        yield TWO_ROADS.at(place("road", 0), message)
    yield from repeated([road.id for road in roads], partial(place, "road"))
    yield from repeated([stage.id for stage in stages], partial(place, "stage"))


def _beside(file: ScenarioFile, node: Node, number: int) -> Iterator[Finding]:
    if sorted(one.road for one in node.beside) != sorted(road.id for road in file.scenario.roads):
        message = f"“{node.id}” has {', '.join(f'“{one.road}”' for one in node.beside)} beside it."
        yield TWO_ROADS.at(file.document.place("node", number, "beside"), message)


def _turns(file: ScenarioFile, node: Node, number: int) -> Iterator[Finding]:
    turns = [choice.turn for choice in node.choices]
    if not FEWEST <= len(turns) <= MOST or set(turns) != set(Turn):
        message = f"“{node.id}” has {turns.count(Turn.OPEN)} that open and {turns.count(Turn.SHUT)} that shut."
        yield BOTH_TURNS.at(file.document.place("node", number), message)


def _stages(file: ScenarioFile) -> Iterator[Finding]:
    """The start is in the first stage, and every choice goes on by one; an ending stands behind the last."""
    scenario, place = file.scenario, file.document.place
    order = {stage.id: number for number, stage in enumerate(scenario.stages)}
    at = {node.id: order.get(node.stage, -1) for node in scenario.nodes}
    at |= {ending.id: len(order) for ending in scenario.endings}
    if at.get(scenario.start, 0) > 0:
        yield STAGE_ORDER.at(place("start"), f"“{scenario.start}” is not in the first stage.")
    for number, node in enumerate(scenario.nodes):
        if at[node.id] < 0:
            yield STAGE_ORDER.at(place("node", number, "stage"), f"There is no stage “{node.stage}”.")
            continue
        for which, choice in enumerate(node.choices):
            if at.get(choice.to, -1) not in (-1, at[node.id] + 1):
                message = f"“{node.id}.{choice.id}” does not lead to the next stage."
                yield STAGE_ORDER.at(place("node", number, "choice", which, "to"), message)


def check_words(manuscript: Manuscript) -> Iterator[Finding]:
    for file in files_of(manuscript, ScenarioForm.ROADS):
        for number, node in enumerate(file.scenario.nodes):
            yield from _lengths(file, node, number)
    for file in files_of(manuscript, ScenarioForm.ROADS, whole=True):
        if not any(_stages(file)):
            yield from _switches(file)


def _lengths(file: ScenarioFile, node: Node, number: int) -> Iterator[Finding]:
    place, you = file.document.place, word_count(node.you)
    if you > LONGEST_YOU:
        yield ROADS_LENGTH.at(place("node", number, "you"), f"“{node.id}” says it in {you} words.")
    for which, one in enumerate(node.beside):
        words = word_count(one.text)
        if not SHORTEST_BESIDE <= words <= LONGEST_BESIDE:
            where = place("node", number, "beside", which)
            yield ROADS_LENGTH.at(where, f"“{one.road}” at “{node.id}” has {words} words.")


def _switches(file: ScenarioFile) -> Iterator[Finding]:
    stages = list(file.scenario.stages)
    for switch in carried(file.scenario):
        if switch.difference <= 0:
            shares = f"{switch.open.per_hundred} in a hundred ways open, {switch.shut.per_hundred} shut"
            where = file.document.place("stage", stages.index(switch.stage))
            yield SWITCH_CARRIES.at(where, f"“{switch.stage.id}” ends well in {shares}.")
