"""Durable answers: acknowledged only when they are on the disk."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from lms import content
from lms.domain.course import Use
from tests.bench.figure import Figure, at_least, middle
from tests.bench.running import ROOT, demo, helper, signed_in, site

LEARNERS, SECONDS, ROUNDS = 16, 4, 2
BATCH = 50


def figures(data: Path) -> Iterator[Figure]:
    told = demo(data, LEARNERS)
    items = data / "items.json"
    items.write_text(json.dumps(practice()), encoding="utf-8")
    yield Figure("the disk: a page of 4 kB, safe on it", f"{fsyncs(data):,.0f}/s")
    with site(data) as ours:
        cookies = [signed_in(ours.port, name, told["learner"]["password"]) for name in learners(data)]
        single = [helper("sender", ours.port, SECONDS, 1, items, *cookies) for _ in range(ROUNDS)]
        many = [helper("sender", ours.port, SECONDS, BATCH, items, *cookies) for _ in range(ROUNDS)]
    yield at_least("durable answers, one in each request", middle(single), 300, "/s")
    yield at_least(f"durable answers, {BATCH} in each request", middle(many), 1500, "/s")


def practice() -> list[tuple[str, str]]:
    """Subject and version of every practice item."""
    library = content.load(ROOT)
    items = [item for module in library.modules.values() for item in module.bank(Use.PRACTICE)]
    return [(item.subject, library.version(item)) for item in items]


def learners(data: Path) -> list[str]:
    """The sign-in names of the demo's learners."""
    query = "SELECT sign_in_name FROM account WHERE id NOT IN (SELECT account_id FROM account_role) ORDER BY 1"
    with closing(sqlite3.connect(data / "waymark.db")) as database:
        return [name for (name,) in database.execute(query)][:LEARNERS]


def fsyncs(folder: Path) -> float:
    """How often a second this disk makes 4 kB safe."""
    count, end = 0, time.perf_counter() + 1
    with (folder / "disk").open("wb", buffering=0) as file:
        while time.perf_counter() < end:
            file.write(bytes(4096))
            os.fsync(file.fileno())
            count += 1
    (folder / "disk").unlink()
    return count / 1.0
