"""Writes interview.json: what each try of an interview shows, and what a talk adds up to.

    python -m tests.vectors.make_interview

The interviews are those under quizzes/ without their words, and one made up. The file stands on its own:
content may change without it. Whoever changes the rules makes it anew, and reads the difference.

    interviews  {"id", "start", "nodes": [{"id", "choices": [{"id", "kind", "to", "texts"}]}], "endings": [id]};
                `texts` is how many wordings a question has; the first is number 0
    shown       {"interview", "try", "node", "shown": [[choice, wording], …]}, in the order of the page
    tallies     {"interview", "path": [[node, choice], …], "tally": {kind: how often}}
    tries       {"written", "try"}; the try is null where it is refused
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lms.domain.engine import BadPath, Play, begin, choose
from lms.domain.interview import read_try, tally, worded
from lms.domain.scenario import Choice, Ending, Node, Outcome, QuestionKind, Scenario, ScenarioForm
from tests.vectors.writing import scenario_files, write

FILE = Path(__file__).parent / "interview.json"
TRIES = (1, 2, 3, 4, 10, 999)
WRITTEN = ("1", "2", "10", "999", "1000", "0", "-1", "01", "", "two", "1.0", " 1", "1\n", "٣", "9" * 40)
WALKS = 6

MADE_UP: dict[str, Any] = {
    "id": "made-up",
    "start": "a",
    "nodes": [
        {
            "id": "a",
            "choices": [
                {"id": "one", "kind": "open", "to": "b", "texts": 3},
                {"id": "two", "kind": "closed", "to": "b", "texts": 1},
                {"id": "three", "kind": "leading", "to": "end", "texts": 2},
                {"id": "four", "kind": "multiple", "to": "end", "texts": 7},
            ],
        },
        {"id": "b", "choices": [{"id": "one", "kind": "open", "to": "end", "texts": 3}]},
    ],
    "endings": ["end"],
}


def main() -> None:
    talks = [MADE_UP, *(bare(raw) for raw in scenario_files("interview"))]
    cases = [shown(talk, attempt, node["id"]) for talk in talks for attempt in TRIES for node in talk["nodes"]]
    tallies = [case for talk in talks for case in walked(talk)]
    write(FILE, interviews=talks, shown=cases, tallies=tallies, tries=[tried(text) for text in WRITTEN])


def bare(raw: dict[str, Any]) -> dict[str, Any]:
    """The graph of an interview's file."""
    nodes = [{"id": node["id"], "choices": [_bare(one) for one in node["choice"]]} for node in raw["node"]]
    return {"id": raw["id"], "start": raw["start"], "nodes": nodes, "endings": [one["id"] for one in raw["ending"]]}


def _bare(one: dict[str, Any]) -> dict[str, Any]:
    return {"id": one["id"], "kind": one["kind"], "to": one["to"], "texts": 1 + len(one["wordings"])}


def interview(talk: dict[str, Any]) -> Scenario:
    """The graph as the domain takes it; a wording's text is its number."""
    nodes = tuple(Node(node["id"], "", False, tuple(map(_choice, node["choices"]))) for node in talk["nodes"])
    endings = tuple(Ending(one, Outcome.SOUND, "", "", "", "", "", ()) for one in talk["endings"])
    words = ("", talk["id"], "", "", "", 0, "", "", talk["start"], (2, 2, 2), ())
    return Scenario(*words, nodes, endings, ScenarioForm.INTERVIEW)


def _choice(raw: dict[str, Any]) -> Choice:
    first, *others = map(str, range(raw["texts"]))
    return Choice(raw["id"], first, raw["to"], "", "", (), (), QuestionKind(raw["kind"]), tuple(others))


def shown(talk: dict[str, Any], attempt: int, node: str) -> dict[str, Any]:
    at = worded(interview(talk), attempt).node(node)
    choices = [[one.id, int(one.text)] for one in at.choices] if at else []
    return {"interview": talk["id"], "try": attempt, "node": node, "shown": choices}


def walked(talk: dict[str, Any]) -> Iterator[dict[str, Any]]:
    chance = random.Random(talk["id"])
    for number in range(WALKS):
        play = begin(interview(talk))
        while play.node and len(play.steps) < (number + 1) * 2:
            play = choose(play, chance.choice(play.node.choices).id)
        yield {"interview": talk["id"], "path": play.path, "tally": counted(play)}


def counted(play: Play) -> dict[str, int]:
    return {str(kind): asked for kind, asked in tally(play).items()}


def tried(text: str) -> dict[str, Any]:
    try:
        return {"written": text, "try": read_try(text)}
    except BadPath:
        return {"written": text, "try": None}


if __name__ == "__main__":
    main()
