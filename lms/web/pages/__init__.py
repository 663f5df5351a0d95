"""Every public page of the site, and the public pages that answer a form or a query.

Public pages never vary by who asks. `public_pages` lists those that are compiled; the functions in
`lesson`, `story`, `search` and `home` render the ones that depend on what was sent.
"""

from __future__ import annotations

from collections.abc import Iterator

from lms.content.library import Library
from lms.web.page import Page
from lms.web.pages import course, home, lesson, places, story
from lms.web.rendering import Renderer

__all__ = ["compile_page", "course", "home", "lesson", "places", "public_pages", "story"]


def public_pages(library: Library) -> Iterator[Page]:
    """All compiled pages in all languages of the library, the chooser of languages first."""
    yield places.chooser()
    for lang in library.languages:
        yield from home.pages(library, lang)
        yield from course.pages(library, lang)
        yield from lesson.pages(library, lang)
        yield from story.pages(library, lang)
        yield from places.pages(library, lang)


def compile_page(renderer: Renderer, page: Page) -> str:
    """The page's HTML. The same page always gives the same text."""
    return renderer.render(page.template, page.lang, **page.context())
