"""Writes engine.json: stories without their words, paths through them, and where each path leads.

    python -m tests.vectors.make_engine

The stories are the graphs of the scenarios under quizzes/ and one made up for what those do not have
(meters at their ends, several moves of one meter). The file stands on its own: content may change
without it. Whoever changes the engine's rules makes it anew, and reads the difference.

A case is `{"story", "path", "result"}` or `{"story", "path", "refused": true}`; a result is
`{"at", "meters", "after", "ending"}`, where `meters` is safety, trust, choice at the end of the path,
`after` the meters after each step, and `ending` the outcome or null.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lms.domain.engine import Play, begin, plays
from lms.domain.scenario import METERS, Choice, Ending, Move, Node, Outcome, Scenario

HERE = Path(__file__).parent
FILE = HERE / "engine.json"
QUIZZES = HERE.parent.parent / "quizzes"
WAYS = 24  # whole ways per story, spread evenly over all of them

MADE_UP: dict[str, Any] = {
    "id": "made-up-ends-of-the-meters",
    "start": "first",
    "meters": [5, 0, 4],
    "nodes": [
        {
            "id": "first",
            "choices": [
                {"id": "up", "to": "second", "moves": [["safety", 1], ["trust", 1], ["choice", 1]]},
                {"id": "down", "to": "second", "moves": [["safety", -1], ["trust", -1], ["choice", -1]]},
                {"id": "both", "to": "second", "moves": [["trust", 1], ["trust", -1], ["trust", 1]]},
                {"id": "over", "to": "second", "moves": [["safety", 1], ["safety", -1]]},
                {"id": "none", "to": "harm", "moves": []},
            ],
        },
        {
            "id": "second",
            "choices": [
                {"id": "up", "to": "sound", "moves": [["choice", 1], ["choice", 1]]},
                {"id": "down", "to": "repaired", "moves": [["safety", -1], ["safety", -1]]},
            ],
        },
    ],
    "endings": [{"id": outcome, "outcome": outcome} for outcome in ("sound", "repaired", "harm")],
}


def main() -> None:
    stories = [*(bare(path) for path in sorted(QUIZZES.glob("*/*.toml")) if path.stem[:5] != "items"), MADE_UP]
    cases = [case for story in stories for case in cases_of(story)]
    rows = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    graphs = ",\n".join(json.dumps(story, separators=(",", ":")) for story in stories)
    FILE.write_text(f'{{"stories":[\n{graphs}\n],"cases":[\n{rows}\n]}}\n', encoding="utf-8")


def bare(path: Path) -> dict[str, Any]:
    """The graph of a scenario file."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    nodes = [
        {
            "id": node["id"],
            "choices": [
                {
                    "id": one["id"],
                    "to": one["to"],
                    "moves": [[move["meter"], move["by"]] for move in one.get("moves", [])],
                }
                for one in node["choice"]
            ],
        }
        for node in raw["node"]
    ]
    endings = [{"id": ending["id"], "outcome": ending["outcome"]} for ending in raw["ending"]]
    meters = [raw["meters"][name] for name in METERS]
    return {"id": raw["id"], "start": raw["start"], "meters": meters, "nodes": nodes, "endings": endings}


def scenario(story: dict[str, Any]) -> Scenario:
    """The graph as the engine takes it, with empty words."""
    nodes = tuple(Node(node["id"], "", False, tuple(map(_choice, node["choices"]))) for node in story["nodes"])
    endings = tuple(Ending(one["id"], Outcome(one["outcome"]), "", "", "", "", "", ()) for one in story["endings"])
    safety, trust, own = story["meters"]
    return Scenario("", story["id"], "", "", "", 0, "", "", story["start"], (safety, trust, own), (), nodes, endings)


def _choice(raw: dict[str, Any]) -> Choice:
    moves = tuple(Move(meter, by, "") for meter, by in raw["moves"])
    return Choice(raw["id"], "", raw["to"], "", "", (), moves)


def cases_of(story: dict[str, Any]) -> Iterator[dict[str, Any]]:
    whole = scenario(story)
    ways = list(plays(whole))
    first = {play.at: play for play in reversed(ways)}.values()
    spread = ways[:: max(1, len(ways) // WAYS)]
    chosen = {play.path: play for play in (begin(whole), *first, *spread)}
    yield from (case(story["id"], play) for play in chosen.values())
    yield from ({"story": story["id"], "path": path, "refused": True} for path in bad_paths(whole, ways))


def case(story: str, play: Play) -> dict[str, Any]:
    return {"story": story, "path": play.path, "result": result(play)}


def result(play: Play) -> dict[str, Any]:
    after = [list(step.after) for step in play.steps]
    ending = play.ending.outcome.value if play.ending else None
    return {"at": play.at, "meters": list(play.meters), "after": after, "ending": ending}


def bad_paths(whole: Scenario, ways: list[Play]) -> Iterator[list[list[str]]]:
    """Each way of going wrong, on the longest way through."""
    path = [list(step) for step in max(ways, key=lambda play: len(play.steps)).path]
    yield path[1:]  # not from the start
    yield [path[0], *path]  # one step twice
    if len(path) > 2:
        yield path[:1] + path[2:]  # a gap
    yield [*path, path[-1]]  # on from an ending
    yield [[path[0][0], "no-such-choice"]]
    yield [["no-such-node", path[0][1]]]
    yield [[path[0][0].upper(), path[0][1]]]
    yield [["", ""]]
    strange = {one.id for node in whole.nodes for one in node.choices} - {one.id for one in whole.nodes[0].choices}
    yield from ([[whole.start, name]] for name in sorted(strange)[:1])  # a choice of another node


if __name__ == "__main__":
    main()
