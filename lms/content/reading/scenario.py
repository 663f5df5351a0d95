"""`quizzes/<module>/<scenario>.toml`: a graph of nodes, choices and endings, with its words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lms.content.finding import Finding
from lms.content.reading.document import Document, read_toml
from lms.content.reading.lesson import MOST_MINUTES
from lms.content.reading.table import Table
from lms.content.rules.files import NO_FEEDBACK, WRONG_VALUE
from lms.domain.scenario import HIGHEST, LOWEST, METERS, Choice, Ending, Move, Node, Outcome, Scenario


@dataclass(frozen=True)
class ScenarioFile:
    document: Document
    scenario: Scenario


def read_scenario(root: Path, module: str, scenario_id: str, found: list[Finding]) -> ScenarioFile | None:
    document = read_toml(root, f"quizzes/{module}/{scenario_id}.toml", found)
    return None if document is None else parse_scenario(document, module, found)


def parse_scenario(document: Document, module: str, found: list[Finding]) -> ScenarioFile | None:
    table = Table(document, document.values, (), found)
    nodes = [_node(node) for node in table.tables("node")]
    endings = [_ending(ending) for ending in table.tables("ending")]
    meters = _meters(table.table("meters"))
    scenario = Scenario(
        module=module,
        id=table.id(),
        title=table.text("title"),
        summary=table.text("summary"),
        role=table.text("role"),
        minutes=table.whole("minutes", 1, MOST_MINUTES),
        note=table.text("note"),
        beyond=table.text("beyond", optional=True),
        start=table.id("start"),
        meters=meters or (LOWEST, LOWEST, LOWEST),
        sources=table.words("sources"),
        nodes=tuple(node for node in nodes if node),
        endings=tuple(ending for ending in endings if ending),
    )
    whole = table.done() and meters is not None and None not in nodes and None not in endings
    return ScenarioFile(document, scenario) if whole else None


def _meters(table: Table) -> tuple[int, int, int] | None:
    safety, trust, choice = (table.whole(name, LOWEST, HIGHEST) for name in METERS)
    return (safety, trust, choice) if table.done() else None


def _node(table: Table) -> Node | None:
    choices = [_choice(choice) for choice in table.tables("choice")]
    whole = tuple(choice for choice in choices if choice)
    node = Node(table.id(), table.text("text"), table.flag("pause", optional=True), whole)
    return node if table.done() and None not in choices else None


def _choice(table: Table) -> Choice | None:
    moves = [_move(move) for move in table.tables("moves", optional=True)]
    choice = Choice(
        id=table.id(),
        text=table.text("text"),
        to=table.id("to"),
        then=table.text("then"),
        why=table.text("why", missing=NO_FEEDBACK),
        sources=table.words("sources"),
        moves=tuple(move for move in moves if move),
    )
    return choice if table.done() and None not in moves else None


def _move(table: Table) -> Move | None:
    move = Move(table.one_of("meter", METERS), table.whole("by", -1, 1), table.text("because"))
    if move.by == 0:
        table.refuse(WRONG_VALUE, "“by” is 0; it can be 1 or -1.", "by")
    return move if table.done() else None


def _ending(table: Table) -> Ending | None:
    ending_id, outcome = table.id(), table.one_of("outcome", tuple(Outcome))
    title, text, after = table.text("title"), table.text("text"), table.text("next")
    rests, ask, sources = table.text("rests"), table.text("ask"), table.words("sources")
    if not table.done():
        return None
    return Ending(ending_id, Outcome(outcome), title, text, after, rests, ask, sources)
