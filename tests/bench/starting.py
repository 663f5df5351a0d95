"""From nothing to the first answer, and what the processes then hold in memory."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.figure import Figure, at_most, middle
from tests.bench.pages import a_lesson
from tests.bench.running import helper, memory, processor, site

ROUNDS = 3
SETTLED = 6  # seconds until every page is compiled behind the first visitors


def figures(data: Path) -> Iterator[Figure]:
    with site(data) as first:
        yield at_most("the very first start, to /ready", first.started, 2, " s")
        time.sleep(SETTLED)
        yield at_most("memory after the first start", memory(first.pid), 150, " MB")
    times, spent = [], []
    for _ in range(ROUNDS):
        with site(data) as again:
            times.append(again.started)
            spent.append(processor(again.pid))
    yield at_most("a start with everything there, to /ready", middle(times), 2, " s")
    yield Figure("  of which processor time", f"{middle(spent):.2f} s")
    with site(data) as ours:
        time.sleep(SETTLED)
        yield at_most("memory at rest", memory(ours.pid), 150, " MB")
        helper("client", ours.port, 3, 64, a_lesson())
        helper("client", ours.port, 3, 64, "/ready")
        yield at_most("memory after 64 connections at once", memory(ours.pid), 150, " MB")
