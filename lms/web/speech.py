"""The courses in one language, in the shape that templates show.

Every text is a `Segment`, which knows its own language: what is not translated stays English and
says so. Words of the interface are the templates' business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from lms.content.library import Library
from lms.domain.bank import Owner
from lms.domain.course import Course, Item, Lesson, Module, Term
from lms.domain.scenario import Choice, Ending, Node, Scenario
from lms.domain.system_map import SystemMap

View = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Speech:
    """Says what the library holds in the language of a page."""

    library: Library
    lang: str

    def href(self, *parts: str) -> str:
        """The address of a page in this language."""
        return "/".join(["", self.lang, *parts, ""])

    def owner(self, owner: Owner) -> View:
        """A module or a course, as the pages of its test and its certificate show it."""
        return self.module(owner) if isinstance(owner, Module) else self.course(owner)

    def module_line(self, module: Module) -> View:
        """A module as a line of contents."""
        return {
            "kind": "module",
            "id": module.id,
            "href": self.href("modules", module.id),
            "title": self.library.words(self.lang, module)(module.title),
            "lessons": len(module.lessons),
        }

    def module(self, module: Module) -> View:
        say = self.library.words(self.lang, module)
        return {
            **self.module_line(module),
            "summary": say(module.summary),
            "can": say(module.can),
            "unknown": say(module.unknown),
        }

    def course(self, course: Course) -> View:
        say = self.library.words(self.lang, course)
        return {
            "kind": "course",
            "id": course.id,
            "href": self.href("courses", course.id),
            "title": say(course.title),
            "summary": say(course.summary),
            "lessons": len(course.lessons),
            "minutes": sum(lesson.minutes for lesson in self.library.lessons_of(course)),
            "ends_with": str(course.ends_with),
            "test": course.test,
        }

    def lesson_line(self, lesson: Lesson) -> View:
        """A lesson as a line of contents."""
        return {
            "href": self.href("modules", lesson.module, lesson.id),
            "title": self.library.words(self.lang, lesson)(lesson.title),
            "minutes": lesson.minutes,
        }

    def lesson(self, lesson: Lesson) -> View:
        """A lesson with its text. `notes` and `beyond` may be empty."""
        say = self.library.words(self.lang, lesson)
        return {
            **self.lesson_line(lesson),
            "summary": say(lesson.summary),
            "notes": say(lesson.notes),
            "beyond": say(lesson.beyond),
            "body": Markup(self.library.lesson_html(self.lang, lesson)),
            "sources": self.cited(lesson.sources),
        }

    def item(self, item: Item) -> View:
        """An item with the reason for every option."""
        say = self.library.words(self.lang, item)
        lettered = zip(item.letters, item.options, strict=True)
        return {
            "name": item.id,
            "subject": item.subject,
            "stem": say(item.stem),
            "kind": "checkbox" if len(item.correct) > 1 else "radio",
            "options": [
                {"letter": letter, "text": say(option.text), "why": say(option.why), "best": option.correct}
                for letter, option in lettered
            ],
            **self._grounds(item.sources),
        }

    def story_line(self, scenario: Scenario) -> View:
        """A scenario as a line of contents. `note` and `beyond` may be empty."""
        say = self.library.words(self.lang, scenario)
        return {
            "href": self.href("modules", scenario.module, "scenarios", scenario.id),
            "title": say(scenario.title),
            "summary": say(scenario.summary),
            "role": say(scenario.role),
            "note": say(scenario.note),
            "beyond": say(scenario.beyond),
            "minutes": scenario.minutes,
            **self._grounds(scenario.sources),
        }

    def node(self, scenario: Scenario, node: Node) -> View:
        choices = [
            {"id": choice.id, "text": self.library.words(self.lang, scenario, node, choice)(choice.text)}
            for choice in node.choices
        ]
        text = self.library.words(self.lang, scenario, node)(node.text)
        return {"id": node.id, "text": text, "pause": node.pause, "choices": choices}

    def step(self, scenario: Scenario, node: Node, choice: Choice) -> View:
        """A choice that was made: what happened, and why it matters."""
        say = self.library.words(self.lang, scenario, node, choice)
        return {
            "scene": self.library.words(self.lang, scenario, node)(node.text),
            "choice": say(choice.text),
            "then": say(choice.then),
            "why": say(choice.why),
            "helped": sum(move.by for move in choice.moves) > 0,
            **self._grounds(choice.sources),
        }

    def ending(self, scenario: Scenario, ending: Ending) -> View:
        say = self.library.words(self.lang, scenario, ending)
        return {
            "id": ending.id,
            "outcome": str(ending.outcome),
            "title": say(ending.title),
            "text": say(ending.text),
            "next": say(ending.next),
            "rests": say(ending.rests),
            "ask": say(ending.ask),
            **self._grounds(ending.sources),
        }

    def term(self, term: Term) -> View:
        say = self.library.words(self.lang, term)
        return {"id": term.id, "term": say(term.term), "text": say(term.text)}

    def map_line(self, drawn: SystemMap) -> View:
        """The map as a line of contents."""
        say = self.library.words(self.lang, drawn)
        return {"href": self.href("map"), "title": say(drawn.title), "summary": say(drawn.summary)}

    def cited(self, marks: Iterable[str]) -> Sequence[View]:
        """Reports and sections that a text rests on, each once."""
        return [
            {"report": citation.report, "section": self.library.section(self.lang, citation)}
            for citation in self.library.citations(marks)
        ]

    def _grounds(self, marks: Sequence[str]) -> View:
        return {"sources": self.cited(marks), "general": self.library.rests_on_general(marks)}
