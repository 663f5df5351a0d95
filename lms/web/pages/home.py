"""The first page of a language, with one situation to try."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from lms.content.library import Library
from lms.content.segment import SHARED
from lms.domain.course import Item
from lms.web.page import Page
from lms.web.pages.frame import frame
from lms.web.rendering import Renderer
from lms.web.speech import Speech

PREFERRED = "confidentiality/reveal-form"  # the situation on the first page, when the library has it


def pages(library: Library, lang: str) -> Iterator[Page]:
    yield Page(f"/{lang}/", lang, "reading/home.html", partial(_home, library, lang))


def _home(library: Library, lang: str) -> dict[str, Any]:
    speech = Speech(library, lang)
    modules = list(library.modules.values())
    item = situation(library)
    return {
        **frame(library, lang, "", "home", SHARED),
        "first": speech.lesson_line(modules[0].lessons[0]),
        "item": speech.item(item) if item else None,
        "modules": [speech.module(module) for module in modules],
        "courses": [speech.course(course) for course in library.courses.values()],
    }


def situation(library: Library) -> Item | None:
    """The practice item that visitors try first: one that shows a kind mistake, else any."""
    if preferred := library.item(PREFERRED):
        return preferred
    lessons = (lesson for module in library.modules.values() for lesson in module.lessons)
    found = (item for lesson in lessons for item in library.modules[lesson.module].practice(lesson.id))
    return next(found, None)


def try_page(renderer: Renderer, library: Library, lang: str, chosen: Sequence[str]) -> str:
    """The answer to the situation on the first page; `chosen` are letters. Raises KeyError without an item."""
    item = situation(library)
    if item is None:
        raise KeyError("This library has no practice item.")
    speech = Speech(library, lang)
    lesson = library.lesson(item.module, item.lesson)
    context = {
        **frame(library, lang, "", catalogue=item.module),
        "item": speech.item(item),
        "chosen": chosen,
        "lesson": speech.lesson_line(lesson) if lesson else {"href": speech.href("courses")},
    }
    return renderer.render("reading/try.html", lang, **context)
