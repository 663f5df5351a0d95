"""What a browser accepts, and what it already has (RFC 9110, sections 12.5.3 and 13.1.2)."""

from __future__ import annotations

from functools import lru_cache

CODINGS = ("br", "gzip", "identity")  # best first


@lru_cache(maxsize=512)
def preferred(accept_encoding: str) -> str:
    """The coding to answer in: the highest quality, and among equals the smallest.

    Identity is always possible: a browser that refuses everything still gets something to read.
    """
    wanted = _qualities(accept_encoding)
    anything = wanted.get("*", 0.0)

    def quality(coding: str) -> float:
        plain = 0.001 if "*" not in wanted else anything  # not named, but not refused: the last resort
        return wanted.get(coding, plain if coding == "identity" else anything)

    best = max(CODINGS, key=quality)  # max keeps the first of equals
    return best if quality(best) > 0 else "identity"


def _qualities(header: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in header.lower().split(","):
        name, _, rest = part.strip().partition(";")
        if name.strip():
            found[name.strip().replace("x-gzip", "gzip")] = _quality(rest)
    return found


def _quality(parameters: str) -> float:
    """The q of «br;q=0.5»; what cannot be read counts as refused."""
    name, _, value = parameters.strip().partition("=")
    if not name:
        return 1.0
    try:
        return min(1.0, max(0.0, float(value))) if name.strip() == "q" else 1.0
    except ValueError:
        return 0.0


def has_already(if_none_match: str, etag: str) -> bool:
    """Whether this entity tag is among those the browser holds (weak comparison)."""
    if if_none_match.strip() == "*":
        return True
    return etag in (tag.strip().removeprefix("W/") for tag in if_none_match.split(","))
