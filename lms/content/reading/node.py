"""A node of a scenario and its choices; each form of a scenario has keys of its own."""

from __future__ import annotations

from typing import Any

from lms.content.reading.roads import read_beside
from lms.content.reading.table import Table
from lms.content.rules.files import NO_FEEDBACK, WRONG_VALUE
from lms.domain.scenario import METERS, Choice, Move, Node, QuestionKind, ScenarioForm, Turn


def read_node(table: Table, form: ScenarioForm) -> Node | None:
    choices = [_choice(choice, form) for choice in table.tables("choice")]
    on_roads = form is ScenarioForm.ROADS
    beside = [read_beside(one) for one in table.tables("beside")] if on_roads else []
    node = Node(
        id=table.id(),
        text=table.text("text"),
        pause=table.flag("pause", optional=True),
        choices=tuple(choice for choice in choices if choice),
        stage=table.id("stage") if on_roads else "",
        you=table.text("you") if on_roads else "",
        beside=tuple(one for one in beside if one),
    )
    return node if table.done() and None not in [*choices, *beside] else None


def _choice(table: Table, form: ScenarioForm) -> Choice | None:
    moves = [_move(move) for move in table.tables("moves", optional=True)]
    choice = Choice(
        id=table.id(),
        text=table.text("text"),
        to=table.id("to"),
        then=table.text("then"),
        why=table.text("why", missing=NO_FEEDBACK),
        sources=table.words("sources"),
        moves=tuple(move for move in moves if move),
        **_of_form(table, form),
    )
    return choice if table.done() and None not in moves else None


def _of_form(table: Table, form: ScenarioForm) -> dict[str, Any]:
    """What a choice says in this form only; a word that is none of those allowed has been refused."""
    if form is ScenarioForm.INTERVIEW:
        kind = table.one_of("kind", tuple(QuestionKind))
        known = QuestionKind(kind) if kind in tuple(QuestionKind) else None
        return {"kind": known, "wordings": table.words("wordings")}
    if form is ScenarioForm.ROADS:
        turn = table.one_of("turn", tuple(Turn))
        return {"turn": Turn(turn) if turn in tuple(Turn) else None}
    return {}


def _move(table: Table) -> Move | None:
    move = Move(table.one_of("meter", METERS), table.whole("by", -1, 1), table.text("because"))
    if move.by == 0:
        table.refuse(WRONG_VALUE, "“by” is 0; it can be 1 or -1.", "by")
    return move if table.done() else None
