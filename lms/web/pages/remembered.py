"""What is worked out once for a library and a key, and then kept as long as the process runs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from lms.content.library import Library

Made = TypeVar("Made")


def remembered(make: Callable[..., Made]) -> Callable[..., Made]:
    """Calls `make(library, *words)` once for each library and words. A library is itself, whatever it equals."""
    kept: dict[tuple[int, tuple[str, ...]], tuple[Library, Made]] = {}

    @wraps(make)
    def found(library: Library, *words: str) -> Made:
        key = id(library), words
        if key not in kept:
            kept[key] = library, make(library, *words)  # the library is kept too, so that its id stays its own
        return kept[key][1]

    return found
