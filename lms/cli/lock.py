"""Who serves from this data folder: one process with SQLite, any number with PostgreSQL, none during a restore."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from lms.domain.errors import Clash

try:
    import fcntl
except ImportError:  # Windows has no shared locks, so everybody holds it alone there
    fcntl = None  # type: ignore[assignment] # so that the rest of the file can ask

NAME = "serve.lock"
PATIENCE = 3.0  # seconds; a process that was just killed needs a moment to be gone
TAKEN = (
    "The site is running already with this data folder (%(folder)s, process %(pid)s). With SQLite there is "
    "one web process; PostgreSQL allows more (docs/deploying/postgresql.md)."
)


@contextmanager
def serving(folder: Path, *, alone: bool, taken: str = TAKEN) -> Iterator[None]:
    """Held while the site serves; `alone` shuts everybody else out. Raises Clash, in the words of `taken`."""
    with (folder / NAME).open("a+b") as file:
        if not _claimed(file, alone):
            raise Clash(taken, folder=folder, pid=_holder(file) or "unknown")
        _sign(file)
        yield


def _claimed(file: IO[bytes], alone: bool) -> bool:
    end = time.monotonic() + PATIENCE
    while not _try(file, alone):
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True


def _try(file: IO[bytes], alone: bool) -> bool:
    try:
        if fcntl is not None:
            fcntl.flock(file, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        else:
            _lock_on_windows(file)
    except OSError:
        return False
    return True


def _lock_on_windows(file: IO[bytes]) -> None:
    import msvcrt

    file.seek(1 << 20)  # beyond the process number, which others may read
    msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined] # exists on Windows only


def _sign(file: IO[bytes]) -> None:
    """Writes this process's number into the file, for the message that somebody else may read."""
    file.truncate(0)
    file.write(str(os.getpid()).encode())
    file.flush()


def _holder(file: IO[bytes]) -> str:
    file.seek(0)
    text = file.read(20).decode("ascii", "replace")
    return text if text.isdigit() else ""
