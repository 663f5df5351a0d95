"""The content page against a bare Flask response, on the same server, settings and machine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from tests.bench.figure import Figure, at_least, middle
from tests.bench.running import bare, helper, site

SECONDS, ROUNDS = 3, 3
CONNECTIONS = 32


def figures(data: Path) -> Iterator[Figure]:
    lesson = a_lesson()
    with bare() as yardstick, site(data) as ours:
        pairs = [
            (
                helper("client", yardstick.port, SECONDS, CONNECTIONS, "/"),
                helper("client", ours.port, SECONDS, CONNECTIONS, lesson),
            )
            for _ in range(ROUNDS)
        ]
    plain, page = middle([one for one, _ in pairs]), middle([one for _, one in pairs])
    yield Figure("a bare Flask response", f"{plain:,.0f}/s")
    yield Figure("a lesson, compiled", f"{page:,.0f}/s")
    yield at_least("a lesson against bare Flask", middle([ours / theirs for theirs, ours in pairs]), 2, " times")


def a_lesson() -> str:
    """The address of the first lesson of a module with a test."""
    from lms import content
    from tests.bench.running import ROOT

    library = content.load(ROOT)
    module = next(one for one in library.modules.values() if one.test)
    return f"/en/modules/{module.id}/{module.lessons[0].id}/"
