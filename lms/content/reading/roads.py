"""What only two roads side by side have: the roads, their stages, and where each person stands."""

from __future__ import annotations

from lms.content.reading.table import Table
from lms.domain.scenario import Beside, Road, Stage


def read_roads(table: Table) -> tuple[list[Road | None], list[Stage | None]]:
    """The roads and the stages of a scenario; None for each that is not whole."""
    return [_road(one) for one in table.tables("road")], [_stage(one) for one in table.tables("stage")]


def _road(table: Table) -> Road | None:
    road = Road(table.id(), table.text("name"), table.text("start"))
    return road if table.done() else None


def _stage(table: Table) -> Stage | None:
    stage = Stage(table.id(), table.text("title"), table.text("switch"))
    return stage if table.done() else None


def read_beside(table: Table) -> Beside | None:
    beside = Beside(table.id("road"), table.text("text"))
    return beside if table.done() else None
