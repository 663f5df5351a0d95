"""Rules for the graph of a scenario: every way through it leads somewhere, and the meters hold."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from operator import add

from lms.content.finding import Finding, Rule
from lms.content.reading.manuscript import Manuscript
from lms.content.reading.scenario import ScenarioFile
from lms.content.rules.modules import DUPLICATE_ID, repeated
from lms.domain.scenario import HIGHEST, LOWEST, METERS, Choice, Outcome, Scenario

FEWEST, MOST = 2, 4
Graph = dict[str, set[str]]
State = tuple[str, tuple[int, ...]]

UNKNOWN_NODE = Rule(
    "unknown-node",
    "“start” names a node, and “to” names a node or an ending of the scenario.",
    "Correct the id, or write the node.",
)
CHOICE_COUNT = Rule(
    "choice-count",
    f"A node has {FEWEST} to {MOST} choices.",
    "Write another choice that good people would make, or join two of them.",
)
UNREACHABLE = Rule(
    "unreachable",
    "Every node and every ending can be reached from the start.",
    "Let a choice lead there, or take it out.",
)
NO_WAY_OUT = Rule(
    "no-way-out",
    "From every node there is a way to an ending.",
    "Let one of the choices lead towards an ending.",
)
CYCLE = Rule(
    "cycle",
    "No way leads back to a node it has passed: pages remember nothing, so a story only goes forward.",
    "Lead to a node of its own that tells how things stand now.",
)
NO_SOUND_ENDING = Rule(
    "no-sound-ending",
    "At least one way leads to a sound ending.",
    "Write the ending in which it goes well, or let a choice lead there.",
)
NO_HARM_ENDING = Rule(
    "no-harm-ending",
    "At least one way leads to an ending of harm: without it the choices would not matter.",
    "Write what happens when good people get it wrong.",
)
METER_RANGE = Rule(
    "meter-range",
    f"On every way through, each meter stays between {LOWEST} and {HIGHEST}.",
    "Take the move out, or change where the meters start.",
)


def check(manuscript: Manuscript) -> Iterator[Finding]:
    for module in manuscript.modules.values():
        for file in module.scenarios.values():
            yield from _ids(file)
            yield from _counts(file)
            broken = list(_targets(file))
            yield from broken
            if not broken:
                yield from _ways(file)


def _ids(file: ScenarioFile) -> Iterator[Finding]:
    scenario, place = file.scenario, file.document.place
    nodes = [node.id for node in scenario.nodes]
    yield from repeated(nodes, partial(place, "node"))
    for number, ending in enumerate(scenario.endings):
        if ending.id in nodes or ending.id in [other.id for other in scenario.endings[:number]]:
            yield DUPLICATE_ID.at(place("ending", number, "id"), f"“{ending.id}” is there twice.")
    for number, node in enumerate(scenario.nodes):
        names = [choice.id for choice in node.choices]
        yield from repeated(names, partial(place, "node", number, "choice"))


def _counts(file: ScenarioFile) -> Iterator[Finding]:
    for number, node in enumerate(file.scenario.nodes):
        if not FEWEST <= len(node.choices) <= MOST:
            message = f"“{node.id}” has {len(node.choices)} choices."
            yield CHOICE_COUNT.at(file.document.place("node", number), message)


def _targets(file: ScenarioFile) -> Iterator[Finding]:
    scenario, place = file.scenario, file.document.place
    nodes = {node.id for node in scenario.nodes}
    known = nodes | {ending.id for ending in scenario.endings}
    if scenario.start not in nodes:
        yield UNKNOWN_NODE.at(place("start"), f"There is no node “{scenario.start}”.")
    for number, node in enumerate(scenario.nodes):
        for which, choice in enumerate(node.choices):
            if choice.to not in known:
                message = f"There is no node or ending “{choice.to}”."
                yield UNKNOWN_NODE.at(place("node", number, "choice", which, "to"), message)


def _ways(file: ScenarioFile) -> Iterator[Finding]:
    scenario = file.scenario
    graph = {node.id: {choice.to for choice in node.choices} for node in scenario.nodes}
    reached = _reached(graph, {scenario.start})
    endings = {ending.id for ending in scenario.endings}
    leading = _reached(_turned(graph), endings)
    yield from _lost(file, reached, leading)
    circle = _in_circles(graph)
    for number, node in enumerate(scenario.nodes):
        if node.id in circle:
            yield CYCLE.at(file.document.place("node", number), f"A way from “{node.id}” leads back to it.")
    outcomes = {ending.outcome for ending in scenario.endings if ending.id in reached}
    if Outcome.SOUND not in outcomes:
        yield NO_SOUND_ENDING.at(file.document.place("ending", 0), "No way leads to a sound ending.")
    if Outcome.HARM not in outcomes:
        yield NO_HARM_ENDING.at(file.document.place("ending", 0), "No way leads to an ending of harm.")
    yield from _meters(file)


def has_whole_graph(scenario: Scenario) -> bool:
    """Whether every choice leads somewhere, no way goes round in a circle, and so each comes to an ending."""
    graph = {node.id: {choice.to for choice in node.choices} for node in scenario.nodes}
    known = graph.keys() | {ending.id for ending in scenario.endings}
    targets = {choice.to for node in scenario.nodes for choice in node.choices}
    return scenario.start in graph and targets <= known and not _in_circles(graph)


def _lost(file: ScenarioFile, reached: set[str], leading: set[str]) -> Iterator[Finding]:
    for number, node in enumerate(file.scenario.nodes):
        if node.id not in reached:
            yield UNREACHABLE.at(file.document.place("node", number), f"Nothing leads to “{node.id}”.")
        if node.id not in leading:
            yield NO_WAY_OUT.at(file.document.place("node", number), f"No ending can be reached from “{node.id}”.")
    for number, ending in enumerate(file.scenario.endings):
        if ending.id not in reached:
            yield UNREACHABLE.at(file.document.place("ending", number), f"Nothing leads to “{ending.id}”.")


def _reached(graph: Graph, start: set[str]) -> set[str]:
    """Everything that can be reached from these places, themselves included."""
    reached, waiting = set(start), list(start)
    while waiting:
        for name in graph.get(waiting.pop(), set()) - reached:
            reached.add(name)
            waiting.append(name)
    return reached


def _turned(graph: Graph) -> Graph:
    turned: Graph = {}
    for name, targets in graph.items():
        for target in targets:
            turned.setdefault(target, set()).add(name)
    return turned


def _in_circles(graph: Graph) -> set[str]:
    """The nodes from which a way leads back to themselves."""
    return {name for name, targets in graph.items() if name in _reached(graph, set(targets))}


def _meters(file: ScenarioFile) -> Iterator[Finding]:
    scenario = file.scenario
    where = {
        (node.id, choice.id): (number, which)
        for number, node in enumerate(scenario.nodes)
        for which, choice in enumerate(node.choices)
    }
    for node_id, choice, meter in sorted(_leaving(scenario)):
        number, which = where[node_id, choice]
        message = f"On one way through, “{meter}” leaves {LOWEST} to {HIGHEST} here."
        yield METER_RANGE.at(file.document.place("node", number, "choice", which, "moves"), message)


def _leaving(scenario: Scenario) -> set[tuple[str, str, str]]:
    """(node, choice, meter) of every move that leaves the range on some way; every state is met once."""
    choices = {node.id: [(choice, _changes(choice)) for choice in node.choices] for node in scenario.nodes}
    leaving: set[tuple[str, str, str]] = set()
    start: State = (scenario.start, scenario.meters)
    met, waiting = {start}, [start]
    while waiting:
        name, levels = waiting.pop()
        for choice, changes in choices.get(name, ()):
            after = tuple(map(add, levels, changes))
            out = [meter for meter, level in zip(METERS, after, strict=True) if not LOWEST <= level <= HIGHEST]
            leaving |= {(name, choice.id, meter) for meter in out}
            state = choice.to, after
            if not out and state not in met:
                met.add(state)
                waiting.append(state)
    return leaving


def _changes(choice: Choice) -> tuple[int, ...]:
    """How far a choice moves each meter."""
    return tuple(sum(move.by for move in choice.moves if move.meter == meter) for meter in METERS)
