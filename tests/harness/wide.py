"""A library with more modules than there are: copies of one, under other ids."""

from __future__ import annotations

from dataclasses import replace

from lms.content.library import Library
from lms.domain.course import Module

COPIED = "confidentiality"


def wide_library(library: Library, course: str, activities: int) -> Library:
    """The library with a course of at least this many activities: whole copies of one module, in order."""
    whole = library.modules[COPIED]
    size = len(whole.lessons) + len(whole.scenarios) + 2
    copies = [_copy(whole, f"{COPIED}-{number}") for number in range(-(-activities // size))]
    lessons = tuple(lesson.subject for module in copies for lesson in module.lessons)
    return replace(
        library,
        modules={**library.modules, **{module.id: module for module in copies}},
        courses={**library.courses, course: replace(library.courses[course], lessons=lessons)},
    )


def _copy(module: Module, name: str) -> Module:
    return replace(
        module,
        id=name,
        lessons=tuple(replace(lesson, module=name) for lesson in module.lessons),
        scenarios=tuple(replace(scenario, module=name) for scenario in module.scenarios),
        items=tuple(replace(item, module=name) for item in module.items),
    )
