"""Three servers under this application, one web process each: what docs/decisions/server.md rests on.

gunicorn and waitress are no part of Waymark; they are measured where they are installed
(`.venv/bin/pip install gunicorn waitress`).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from tests.bench.answers import LEARNERS, learners, practice
from tests.bench.figure import Figure
from tests.bench.pages import a_lesson
from tests.bench.running import demo, free_port, helper, memory, running, signed_in

THREADS = "16"
SECONDS, CONNECTIONS = 3, 32


def commands(application: str, port: int) -> dict[str, list[str]]:
    """How each server runs an application with one process and threads."""
    python = [sys.executable, "-m"]
    address = f"127.0.0.1:{port}"
    granian = ["granian", "--interface", "wsgi", "--port", str(port), "--blocking-threads", THREADS, "--http", "1"]
    return {
        "granian": [*python, *granian, "--no-ws", application],
        "gunicorn": [*python, "gunicorn", "-k", "gthread", "-w", "1", "--threads", THREADS, "-b", address, application],
        "waitress": [*python, "waitress", f"--listen={address}", f"--threads={THREADS}", application],
    }


def figures(data: Path) -> Iterator[Figure]:
    told, lesson = demo(data, LEARNERS), a_lesson()
    items = data / "items.json"
    items.write_text(json.dumps(practice()), encoding="utf-8")
    for name in commands("", 0):
        if find_spec(name) is None:
            yield Figure(name, "not installed")
            continue
        yield from measured(name, data, lesson, told["learner"]["password"], items)


def measured(name: str, data: Path, lesson: str, password: str, items: Path) -> Iterator[Figure]:
    port = free_port()
    with running(commands("tests.bench.bare:app", port)[name], "/", port) as bare:
        plain = helper("client", bare.port, SECONDS, CONNECTIONS, "/")
    port = free_port()
    with running(commands("wsgi:application", port)[name], "/ready", port, {"LMS_DATA": str(data)}) as ours:
        cookies = [signed_in(port, one, password) for one in learners(data)]
        page = helper("client", port, SECONDS, CONNECTIONS, lesson)
        home = helper("client", port, SECONDS, CONNECTIONS, "/en/me/", f"Cookie: {cookies[0]}")
        kept = helper("sender", port, SECONDS, 1, items, *cookies)
        yield Figure(f"{name}: bare Flask", f"{plain:,.0f}/s")
        yield Figure(f"{name}: a lesson, compiled", f"{page:,.0f}/s", f"{page / plain:.1f} times bare Flask")
        yield Figure(f"{name}: home, signed in", f"{home:,.0f}/s")
        yield Figure(f"{name}: durable answers, one a request", f"{kept:,.0f}/s")
        yield Figure(f"{name}: memory", f"{memory(ours.pid):,.0f} MB")
