"""Prints the figures, part by part."""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench import answers, cohort, pages, servers, signed_in, starting
from tests.bench.figure import Figure

PARTS: dict[str, Callable[[Path], Iterator[Figure]]] = {
    "starting": starting.figures,
    "pages": pages.figures,
    "signed-in": signed_in.figures,
    "answers": answers.figures,
    "cohort": cohort.figures,
    "servers": servers.figures,
}
USUAL = [name for name in PARTS if name != "servers"]


def main(names: list[str]) -> None:
    unknown = [name for name in names if name not in PARTS]
    if unknown:
        sys.exit(f"There is no part named {unknown[0]}; there are: {', '.join(PARTS)}.")
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}")
    for name in names or USUAL:
        print(f"\n{name}", flush=True)
        with tempfile.TemporaryDirectory(prefix="waymark-bench-") as folder:
            for figure in PARTS[name](Path(folder)):
                print(f"  {figure}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
