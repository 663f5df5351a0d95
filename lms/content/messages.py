"""Every text of the content that is translated, with its context; the source side of a catalogue.

A context is an id, never a position, so that a translation stays with its text when texts move:

    lesson      <module>/<lesson>
    item        <item>
    scenario    <scenario>; a node <scenario>/<node>; a choice <scenario>/<node>.<choice>; an ending
                <scenario>/<ending>; a road <scenario>/road/<road>; a stage <scenario>/stage/<stage>; where
                somebody stands at a node <scenario>/<node>/<road>
    module      <module>; an action for work <module>/plan.<action>; a question after so many days
                <module>/follow-up.<day>, an answer to it <module>/follow-up.<day>.<answer>
    course      course/<course>
    term        glossary/<term>
    section     sources/<report>
    map         map; a factor map/<factor>; a link map/<factor>.<factor>
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lms.content.markdown import segments
from lms.domain.course import Action, Course, Item, Lesson, Module, Term
from lms.domain.follow_up import FollowUp, FollowUpAnswer
from lms.domain.scenario import Beside, Choice, Ending, Node, Road, Scenario, Stage
from lms.domain.system_map import Factor, Link, SystemMap

Thing = Lesson | Item | Scenario | Module | Course | Term | SystemMap
Part = Node | Choice | Ending | Road | Stage | Beside | Action | FollowUp | FollowUpAnswer | Factor | Link


@dataclass(frozen=True, slots=True)
class Message:
    """One text to translate. `note` tells translators what it is; `file` where it stands."""

    context: str
    source: str
    note: str
    file: str
    critical: bool = False


def context(thing: Thing, *inside: Part) -> str:
    """The context of a thing's texts, or of a part of it: context(scenario, node, choice)."""
    if isinstance(thing, Lesson):
        return thing.subject
    if isinstance(thing, Course):
        return f"course/{thing.id}"
    if isinstance(thing, Term):
        return f"glossary/{thing.id}"
    if isinstance(thing, SystemMap):
        return "map" + "".join(_inside(part) for part in inside)
    return thing.id + "".join(_inside(part) for part in inside)


def _inside(part: Part) -> str:
    """What a part adds to the context of what it belongs to."""
    match part:
        case Action():
            return f"/plan.{part.id}"
        case FollowUp():
            return f"/follow-up.{part.day}"
        case Choice() | FollowUpAnswer():
            return f".{part.id}"
        case Road():
            return f"/road/{part.id}"
        case Stage():
            return f"/stage/{part.id}"
        case Beside():
            return f"/{part.road}"
        case _:
            return f"/{part.id}"


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
    for follow_up in module.follow_ups:
        yield from _of_follow_up(module, follow_up, file)


def _of_follow_up(module: Module, follow_up: FollowUp, file: str) -> Iterator[Message]:
    note = f"question {follow_up.day} days after the plan was chosen"
    yield Message(context(module, follow_up), follow_up.ask, note, file)
    for answer in follow_up.answers:
        here = context(module, follow_up, answer)
        yield from _texts(here, file, answer=answer.text, reply_to_this_answer=answer.reply)


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
    for road in scenario.roads:
        yield from _texts(context(scenario, road), file, name=road.name, where_the_person_is_at_first=road.start)
    for stage in scenario.stages:
        yield from _texts(context(scenario, stage), file, stage=stage.title, what_it_turns_on=stage.switch)
    for node in scenario.nodes:
        yield from _of_node(scenario, node, file)
    for ending in scenario.endings:
        here = context(scenario, ending)
        yield from _texts(here, file, title=ending.title, ending=ending.text, afterwards=ending.next)
        yield from _texts(here, file, what_it_rests_on=ending.rests, question_for_a_supervisor=ending.ask)


def _of_node(scenario: Scenario, node: Node, file: str) -> Iterator[Message]:
    for beside in node.beside:
        yield Message(context(scenario, node, beside), beside.text, f"where {beside.road} stands", file)
    yield from _texts(context(scenario, node), file, who_the_learner_is=node.you, node=node.text)
    for choice in node.choices:
        here = context(scenario, node, choice)
        yield from _texts(here, file, choice=choice.text)
        for wording in choice.wordings:
            yield Message(here, wording, "the same question in other words", file)
        yield from _texts(here, file, consequence=choice.then, why=choice.why)
        for move in choice.moves:
            yield Message(here, move.because, f"why {move.meter} moved", file)


def of_shared(
    courses: Iterable[Course], terms: Iterable[Term], sections: Iterable[tuple[str, str]], drawn: SystemMap | None
) -> Iterator[Message]:
    """The texts that belong to no module; `sections` are (report, title)."""
    for course in courses:
        yield from _texts(context(course), f"courses/{course.id}.toml", title=course.title, summary=course.summary)
    for term in terms:
        yield from _texts(context(term), "courses/glossary.toml", term=term.term, explanation=term.text)
    for report, title in sections:
        yield Message(f"sources/{report}", title, "section of a report", "courses/sources.toml")
    if drawn:
        yield from _of_map(drawn)


def _of_map(drawn: SystemMap) -> Iterator[Message]:
    """The texts of the map, in file order."""
    file = "courses/map.toml"
    yield from _texts(context(drawn), file, title=drawn.title, summary=drawn.summary, note=drawn.note)
    for factor in drawn.factors:
        yield from _texts(context(drawn, factor), file, name_of_a_factor=factor.name, what_it_is=factor.text)
    for link in drawn.links:
        yield from _texts(context(drawn, link), file, why_one_pushes_the_other=link.why)


def _texts(own: str, file: str, **texts: str) -> Iterator[Message]:
    """A message for every text that is not empty; the key, in words, is its note."""
    for note, text in texts.items():
        if text:
            yield Message(own, text, note.replace("_", " "), file)
