"""How far the translations of the courses have come."""

from __future__ import annotations

from typing import Any

from lms.content.library import Library
from lms.content.segment import SHARED, State

STATES = tuple(State)
UNCOUNTED = ("source", "pseudo")


def by_language(library: Library, lang: str) -> list[dict[str, Any]]:
    """For each language that is translated: its catalogues with counts of texts in the order of `STATES`.

    Titles are in the language of the page; the catalogue of what belongs to no module has none.
    """
    titles: dict[str, Any] = {name: library.words(lang, one)(one.title) for name, one in library.modules.items()}
    return [
        {"code": one.code, "name": one.name, "parts": _parts(library, one.code, {**titles, SHARED: ""})}
        for one in library.languages.values()
        if one.state not in UNCOUNTED
    ]


def _parts(library: Library, language: str, titles: dict[str, Any]) -> list[dict[str, Any]]:
    counts = {catalogue: library.states(language, catalogue) for catalogue in titles}
    return [
        {"title": title, "counts": [counts[catalogue].get(state, 0) for state in STATES]}
        for catalogue, title in titles.items()
    ]
