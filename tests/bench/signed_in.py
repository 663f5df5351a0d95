"""What a page of one's own costs: processor time, statements, bytes."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from werkzeug.test import EnvironBuilder, run_wsgi_app

from tests.bench.bare import app as bare
from tests.bench.figure import Figure, at_most, middle
from tests.bench.inside import Inside, opened, token
from tests.harness import finishing

TIMES = 150
QUESTIONS, ANSWERING = 20, 6
TEST = f"/en/modules/{finishing.MODULE}/test/"
Asked = Callable[[int], tuple[int, bytes, float]]


def figures(data: Path) -> Iterator[Figure]:
    with opened(data / "signed-in") as inside:
        person, headers = inside.person("Heron")
        finishing.read_lessons(inside.stage, person, but=2)
        finishing.play_scenarios(inside.stage, person, count=1)
        finishing.begin_test(inside.stage, person)
        yield Figure("a bare Flask response: processor time", f"{yardstick():.2f} ms")
        yield from shown("home", *inside.cost(lambda _turn: inside.ask(headers, "/en/me/"), TIMES))
        yield from shown("a test question", *inside.cost(lambda _turn: inside.ask(headers, f"{TEST}?q=1"), TIMES))
        yield from shown("an answer to it", *inside.cost(answering(inside), QUESTIONS * ANSWERING - 6))


def yardstick() -> float:
    """Milliseconds of processor for a bare Flask response, measured in the same way."""
    spent = []
    for _ in range(TIMES):
        environ = EnvironBuilder("/").get_environ()
        start = time.process_time()
        chunks, _, _ = run_wsgi_app(bare.wsgi_app, environ, buffered=True)
        b"".join(chunks)
        spent.append((time.process_time() - start) * 1000)
    return middle(spent)


def answering(inside: Inside) -> Asked:
    """Answers of one learner after the other, each to a whole test."""
    forms = [begun(inside, f"Learner {number}") for number in range(ANSWERING)]

    def answer(turn: int) -> tuple[int, bytes, float]:
        headers, fields = forms[turn // QUESTIONS]
        number = turn % QUESTIONS + 1
        done = inside.ask(headers, f"{TEST}?q={number}", {**fields, "q": str(number), "choice": "a"})
        assert done[0] == 303, f"the answer was not taken: {done[0]}"
        return done

    return answer


def begun(inside: Inside, nickname: str) -> tuple[dict[str, str], dict[str, str]]:
    """A learner with an open test: her headers, and what every form of the test holds."""
    person, headers = inside.person(nickname)
    finishing.begin_test(inside.stage, person)
    page = inside.ask(headers, f"{TEST}?q=1")[1]
    attempt = re.search(r'name="attempt" value="([^"]*)"', page.decode())
    assert attempt, "there is no open test"
    return headers, {"csrf_token": token(page), "step": "answer", "attempt": attempt[1]}


def shown(what: str, milliseconds: float, statements: int, size: int) -> Iterator[Figure]:
    yield at_most(f"{what}: processor time", milliseconds, 1.5, " ms")
    yield at_most(f"{what}: statements", statements, 6)
    yield Figure(f"{what}: bytes over the wire", f"{size:,}")
