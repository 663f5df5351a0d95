"""What a test is drawn from: the items of a module, or the test items of a course's own lessons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lms.domain.course import Course, Item, Lesson, Module, TestRule, Use

Owner = Module | Course

PRE, FULL = "pre-test", "test"


@dataclass(frozen=True, slots=True)
class Bank:
    """Items to draw from, with the rule of the mastery test and the lessons that they belong to.

    A module names its items and lessons by their own ids; a course, whose lessons come from several
    modules, by `<module>/<item>` and `<module>/<lesson>`.
    """

    owner: Owner
    rule: TestRule
    lessons: tuple[Lesson, ...]
    items: tuple[Item, ...]

    def subject(self, which: str) -> str:
        """What the events of the test are about; `which` is "test", or a module's "pre-test"."""
        return self.owner.subject if isinstance(self.owner, Course) else f"{self.owner.id}/{which}"

    def name(self, part: Item | Lesson) -> str:
        """What an item or a lesson is called in the events of the test, and in its results."""
        return part.subject if isinstance(self.owner, Course) else part.id

    def of(self, *uses: Use) -> tuple[Item, ...]:
        """The items of these uses, in file order."""
        return tuple(item for item in self.items if item.use in uses)

    def item(self, name: str) -> Item | None:
        """The item that is called so."""
        return next((item for item in self.items if self.name(item) == name), None)


def of_module(module: Module) -> Bank | None:
    """The bank of a module; None without a test."""
    return Bank(module, module.test, module.lessons, module.items) if module.test else None


def of_course(course: Course, modules: Iterable[Module]) -> Bank | None:
    """The bank of a course: the test items of its own lessons, wherever they stand; None without a test."""
    if course.test is None:
        return None
    known = {lesson.subject: (lesson, module) for module in modules for lesson in module.lessons}
    own = [known[subject] for subject in course.lessons if subject in known]
    items = (item for lesson, module in own for item in module.bank(Use.TEST) if item.lesson == lesson.id)
    return Bank(course, course.test, tuple(lesson for lesson, _ in own), tuple(items))
