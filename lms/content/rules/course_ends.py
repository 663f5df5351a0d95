"""Rules for how a course ends: enough questions for a test of its own, and no longer than it says."""

from __future__ import annotations

from collections.abc import Iterator

from lms.content.finding import Finding, Rule
from lms.content.reading.course import CourseFile
from lms.content.reading.manuscript import Manuscript
from lms.domain.course import Course, Ends, Item, TestRule, Use
from lms.domain.mastery import MENDING

DRAWS = 2  # whole tests without an item that was met before: the first try and the next
MOST_LESSONS = 10
NOTE_MINUTES = 60

COURSE_BANK = Rule(
    "course-bank",
    f"The lessons of a course with a test of its own have test items for {DRAWS} whole draws, and {1 + MENDING} times "
    "the critical ones of a draw, so that a missed one can be made good by others. Only published lessons count.",
    "Write more test items for these lessons, take in a lesson that has some, or publish its module.",
)
COURSE_SIZE = Rule(
    "course-size",
    f"A course with a test of its own has at most {MOST_LESSONS} lessons. One that ends in a note takes less than "
    f"{NOTE_MINUTES} minutes.",
    "Leave out the lessons that this work needs least.",
)


def check_bank(manuscript: Manuscript) -> Iterator[Finding]:
    """Quick: can the test of every course be drawn, and drawn again?"""
    for file in manuscript.courses.values():
        rule = file.course.test
        if rule is not None:
            yield from _bank(file, rule, _items(manuscript, file.course))


def check(manuscript: Manuscript) -> Iterator[Finding]:
    for file in manuscript.courses.values():
        course, place = file.course, file.document.place("lessons")
        if course.ends_with is Ends.TEST and len(course.lessons) > MOST_LESSONS:
            yield COURSE_SIZE.at(place, f"This course has {len(course.lessons)} lessons.")
        minutes = _minutes(manuscript, course)
        if course.ends_with is Ends.NOTE and minutes >= NOTE_MINUTES:
            yield COURSE_SIZE.at(place, f"The lessons take {minutes} minutes.")


def _bank(file: CourseFile, rule: TestRule, items: list[Item]) -> Iterator[Finding]:
    place, critical = file.document.place("test"), sum(item.critical for item in items)
    whole, grave = DRAWS * rule.items, (1 + MENDING) * rule.critical
    if len(items) < whole:
        message = f"The lessons have {len(items)} test items; {whole - len(items)} are missing for {DRAWS} draws."
        yield COURSE_BANK.at(place, message)
    if critical < grave:
        message = f"The lessons have {critical} critical test items; {grave - critical} are missing."
        yield COURSE_BANK.at(place, message)


def _items(manuscript: Manuscript, course: Course) -> list[Item]:
    """The test items that the course can draw from today."""
    modules = (module for module in manuscript.modules.values() if module.frame.published)
    rows = (row.item for module in modules for row in module.bank)
    return [item for item in rows if item.use is Use.TEST and f"{item.module}/{item.lesson}" in course.lessons]


def _minutes(manuscript: Manuscript, course: Course) -> int:
    lessons = {
        file.lesson.subject: file.lesson for module in manuscript.modules.values() for file in module.lessons.values()
    }
    return sum(lessons[subject].minutes for subject in course.lessons if subject in lessons)
