"""From files to the library."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from lms.content.finding import ContentError
from lms.content.library import Library
from lms.content.lint import refused
from lms.content.pseudo import PSEUDO
from lms.content.reading.manuscript import Manuscript, ModuleFiles, read
from lms.content.reading.sources import Sources
from lms.content.rules.courses import followed
from lms.content.translations import ENGLISH, Translations
from lms.domain.course import Course, Module


def load(root: Path, *, drafts: bool = False, pseudo: bool = False) -> Library:
    """The content below a root: published modules, with `drafts` all; with `pseudo` two made-up languages.

    Raises ContentError, with every error that keeps a site from starting.
    """
    manuscript = read(root, drafts=drafts)
    errors = refused(manuscript)
    if errors:
        raise ContentError(errors)
    shown = [files for files in manuscript.modules.values() if drafts or files.frame.published]
    modules = {files.id: _module(files) for files in _in_course_order(shown, manuscript)}
    moved = dict(manuscript.redirects.moved) if manuscript.redirects else {}
    return Library(
        modules=modules,
        courses=_courses(manuscript, modules),
        terms={term.id: term for _, term in manuscript.glossary.terms} if manuscript.glossary else {},
        sources=manuscript.sources or Sources({}, {}, ()),
        redirects={old: followed(old, moved) for old in moved},
        drawings={(files.id, name): svg for files in shown for name, svg in files.drawings.items()},
        translations=_translations(manuscript, modules, pseudo),
        map=manuscript.map.map if manuscript.map else None,
    )


def _module(files: ModuleFiles) -> Module:
    frame = files.frame
    return Module(
        id=frame.id,
        title=frame.title,
        summary=frame.summary,
        can=frame.can,
        status=frame.status,
        unknown=frame.unknown,
        lessons=tuple(files.lessons[name].lesson for name in frame.lessons if name in files.lessons),
        scenarios=tuple(files.scenarios[name].scenario for name in frame.scenarios if name in files.scenarios),
        items=tuple(row.item for row in files.bank),
        actions=frame.actions,
        test=frame.test,
        follow_ups=frame.follow_ups,
    )


def _in_course_order(shown: Iterable[ModuleFiles], manuscript: Manuscript) -> list[ModuleFiles]:
    """The modules as the longest course meets them, then the rest by their id."""
    longest = max((file.course.lessons for file in manuscript.courses.values()), key=len, default=())
    order = list(dict.fromkeys(subject.partition("/")[0] for subject in longest))
    return sorted(shown, key=lambda files: (order.index(files.id) if files.id in order else len(order), files.id))


def _courses(manuscript: Manuscript, modules: dict[str, Module]) -> dict[str, Course]:
    """The courses with the lessons that are shown; a course without any is left out."""
    there = {lesson.subject for module in modules.values() for lesson in module.lessons}
    courses = (file.course for file in manuscript.courses.values())
    cut = (replace(one, lessons=tuple(name for name in one.lessons if name in there)) for one in courses)
    return {course.id: course for course in sorted(cut, key=lambda one: -len(one.lessons)) if course.lessons}


def _translations(manuscript: Manuscript, modules: dict[str, Module], pseudo: bool) -> Translations:
    made_up = PSEUDO if pseudo else ()
    known = [ENGLISH, *manuscript.languages.values(), *made_up]
    critical = {(module.id, item.id) for module in modules.values() for item in module.items if item.critical}
    return Translations(manuscript.root, {one.code: one for one in known}, frozenset(critical))
