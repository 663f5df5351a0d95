"""Compressed bytes on disk, named by the hash of what they hold. Losing them costs time and nothing else."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path


class Shelf:
    """A folder of files that can be made again. A disk that is full or read-only only makes it slower."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._used: set[str] = set()

    def get(self, name: str, make: Callable[[], bytes]) -> bytes:
        """The bytes of this name, made and kept when they are not there."""
        if self._folder is None:
            return make()
        self._used.add(name)
        try:
            return (self._folder / name).read_bytes() or self._keep(name, make())
        except OSError:
            return self._keep(name, make())

    def _keep(self, name: str, body: bytes) -> bytes:
        """Writes beside and renames, so that a half-written file is never read."""
        assert self._folder is not None
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=self._folder, suffix=".new")
            with os.fdopen(handle, "wb") as file:
                file.write(body)
            Path(temporary).replace(self._folder / name)
        except OSError:
            pass
        return body

    def tidy(self) -> None:
        """Removes what was not asked for since the start."""
        if self._folder is None or not self._folder.is_dir():
            return
        for path in self._folder.iterdir():
            if path.suffix in (".br", ".gz", ".new") and path.name not in self._used:
                path.unlink(missing_ok=True)
