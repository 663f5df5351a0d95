"""`quizzes/<module>/<scenario>.toml`: a graph of nodes, choices and endings, with its words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lms.content.finding import Finding
from lms.content.reading.document import Document, read_toml
from lms.content.reading.lesson import MOST_MINUTES
from lms.content.reading.node import read_node
from lms.content.reading.roads import read_roads
from lms.content.reading.table import Table
from lms.domain.scenario import HIGHEST, LOWEST, METERS, Ending, Outcome, Scenario, ScenarioForm


@dataclass(frozen=True)
class ScenarioFile:
    document: Document
    scenario: Scenario


def read_scenario(root: Path, module: str, scenario_id: str, found: list[Finding]) -> ScenarioFile | None:
    document = read_toml(root, f"quizzes/{module}/{scenario_id}.toml", found)
    return None if document is None else parse_scenario(document, module, found)


def parse_scenario(document: Document, module: str, found: list[Finding]) -> ScenarioFile | None:
    table = Table(document, document.values, (), found)
    form = _form(table)
    nodes = [read_node(node, form) for node in table.tables("node")]
    endings = [_ending(ending) for ending in table.tables("ending")]
    meters = _meters(table.table("meters"))
    roads, stages = read_roads(table) if form is ScenarioForm.ROADS else ([], [])
    scenario = Scenario(
        module=module,
        id=table.id(),
        minutes=table.whole("minutes", 1, MOST_MINUTES),
        start=table.id("start"),
        meters=meters or (LOWEST, LOWEST, LOWEST),
        sources=table.words("sources"),
        **_words(table),
        nodes=tuple(node for node in nodes if node),
        endings=tuple(ending for ending in endings if ending),
        form=form,
        roads=tuple(road for road in roads if road),
        stages=tuple(stage for stage in stages if stage),
    )
    parts = [meters, *nodes, *endings, *roads, *stages]
    return ScenarioFile(document, scenario) if table.done() and None not in parts else None


def _words(table: Table) -> dict[str, str]:
    words = {name: table.text(name) for name in ("title", "summary", "role", "note")}
    return {**words, "beyond": table.text("beyond", optional=True)}


def _form(table: Table) -> ScenarioForm:
    """The form that a file names; a story when it names none, or one that does not exist."""
    name = table.one_of("form", tuple(ScenarioForm), optional=True)
    return ScenarioForm(name) if name in tuple(ScenarioForm) else ScenarioForm.STORY


def _meters(table: Table) -> tuple[int, int, int] | None:
    safety, trust, choice = (table.whole(name, LOWEST, HIGHEST) for name in METERS)
    return (safety, trust, choice) if table.done() else None


def _ending(table: Table) -> Ending | None:
    ending_id, outcome = table.id(), table.one_of("outcome", tuple(Outcome))
    title, text, after = table.text("title"), table.text("text"), table.text("next")
    rests, ask, sources = table.text("rests"), table.text("ask"), table.words("sources")
    if not table.done():
        return None
    return Ending(ending_id, Outcome(outcome), title, text, after, rests, ask, sources)
