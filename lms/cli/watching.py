"""Noticing that files below some folders have changed."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

Look = dict[str, tuple[int, int]]
"""Path to (time of the last change in nanoseconds, size in bytes)."""

PAUSE = 0.5  # seconds between two looks


def look(folders: Iterable[Path]) -> Look:
    """How the files stand now; what vanishes meanwhile is left out."""
    return dict(_files([str(folder) for folder in folders]))


def _files(folders: list[str]) -> Iterator[tuple[str, tuple[int, int]]]:
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.name.startswith((".", "__pycache__")):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    else:
                        stat = entry.stat()
                        yield entry.path, (stat.st_mtime_ns, stat.st_size)
        except OSError:
            continue


def changes(folders: Iterable[Path], pause: float = PAUSE) -> Iterator[set[str]]:
    """Waits for changes, and gives the paths each time; an editor's burst of writes is one change."""
    watched = list(folders)
    before = look(watched)
    while True:
        time.sleep(pause)
        now = look(watched)
        if now == before:
            continue
        while (settled := look(watched)) != now:  # somebody is still writing
            now = settled
            time.sleep(pause / 2)
        yield {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
        before = now
