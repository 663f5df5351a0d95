"""The courses in one language, in the shape that templates show.

Every text is a `Segment`, which knows its own language: what is not translated stays English and
says so. Words of the interface are the templates' business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lms.content.library import Library
from lms.content.segment import Segment
from lms.domain.course import GENERAL, Course, Item, Lesson, Module, Term
from lms.domain.scenario import Choice, Ending, Node, Scenario

View = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Speech:
    """Says what the library holds in the language of a page."""

    library: Library
    lang: str

    def href(self, *parts: str) -> str:
        """The address of a page in this language."""
        return "/".join(["", self.lang, *parts, ""])

    def say(self, module: str, context: str, source: str) -> Segment:
        return self.library.text(self.lang, module, context, source)

    def module(self, module: Module) -> View:
        return {
            "id": module.id,
            "href": self.href("modules", module.id),
            "title": self.say(module.id, "module.title", module.title),
            "summary": self.say(module.id, "module.summary", module.summary),
            "can": self.say(module.id, "module.can", module.can) if module.can else "",
            "unknown": self.say(module.id, "module.unknown", module.unknown) if module.unknown else "",
            "lessons": len(module.lessons),
        }

    def course(self, course: Course) -> View:
        return {
            "href": self.href("courses", course.id),
            "title": self.say("", f"course.{course.id}.title", course.title),
            "summary": self.say("", f"course.{course.id}.summary", course.summary),
            "lessons": len(course.lessons),
            "hours": course.hours,
            "ends_with": course.ends_with,
        }

    def lesson_line(self, lesson: Lesson) -> View:
        """A lesson as a line of contents."""
        return {
            "href": self.href("modules", lesson.module, lesson.id),
            "title": self.say(lesson.module, f"{lesson.id}.title", lesson.title),
            "minutes": lesson.minutes,
        }

    def lesson(self, lesson: Lesson) -> View:
        """A lesson with its text."""

        def say(part: str, source: str) -> Segment | str:
            return self.say(lesson.module, f"{lesson.id}.{part}", source) if source else ""

        return {
            **self.lesson_line(lesson),
            "summary": say("summary", lesson.summary),
            "notes": say("notes", lesson.notes),
            "beyond": say("beyond", lesson.beyond),
            "body": self.library.lesson_html(self.lang, lesson),
            "sources": self.cited(lesson.sources),
        }

    def item(self, item: Item) -> View:
        """An item with the reason for every option."""

        def say(part: str, source: str) -> Segment:
            return self.say(item.module, f"{item.id}.{part}", source)

        options = [
            {
                "letter": letter,
                "text": say(f"{letter}.text", option.text),
                "why": say(f"{letter}.why", option.why),
                "best": option.correct,
            }
            for letter, option in zip(item.letters, item.options, strict=True)
        ]
        return {
            "name": item.id,
            "subject": item.subject,
            "stem": say("stem", item.stem),
            "kind": "checkbox" if len(item.correct) > 1 else "radio",
            "options": options,
            "sources": self.cited(item.sources),
            "general": GENERAL in item.sources,
        }

    def story_line(self, scenario: Scenario) -> View:
        """A scenario as a line of contents."""

        def say(part: str, source: str) -> Segment | str:
            return self.say(scenario.module, f"{scenario.id}.{part}", source) if source else ""

        return {
            "href": self.href("modules", scenario.module, "scenarios", scenario.id),
            "title": self.say(scenario.module, f"{scenario.id}.title", scenario.title),
            "summary": say("summary", scenario.summary),
            "role": say("role", scenario.role),
            "note": say("note", scenario.note),
            "beyond": say("beyond", scenario.beyond),
            "minutes": scenario.minutes,
        }

    def node(self, scenario: Scenario, node: Node) -> View:
        def say(part: str, source: str) -> Segment:
            return self.say(scenario.module, f"{scenario.id}.{node.id}{part}", source)

        choices = [{"id": choice.id, "text": say(f".{choice.id}.text", choice.text)} for choice in node.choices]
        return {"id": node.id, "text": say(".text", node.text), "pause": node.pause, "choices": choices}

    def step(self, scenario: Scenario, node: Node, choice: Choice) -> View:
        """A choice that was made: what happened, and why it matters."""

        def say(part: str, source: str) -> Segment:
            return self.say(scenario.module, f"{scenario.id}.{node.id}.{choice.id}.{part}", source)

        return {
            "id": f"{node.id}.{choice.id}",
            "scene": self.node(scenario, node)["text"],
            "choice": say("text", choice.text),
            "then": say("then", choice.then),
            "why": say("why", choice.why),
            "to": choice.to,
            "helped": sum(move.by for move in choice.moves) > 0,
            "moves": [
                {"meter": move.meter, "by": move.by, "because": say(f"{move.meter}.because", move.because)}
                for move in choice.moves
            ],
            **self._grounds(choice.sources),
        }

    def ending(self, scenario: Scenario, ending: Ending) -> View:
        def say(part: str, source: str) -> Segment:
            return self.say(scenario.module, f"{scenario.id}.{ending.id}.{part}", source)

        return {
            "id": ending.id,
            "outcome": str(ending.outcome),
            "title": say("title", ending.title),
            "text": say("text", ending.text),
            "next": say("next", ending.next),
            "rests": say("rests", ending.rests),
            "ask": say("ask", ending.ask),
            **self._grounds(ending.sources),
        }

    def term(self, term: Term) -> View:
        return {
            "id": term.id,
            "term": self.say("", f"glossary.{term.id}.term", term.term),
            "text": self.say("", f"glossary.{term.id}.text", term.text),
        }

    def cited(self, marks: Iterable[str]) -> Sequence[View]:
        """Reports and sections that a text rests on, each once."""
        return [
            {"report": citation.report, "section": citation.section and self.say("", "section", citation.section)}
            for citation in self.library.citations(tuple(marks))
        ]

    def _grounds(self, marks: Sequence[str]) -> View:
        return {"sources": self.cited(marks), "general": GENERAL in marks}
