"""The plain places: choosing a language, glossary, search, pause, safety, and what the site says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from lms.content.library import Library
from lms.content.segment import SHARED, SOURCE
from lms.web.page import Page
from lms.web.pages.frame import frame
from lms.web.speech import Speech

PLAIN = ("pause", "safety", "privacy", "accessibility")
WORKSHEET = ("004:173", "004:190-192", "004:398-404", "004:534-540")  # levels, how needs ease, times, setbacks


def chooser() -> Page:
    """`/`: the languages in their own names. A page and no redirect, so that it never depends on who asks."""
    return Page("/", SOURCE, "places/languages.html", lambda: {"nav": "none", "path": ""})


def pages(library: Library, lang: str) -> Iterator[Page]:
    for name in PLAIN:
        yield Page(
            f"/{lang}/{name}/",
            lang,
            f"places/{name}.html",
            partial(frame, library, lang, f"{name}/", name),
        )
    yield Page(f"/{lang}/glossary/", lang, "places/glossary.html", partial(_glossary, library, lang))
    yield Page(f"/{lang}/worksheet/", lang, "places/worksheet.html", partial(_worksheet, library, lang))
    yield Page(f"/{lang}/sources/", lang, "places/sources.html", partial(_sources, library, lang))
    yield Page(f"/{lang}/search/", lang, "places/search.html", partial(_search, library, lang), queried=True)


def _glossary(library: Library, lang: str) -> dict[str, Any]:
    speech = Speech(library, lang)
    terms = {term.id: speech.term(term) for term in library.terms.values()}
    shown = [
        {**terms[term.id], "see": [terms[other] for other in term.see if other in terms]}
        for term in library.terms.values()
    ]
    return {**frame(library, lang, "glossary/", "glossary", SHARED), "terms": shown}


def _sources(library: Library, lang: str) -> dict[str, Any]:
    return {**frame(library, lang, "sources/"), "reports": list(library.reports.values())}


def _worksheet(library: Library, lang: str) -> dict[str, Any]:
    return {**frame(library, lang, "worksheet/"), "sources": Speech(library, lang).cited(WORKSHEET)}


def _search(library: Library, lang: str) -> dict[str, Any]:
    return {**frame(library, lang, "search/"), "query": "", "found": []}
