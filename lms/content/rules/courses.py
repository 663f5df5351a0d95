"""Rules for courses, redirects and the glossary: everything they name exists."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from lms.content.finding import Finding, Rule
from lms.content.reading.course import Redirects
from lms.content.reading.manuscript import Manuscript
from lms.content.rules.files import ID_IS_NAME
from lms.content.rules.modules import repeated

UNKNOWN_LESSON = Rule(
    "unknown-lesson",
    "A course and an item name lessons that their module lists.",
    "Correct the name, or list the lesson in module.toml.",
)
REDIRECT = Rule(
    "redirect",
    "A redirect leads from a lesson that is gone to one that exists, in the end.",
    "Correct “to”; take the redirect out where the old lesson still exists.",
)
UNKNOWN_TERM = Rule(
    "unknown-term",
    "A term of the glossary points to other terms that exist.",
    "Correct the id in “see”, or write the term.",
)


def check(manuscript: Manuscript) -> Iterator[Finding]:
    yield from _courses(manuscript)
    yield from _item_lessons(manuscript)
    if manuscript.redirects:
        yield from _redirects(manuscript.redirects, manuscript)
    yield from _glossary(manuscript)


def _courses(manuscript: Manuscript) -> Iterator[Finding]:
    for name, file in manuscript.courses.items():
        if file.course.id != name:
            message = f"The id is “{file.course.id}”, but the file is “{name}.toml”."
            yield ID_IS_NAME.at(file.document.place("id"), message)
        lessons = file.course.lessons
        yield from repeated(lessons, partial(file.document.place, "lessons"))
        for number, subject in enumerate(lessons):
            if not manuscript.lesson_exists(subject) and _readable(subject, manuscript):
                place = file.document.place("lessons", number)
                yield UNKNOWN_LESSON.at(place, f"There is no lesson “{subject}”.")


def _readable(subject: str, manuscript: Manuscript) -> bool:
    """Whether the module's frame could be read; when it could not, its lessons are not known."""
    module = subject.partition("/")[0]
    return module in manuscript.modules or f"courses/{module}/module.toml" not in manuscript.names


def _item_lessons(manuscript: Manuscript) -> Iterator[Finding]:
    for module in manuscript.modules.values():
        for row in module.bank:
            if row.item.lesson not in module.frame.lessons:
                message = f"“{row.item.id}” belongs to “{row.item.lesson}”, which is no lesson of this module."
                yield UNKNOWN_LESSON.at(row.place("lesson"), message)


def _redirects(redirects: Redirects, manuscript: Manuscript) -> Iterator[Finding]:
    known = dict(redirects.moved)
    place = redirects.document.place
    yield from repeated((old for old, _ in redirects.moved), partial(place, "moved"))
    for number, (old, new) in enumerate(redirects.moved):
        if manuscript.lesson_exists(old):
            yield REDIRECT.at(place("moved", number, "from"), f"The lesson “{old}” still exists.")
        if not manuscript.lesson_exists(followed(new, known)):
            yield REDIRECT.at(place("moved", number, "to"), f"“{new}” does not lead to a lesson.")


def followed(subject: str, moved: dict[str, str]) -> str:
    """Where a lesson is now, after all its moves; empty when they go round in a circle."""
    met: set[str] = set()
    while subject in moved:
        if subject in met:
            return ""
        met.add(subject)
        subject = moved[subject]
    return subject


def _glossary(manuscript: Manuscript) -> Iterator[Finding]:
    glossary = manuscript.glossary
    if glossary is None:
        return
    known = {term.id for _, term in glossary.terms}
    numbers = [number for number, _ in glossary.terms]
    yield from repeated((term.id for _, term in glossary.terms), lambda n: glossary.document.place("term", numbers[n]))
    for number, term in glossary.terms:
        for place, other in enumerate(term.see):
            if other not in known:
                message = f"“{term.id}” points to “{other}”, which is not in the glossary."
                yield UNKNOWN_TERM.at(glossary.document.place("term", number, "see", place), message)
