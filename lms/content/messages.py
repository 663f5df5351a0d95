"""Every text of the content that is translated, with its context; the source side of a catalogue.

A context is an id, never a position, so that a translation stays with its text when texts move:

    lesson      <module>/<lesson>
    item        <item>
    scenario    <scenario>; a node <scenario>/<node>; a choice <scenario>/<node>.<choice>; an ending
                <scenario>/<ending>
    module      <module>; an action for work <module>/plan.<action>
    course      course/<course>
    term        glossary/<term>
    section     sources/<report>
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lms.content.markdown import segments
from lms.domain.course import Action, Course, Item, Lesson, Module, Term
from lms.domain.scenario import Choice, Ending, Node, Scenario

Thing = Lesson | Item | Scenario | Module | Course | Term


@dataclass(frozen=True, slots=True)
class Message:
    """One text to translate. `note` tells translators what it is; `file` where it stands."""

    context: str
    source: str
    note: str
    file: str
    critical: bool = False


def context(thing: Thing, *inside: Node | Choice | Ending | Action) -> str:
    """The context of a thing's texts, or of a part of it: context(scenario, node, choice)."""
    if isinstance(thing, Lesson):
        return thing.subject
    if isinstance(thing, Course):
        return f"course/{thing.id}"
    if isinstance(thing, Term):
        return f"glossary/{thing.id}"
    if isinstance(thing, Module) and inside:
        return f"{thing.id}/plan.{inside[0].id}"
    return f"{thing.id}/{'.'.join(part.id for part in inside)}" if inside else thing.id


def of_module(module: Module) -> Iterator[Message]:
    """Every text of a module, in the order in which a learner meets it."""
    file, own = f"courses/{module.id}/module.toml", context(module)
    yield from _texts(own, file, title=module.title, summary=module.summary, can=module.can, unknown=module.unknown)
    for lesson in module.lessons:
        yield from of_lesson(lesson)
    for scenario in module.scenarios:
        yield from of_scenario(scenario)
    for item in module.items:
        yield from of_item(item)
    for action in module.actions:
        yield from _texts(context(module, action), file, when=action.when, will=action.will)


def of_lesson(lesson: Lesson) -> Iterator[Message]:
    file, own = f"courses/{lesson.module}/{lesson.id}.md", context(lesson)
    yield from _texts(own, file, title=lesson.title, summary=lesson.summary)
    for objective in lesson.objectives:
        yield Message(own, objective, "objective", file)
    yield from _texts(own, file, content_note=lesson.notes)
    for part, source in segments(lesson.body):
        yield Message(own, source, part, file)
    yield from _texts(own, file, beyond=lesson.beyond)


def of_item(item: Item) -> Iterator[Message]:
    file, own = f"quizzes/{item.module}/items.toml", context(item)
    yield Message(own, item.stem, "stem", file, item.critical)
    for option in item.options:
        yield Message(own, option.text, "option", file, item.critical)
        yield Message(own, option.why, "why", file, item.critical)


def of_scenario(scenario: Scenario) -> Iterator[Message]:
    file, own = f"quizzes/{scenario.module}/{scenario.id}.toml", context(scenario)
    yield from _texts(own, file, title=scenario.title, summary=scenario.summary, role=scenario.role)
    yield from _texts(own, file, content_note=scenario.note, beyond=scenario.beyond)
    for node in scenario.nodes:
        yield from _texts(context(scenario, node), file, node=node.text)
        for choice in node.choices:
            here = context(scenario, node, choice)
            yield from _texts(here, file, choice=choice.text, consequence=choice.then, why=choice.why)
            for move in choice.moves:
                yield Message(here, move.because, f"why {move.meter} moved", file)
    for ending in scenario.endings:
        here = context(scenario, ending)
        yield from _texts(here, file, title=ending.title, ending=ending.text, afterwards=ending.next)
        yield from _texts(here, file, what_it_rests_on=ending.rests, question_for_a_supervisor=ending.ask)


def of_shared(
    courses: Iterable[Course], terms: Iterable[Term], sections: Iterable[tuple[str, str]]
) -> Iterator[Message]:
    """The texts that belong to no module; `sections` are (report, title)."""
    for course in courses:
        yield from _texts(context(course), f"courses/{course.id}.toml", title=course.title, summary=course.summary)
    for term in terms:
        yield from _texts(context(term), "courses/glossary.toml", term=term.term, explanation=term.text)
    for report, title in sections:
        yield Message(f"sources/{report}", title, "section of a report", "courses/sources.toml")


def _texts(own: str, file: str, **texts: str) -> Iterator[Message]:
    """A message for every text that is not empty; the key, in words, is its note."""
    for note, text in texts.items():
        if text:
            yield Message(own, text, note.replace("_", " "), file)
