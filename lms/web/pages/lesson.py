"""A lesson, and the page that answers it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from lms.content.library import Library
from lms.domain.course import Course, Ends, Item, Lesson, Module
from lms.web.page import Page
from lms.web.pages.frame import frame
from lms.web.rendering import Renderer
from lms.web.speech import Speech

Answers = Mapping[str, tuple[frozenset[str], str]]
"""Item id to the letters that were chosen and the confidence that was said ("" for none)."""


def pages(library: Library, lang: str) -> Iterator[Page]:
    for module in library.modules.values():
        for lesson in module.lessons:
            address = f"/{lang}/modules/{module.id}/{lesson.id}/"
            yield Page(
                address,
                lang,
                "reading/lesson.html",
                partial(_lesson, library, lang, module, lesson),
                content=True,
            )


def answers_page(
    renderer: Renderer, library: Library, lang: str, lesson: Lesson, answers: Answers, *, kept: bool, **more: Any
) -> str:
    """What a learner sees after the lesson's button: every item with its choice and all reasons, and the way on.

    `kept` says whether the answers were stored; `more` goes to the layout (nav, roles, …).
    """
    module, speech = library.modules[lesson.module], Speech(library, lang)
    shown = [_answer(speech, item, answers) for item in module.practice(lesson.id)]
    context = {
        **_place(library, speech, module, lesson),
        "lesson": speech.lesson_line(lesson),
        "answers": shown,
        "unanswered": [answer for answer in shown if not answer["chosen"]],
        "kept": kept,
        **more,
    }
    return renderer.render("reading/answers.html", lang, **context)


def _answer(speech: Speech, item: Item, answers: Answers) -> Mapping[str, Any]:
    chosen, sure = answers.get(item.id, (frozenset(), ""))
    return {"item": speech.item(item), "chosen": chosen, "sure": sure}


def _lesson(library: Library, lang: str, module: Module, lesson: Lesson) -> dict[str, Any]:
    speech = Speech(library, lang)
    return {
        **_place(library, speech, module, lesson),
        "lesson": speech.lesson(lesson),
        "items": [speech.item(item) for item in module.practice(lesson.id)],
        "place": module.lessons.index(lesson) + 1,
        "total": len(module.lessons),
    }


def _place(library: Library, speech: Speech, module: Module, lesson: Lesson) -> dict[str, Any]:
    return {
        **frame(library, speech.lang, f"modules/{module.id}/{lesson.id}/", catalogue=module.id),
        "module": speech.module(module),
        "next": following(library, speech, module, lesson),
    }


def course_for(library: Library, work_role: str, lesson: Lesson) -> Course | None:
    """The shorter course for somebody's work, where this lesson is part of it."""
    own = (one for one in library.courses.values() if one.role == work_role and lesson.subject in one.lessons)
    return next((one for one in own if one.ends_with is not Ends.CERTIFICATES), None)


def in_course(library: Library, lang: str, course: Course, lesson: Lesson) -> Mapping[str, Any]:
    """Where the reading goes on in a course: its next lesson, and after the last one its end."""
    speech, place = Speech(library, lang), course.lessons.index(lesson.subject)
    after = library.lessons_of(course)[place + 1 :]
    if after:
        return {"kind": "lesson", **speech.lesson_line(after[0])}
    return {"kind": "way", "href": speech.href("me", "courses", course.id)}


def following(library: Library, speech: Speech, module: Module, lesson: Lesson) -> Mapping[str, Any]:
    """Where a reader goes on: the next lesson, else the module's conversations, else the next module."""
    after = module.lessons[module.lessons.index(lesson) + 1 :]
    if after:
        return {"kind": "lesson", **speech.lesson_line(after[0])}
    if module.scenarios:
        return {"kind": "stories", "href": speech.href("modules", module.id, "scenarios")}
    modules = list(library.modules.values())
    later = modules[modules.index(module) + 1 :]
    if later:
        return {"kind": "lesson", **speech.lesson_line(later[0].lessons[0])}
    return {"kind": "courses", "href": speech.href("courses")}
