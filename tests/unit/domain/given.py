"""Small made-up content and histories for the tests of the domain; every builder's defaults make a whole thing."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from lms.domain.course import Action, Item, Lesson, Module, Option, TestRule, Use
from lms.domain.event import Event, Kind
from lms.domain.mastery import Answered, Form, Sitting
from lms.domain.scenario import Choice, Ending, Move, Node, Outcome, Scenario

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DEVICE = uuid.UUID(int=1)
RULE = TestRule(items=20, pass_mark=16, critical=3)


def later(**span: float) -> datetime:
    return NOW + timedelta(**span)


def item(name: str, use: Use = Use.TEST, *, critical: bool = False, lesson: str = "one", right: str = "a") -> Item:
    options = tuple(Option(f"Option {letter}", letter == right, f"Why {letter}") for letter in "abc")
    return Item("topic", name, lesson, use, critical, f"What about {name}?", ("general",), options)


def lesson(name: str) -> Lesson:
    return Lesson("topic", name, name.title(), "", 6, (), (), ("general",), "", "", "Text")


def bank(plain: int = 25, critical: int = 9) -> tuple[Item, ...]:
    """A module's items: practice, both forms and a test bank of this size."""
    forms = [item(f"{use.value}-{n}", use) for use in (Use.FORM_A, Use.FORM_B) for n in range(6)]
    practice = [item(f"practice-{n}", Use.PRACTICE) for n in range(9)]
    grave = [item(f"grave-{n}", critical=True) for n in range(critical)]
    return (*practice, *forms, *grave, *(item(f"plain-{n}") for n in range(plain)))


def module(items: Sequence[Item] = (), scenarios: Sequence[Scenario] = (), rule: TestRule | None = RULE) -> Module:
    lessons = (lesson("one"), lesson("two"))
    actions = (Action("wait", "When I am unsure", "I will wait"),)
    return Module("topic", "Topic", "", "", "published", "", lessons, tuple(scenarios), tuple(items), actions, rule)


def choice(name: str, to: str, **moves: int) -> Choice:
    moved = tuple(Move(meter, by, "Because.") for meter, by in moves.items())
    return Choice(name, f"Do {name}", to, "Then.", "Why.", ("general",), moved)


def node(name: str, *choices: Choice) -> Node:
    return Node(name, f"At {name}.", False, choices)


def ending(name: str, outcome: Outcome) -> Ending:
    return Ending(name, outcome, name.title(), "", "", "", "", ("general",))


def scenario(
    nodes: Sequence[Node] = (), endings: Sequence[Ending] = (), meters: tuple[int, int, int] = (2, 2, 2)
) -> Scenario:
    """A desk, a room behind it, and three ways to end; unless other nodes and endings are given."""
    nodes = nodes or (
        node("desk", choice("ask", "room", trust=1), choice("press", "room", trust=-1), choice("send", "harm")),
        node(
            "room", choice("listen", "sound", choice=1), choice("mend", "repaired"), choice("call", "harm", safety=-1)
        ),
    )
    endings = endings or tuple(ending(str(outcome), outcome) for outcome in Outcome)
    return Scenario(
        "topic", "story", "Story", "", "", 10, "", "", nodes[0].id, meters, ("general",), tuple(nodes), tuple(endings)
    )


def event(kind: Kind, subject: str, n: int, version: str | None = None, at: datetime = NOW, **data: Any) -> Event:
    """One event; its id follows from its counter, so that equal calls make equal events."""
    return Event(uuid.UUID(int=n), DEVICE, n, at, at, kind, subject, version, "en", data)


def sitting(
    wrong: Sequence[str] = (),
    drawn: Sequence[Item] = (),
    form: Form = Form.FULL,
    at: datetime = NOW,
    pass_mark: int = 16,
    *,
    open_still: bool = False,
) -> Sitting:
    """A sitting of these items, all answered rightly but those named in `wrong`."""
    answers = tuple(
        Answered(
            one.id, one.id, one.lesson, one.critical, one.correct, frozenset("c") if one.id in wrong else one.correct
        )
        for one in drawn
    )
    return Sitting("1", form, at, pass_mark, answers, None if open_still else at)
