"""A trainer's matrix with many people in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lms.cli.opening import parts
from lms.domain.permission import Role
from tests.bench.figure import Figure, at_most
from tests.bench.inside import opened
from tests.harness import crowd
from tests.harness.wide import wide_library

TIMES = 20


def figures(data: Path) -> Iterator[Figure]:
    with opened(data / "cohort") as inside:
        site = parts(inside.app)
        site.library = wide_library(site.library, crowd.COURSE, 40)
        trainer, headers = inside.person("Trainer", Role.TRAINER)
        cohort = crowd.cohort_of(inside.stage, trainer, 300)
        for what, path in (
            ("the matrix page", "matrix/"),
            ("the whole matrix as JSON", "matrix.json"),
            ("«who needs me»", ""),
        ):
            address = f"/en/cohorts/{cohort}/{path}"
            assert inside.ask(headers, address)[0] == 200, address
            spent, statements, size = inside.cost(lambda _turn, address=address: inside.ask(headers, address), TIMES)
            yield Figure(f"300 learners x 40: {what}: processor", f"{spent:.1f} ms")
            yield at_most(f"300 learners x 40: {what}: statements", statements, 20)
            yield at_most(f"300 learners x 40: {what}: bytes", size / 1000, 2 if not path else 25, " kB")
