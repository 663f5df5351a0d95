"""Two roads, held to roads.json."""

from __future__ import annotations

import json

import pytest

from tests.vectors.make_roads import FILE, roads, told

VECTORS = json.loads(FILE.read_text(encoding="utf-8"))
MAPS = {one["id"]: one for one in VECTORS["roads"]}


@pytest.mark.parametrize("case", VECTORS["carried"], ids=lambda case: case["roads"])
def test_what_each_switch_carried(case):
    assert told(roads(MAPS[case["roads"]])) == case["carried"]


def test_there_is_something_to_hold_an_engine_to():
    carried = [switch for case in VECTORS["carried"] for switch in case["carried"]]
    differences = [switch["open"][2] - switch["shut"][2] for switch in carried]
    assert min(differences) < 0 < max(differences)
    assert 0 in differences, "nothing shows how equal switches are ordered"
    assert any(max(switch["open"][0], switch["shut"][0]) > 300 for switch in carried), "no real story is counted"
