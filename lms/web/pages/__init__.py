"""Every public page of the site, and the public pages that answer a form or a query.

Public pages never vary by who asks. `public_pages` lists those that are compiled; the functions in
`lesson`, `story`, `search` and `home` render the ones that depend on what was sent.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from lms.content.library import Library
from lms.web.assets import Asset
from lms.web.compiled import PageBook
from lms.web.page import Page
from lms.web.pages import course, home, lesson, places, search, story, system_map
from lms.web.rendering import Renderer

__all__ = ["course", "home", "lesson", "page_book", "places", "public_pages", "search", "story"]


def public_pages(library: Library) -> Iterator[Page]:
    """All compiled pages in all languages of the library, the chooser of languages first."""
    yield places.chooser()
    for lang in library.languages:
        yield from home.pages(library, lang)
        yield from course.pages(library, lang)
        yield from lesson.pages(library, lang)
        yield from story.pages(library, lang)
        yield from places.pages(library, lang)
        yield from system_map.pages(library, lang)


def moved(library: Library) -> dict[str, str]:
    """Addresses of lessons that have a new name, with where they are now."""
    return {
        f"/{lang}/modules/{old}/": f"/{lang}/modules/{new}/"
        for lang in library.languages
        for old, new in library.redirects.items()
    }


def page_book(
    library: Library,
    renderer: Renderer,
    assets: Iterable[Asset],
    *,
    kept: Path | None = None,
    members: bool = False,
    secure: bool = False,
) -> PageBook:
    """Everything that is answered before Flask. `kept` is the folder for compressed pages (LMS_DATA/compiled)."""

    def render(page: Page) -> str:
        return renderer.render(page.template, page.lang, **page.context())

    return PageBook(
        public_pages(library), assets, render, kept=kept, moved=moved(library), members=members, secure=secure
    )
