"""What a page of one's own costs: processor time, statements, bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figure import Figure, at_most
from tests.bench.inside import Inside, opened, token
from tests.harness import finishing

TIMES = 150
TEST = f"/en/modules/{finishing.MODULE}/test/"


def figures(data: Path) -> Iterator[Figure]:
    inside = opened(data / "signed-in")
    person, headers = inside.person("Heron")
    finishing.read_lessons(inside.stage, person, but=2)
    finishing.play_scenarios(inside.stage, person, count=1)
    finishing.begin_test(inside.stage, person)
    yield from shown("home", *inside.cost(lambda _turn: inside.ask(headers, "/en/me/"), TIMES))
    yield from shown("a test question", *inside.cost(lambda _turn: inside.ask(headers, f"{TEST}?q=1"), TIMES))
    yield from shown("an answer to it", *inside.cost(answering(inside, headers), TIMES))


def answering(inside: Inside, headers: dict[str, str]):  # a closure over one page
    """Answers questions in turn, as somebody does who goes back and forth."""
    page = inside.ask(headers, f"{TEST}?q=1")[1]
    attempt = re.search(r'name="attempt" value="([^"]*)"', page.decode())
    assert attempt, "there is no open test"
    fields = {"csrf_token": token(page), "step": "answer", "attempt": attempt[1]}

    def answer(turn: int) -> tuple[int, bytes, float]:
        number, letter = turn % 20 + 1, "abc"[turn // 20 % 3]
        done = inside.ask(headers, f"{TEST}?q={number}", {**fields, "q": str(number), "choice": letter})
        assert done[0] == 303, f"the answer was not taken: {done[0]}"
        return done

    return answer


def shown(what: str, milliseconds: float, statements: int, size: int) -> Iterator[Figure]:
    yield at_most(f"{what}: processor time", milliseconds, 1.5, " ms")
    yield at_most(f"{what}: statements", statements, 6)
    yield Figure(f"{what}: bytes over the wire", f"{size:,}")
