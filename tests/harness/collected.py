"""The pages that a run fetches: each checked by our own rules at once, and by the Nu checker at the run's end."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
from pathlib import Path

from tests.harness import nu, page

FOLDER = "WAYMARK_TEST_PAGES"  # set by the first process of a run, so that all its workers share one folder
VALUES = re.compile(r'"[^"]*"|>[^<]*<')


def open_folder() -> None:
    """Makes the run's folder; in a worker, it is there already."""
    if FOLDER not in os.environ:
        os.environ[FOLDER] = tempfile.mkdtemp(prefix="waymark-pages-")


def pages() -> list[Path]:
    """One page of each shape that the run fetched."""
    return sorted(Path(os.environ[FOLDER]).glob("*.html"))


def nu_faults() -> list[str]:
    """What the Nu checker says of all pages of the run."""
    return [f"Nu HTML checker: {name}: {fault}" for name, found in nu.faults(pages()).items() for fault in found]


def close_folder() -> None:
    shutil.rmtree(os.environ.pop(FOLDER), ignore_errors=True)


class Collection:
    """The pages of one worker, and the faults that the site raised."""

    def __init__(self) -> None:
        self.folder = Path(os.environ[FOLDER])
        self.seen: set[tuple[str, str]] = set()
        self.raised: list[BaseException] = []

    def take(self, address: str, html: str) -> None:
        """Checks the page, unless this very page was checked before. Raises BadPage."""
        mark = hashlib.sha256(html.encode()).hexdigest()
        if (address, mark) in self.seen:
            return
        page.check(html, address)
        self.seen.add((address, mark))
        self._keep(address, html)

    def _keep(self, address: str, html: str) -> None:
        """One page of each shape goes to the Nu checker: tokens and names do not make another shape."""
        shape = hashlib.sha256(VALUES.sub("", html).encode()).hexdigest()[:12]
        if not any(self.folder.glob(f"*.{shape}.html")):
            name = re.sub(r"[^\w-]+", "_", address.strip("/"))[:80] or "root"
            (self.folder / f"{name}.{shape}.html").write_text(html, encoding="utf-8")
