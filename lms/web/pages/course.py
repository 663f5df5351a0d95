"""Courses and modules: the tables of contents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any

from markupsafe import Markup

from lms.content.library import Library
from lms.content.segment import SHARED
from lms.domain.course import Course, Ends, Module
from lms.web.page import Page
from lms.web.pages.frame import frame
from lms.web.speech import Speech


def pages(library: Library, lang: str) -> Iterator[Page]:
    yield Page(f"/{lang}/courses/", lang, "reading/courses.html", partial(_courses, library, lang))
    for course in library.courses.values():
        address = f"/{lang}/courses/{course.id}/"
        yield Page(address, lang, "reading/course.html", partial(_course, library, lang, course))
    for module in library.modules.values():
        yield from _module_pages(library, lang, module)


def _module_pages(library: Library, lang: str, module: Module) -> Iterator[Page]:
    address = f"/{lang}/modules/{module.id}/"
    yield Page(address, lang, "reading/module.html", partial(_module, library, lang, module))
    yield Page(address + "print/", lang, "reading/print.html", partial(_print, library, lang, module), content=True)


def _courses(library: Library, lang: str) -> dict[str, Any]:
    speech = Speech(library, lang)
    return {
        **frame(library, lang, "courses/", "courses", SHARED),
        "courses": [speech.course(course) for course in library.courses.values()],
        "modules": [speech.module(module) for module in library.modules.values()],
        "map": speech.map_line(library.map) if library.map else None,
    }


def _course(library: Library, lang: str, course: Course) -> dict[str, Any]:
    speech = Speech(library, lang)
    parts = [
        {
            **speech.module(library.modules[module_id]),
            "lessons": [speech.lesson_line(lesson) for lesson in group],
            "stories": _stories(speech, library.modules[module_id]) if course.ends_with is Ends.CERTIFICATES else [],
        }
        for module_id, group in groupby(library.lessons_of(course), key=lambda lesson: lesson.module)
    ]
    return {
        **frame(library, lang, f"courses/{course.id}/", "courses", SHARED),
        "course": speech.course(course),
        "parts": parts,
    }


def _module(library: Library, lang: str, module: Module) -> dict[str, Any]:
    speech = Speech(library, lang)
    return {
        **frame(library, lang, f"modules/{module.id}/", "courses", module.id),
        "module": speech.module(module),
        "lessons": [speech.lesson_line(lesson) for lesson in module.lessons],
        "stories": _stories(speech, module),
        "tested": module.test.items if module.test else 0,
        "followed": bool(module.follow_ups),
    }


def _print(library: Library, lang: str, module: Module) -> dict[str, Any]:
    speech = Speech(library, lang)
    lessons = [
        {
            **(view := speech.lesson(lesson)),
            "body": as_chapter(view["body"], lesson.id),
            "practice": [speech.item(item) for item in module.practice(lesson.id)],
        }
        for lesson in module.lessons
    ]
    return {
        **frame(library, lang, f"modules/{module.id}/print/", "courses", module.id),
        "module": speech.module(module),
        "lessons": lessons,
    }


def as_chapter(body: Markup, lesson: str) -> Markup:
    """A lesson's text as one part of a longer page: headings one level down, ids of its own."""
    lower = re.sub(r"(</?h)([2-5])\b", lambda tag: f"{tag[1]}{int(tag[2]) + 1}", body)
    return Markup(re.sub(r' (id|aria-labelledby)="', rf' \1="{lesson}-', lower))


def _stories(speech: Speech, module: Module) -> list[Any]:
    return [speech.story_line(scenario) for scenario in module.scenarios]
