"""Writes roads.json: what each switch of two roads carried, counted over every way.

    python -m tests.vectors.make_roads

The roads are those under quizzes/ without their words, and some made up by chance. The file stands on
its own: content may change without it. Whoever changes the rules makes it anew, and reads the difference.

    roads       {"id", "start", "stages": [id], "nodes": [{"id", "stage", "choices": [{"id", "turn", "to"}]}],
                "endings": [{"id", "outcome"}]}
    carried     {"roads", "carried": [{"stage", "open": share, "shut": share}, …]}, what carried most first, equal
                ones in the order of the stages; a share is [ways, ways that end well, how many in a hundred]
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

from lms.domain.roads import Share, carried
from lms.domain.scenario import Choice, Ending, Node, Outcome, Scenario, ScenarioForm, Stage, Turn
from tests.vectors.writing import scenario_files, write

FILE = Path(__file__).parent / "roads.json"
SEEDS = range(6)


def main() -> None:
    maps = [*(made_up(seed) for seed in SEEDS), *(bare(raw) for raw in scenario_files("roads"))]
    write(FILE, roads=maps, carried=[{"roads": one["id"], "carried": told(roads(one))} for one in maps])


def bare(raw: dict[str, Any]) -> dict[str, Any]:
    """The graph of a file."""
    nodes = [
        {
            "id": node["id"],
            "stage": node["stage"],
            "choices": [{"id": one["id"], "turn": one["turn"], "to": one["to"]} for one in node["choice"]],
        }
        for node in raw["node"]
    ]
    endings = [{"id": ending["id"], "outcome": ending["outcome"]} for ending in raw["ending"]]
    stages = [stage["id"] for stage in raw["stage"]]
    return {"id": raw["id"], "start": raw["start"], "stages": stages, "nodes": nodes, "endings": endings}


def made_up(seed: int) -> dict[str, Any]:
    """Four stages with up to three nodes each, and three endings."""
    chance = random.Random(seed)
    widths = [1, *(chance.randint(1, 3) for _ in range(3))]
    nodes = []
    for stage, (width, after) in enumerate(zip(widths, [*widths[1:], 0], strict=True)):
        for which in range(width):
            targets = [f"n{stage + 1}-{chance.randrange(after)}" if after else f"e{chance.randrange(3)}" for _ in "abc"]
            pairs = list(zip("abc", ("open", "shut", chance.choice(("open", "shut"))), targets, strict=True))
            choices = [{"id": name, "turn": turn, "to": to} for name, turn, to in pairs[: chance.randint(2, 3)]]
            nodes.append({"id": f"n{stage}-{which}", "stage": f"s{stage}", "choices": choices})
    endings = [{"id": f"e{number}", "outcome": str(outcome)} for number, outcome in enumerate(Outcome)]
    stages = [f"s{stage}" for stage in range(4)]
    return {"id": f"made-up-{seed}", "start": "n0-0", "stages": stages, "nodes": nodes, "endings": endings}


def roads(raw: dict[str, Any]) -> Scenario:
    """The graph as the domain takes it, with empty words."""
    nodes = tuple(
        Node(node["id"], "", False, tuple(map(_choice, node["choices"])), node["stage"]) for node in raw["nodes"]
    )
    endings = tuple(Ending(one["id"], Outcome(one["outcome"]), "", "", "", "", "", ()) for one in raw["endings"])
    stages = tuple(Stage(name, "", "") for name in raw["stages"])
    words = ("", raw["id"], "", "", "", 0, "", "", raw["start"], (2, 2, 2), ())
    return Scenario(*words, nodes, endings, ScenarioForm.ROADS, (), stages)


def _choice(raw: dict[str, Any]) -> Choice:
    return Choice(raw["id"], "", raw["to"], "", "", (), (), turn=Turn(raw["turn"]))


def told(scenario: Scenario) -> list[dict[str, Any]]:
    return [
        {"stage": switch.stage.id, "open": _share(switch.open), "shut": _share(switch.shut)}
        for switch in carried(scenario)
    ]


def _share(share: Share) -> list[int]:
    return [share.ways, share.well, share.per_hundred]


if __name__ == "__main__":
    main()
