"""What a learner does in lessons and scenarios, and where she can go on."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.domain.certificate import Requirement, requirements
from lms.domain.course import Item, Lesson, Module
from lms.domain.errors import Invalid
from lms.domain.event import Kind
from lms.domain.progress import DONE, Line
from lms.domain.review import Confidence
from lms.domain.scenario import Scenario
from lms.services.log import Fact, note
from lms.services.versions import VersionBook
from lms.storage import records

Lines = Mapping[tuple[str, str], Line]


@dataclass(frozen=True, slots=True)
class Answer:
    """One choice in a form: the option's letter, and how sure the learner is."""

    choice: str
    confidence: Confidence | None


def read_answer(item: Item, choice: str, confidence: str) -> Answer | None:
    """An answer from form fields; None when nothing was chosen. Raises Invalid for what the item lacks."""
    if not choice:
        return None
    if len(choice) != 1 or choice not in item.letters:
        raise Invalid(item.id, "This answer is not one of the choices.")
    if confidence and confidence not in list(Confidence):
        raise Invalid(item.id, "This is not one of the three levels.")
    return Answer(choice, Confidence(confidence) if confidence else None)


def complete_lesson(
    session: Session,
    library: Library,
    book: VersionBook,
    lesson: Lesson,
    answers: Mapping[str, Answer],
    account: uuid.UUID,
    lang: str,
    now: datetime,
) -> int:
    """Keeps that the lesson was read, with the practice answers by item id; returns what was new."""
    facts = [Fact(Kind.LESSON_COMPLETED, lesson.subject, library.version(lesson), {})]
    facts += [answered(library, item, answers[item.id]) for item in _practice(library, lesson) if item.id in answers]
    return note(session, book, account, lang, now, facts)


def _practice(library: Library, lesson: Lesson) -> tuple[Item, ...]:
    module = library.module(lesson.module)
    return module.practice(lesson.id) if module else ()


def answered(library: Library, item: Item, answer: Answer, kind: Kind = Kind.ITEM_ANSWERED) -> Fact:
    """The fact that an item was answered."""
    data = {"attempt": "form", "choices": [answer.choice], "confidence": answer.confidence}
    return Fact(kind, item.subject, library.version(item), data)


def choose_in_scenario(
    session: Session,
    library: Library,
    book: VersionBook,
    scenario: Scenario,
    node: str,
    choice: str,
    account: uuid.UUID,
    lang: str,
    now: datetime,
) -> None:
    """Keeps one choice. Choices belong to one attempt until it ends; the next one opens another."""
    line = records.line(session, account, "scenario", scenario.subject)
    data = {"attempt": _attempt(line, scenario, node), "node": node, "choice": choice}
    fact = Fact(Kind.SCENARIO_CHOSEN, scenario.subject, library.version(scenario), data)
    note(session, book, account, lang, now, [fact])


def _attempt(line: Line | None, scenario: Scenario, node: str) -> str:
    """The number of the attempt as text: a new one when the last has ended and the story starts over."""
    if line is None:
        return "1"
    number = int(str(line.data["attempt"])) if str(line.data["attempt"]).isdigit() else 1
    over = bool(line.data["ended"]) and node == scenario.start
    return str(number + 1 if over else number)


# Where to go on ----------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """A learner's place in one module."""

    module: Module
    lines: Lines
    requirements: tuple[Requirement, ...]
    next_lesson: Lesson | None
    half_played: tuple[tuple[Scenario, Line], ...]

    def state(self, topic: str, name: str) -> str:
        """ "" (not started), "begun" or "done" for a part of this module."""
        line = self.lines.get((topic, f"{self.module.id}/{name}"))
        return line.state if line else ""

    @property
    def begun(self) -> bool:
        return any(subject.split("/")[0] == self.module.id for _, subject in self.lines)

    @property
    def certified(self) -> bool:
        return ("certificate", self.module.id) in self.lines


def standing(module: Module, lines: Lines) -> Standing:
    """Where these record lines put the learner in the module."""
    left = (lesson for lesson in module.lessons if _state(lines, "lesson", lesson.subject) != DONE)
    half = tuple(
        (scenario, line)
        for scenario in module.scenarios
        if (line := lines.get(("scenario", scenario.subject))) and not line.data["ended"]
    )
    return Standing(module, lines, requirements(module, lines), next(left, None), half)


def _state(lines: Lines, topic: str, subject: str) -> str:
    line = lines.get((topic, subject))
    return line.state if line else ""


@dataclass(frozen=True, slots=True)
class Home:
    """What a learner's home page shows."""

    places: tuple[Standing, ...]
    due: int

    @property
    def half_played(self) -> tuple[tuple[Scenario, Line], ...]:
        return tuple(pair for place in self.places for pair in place.half_played)

    @property
    def next_lesson(self) -> Lesson | None:
        """The first unread lesson of a module that was begun, else the first unread lesson of all."""
        begun = [place for place in self.places if place.begun]
        return next((place.next_lesson for place in [*begun, *self.places] if place.next_lesson), None)


TOPICS = ("lesson", "scenario", "test", "plan", "certificate")


def home(session: Session, library: Library, account: uuid.UUID, now: datetime) -> Home:
    lines = records.lines(session, account, TOPICS)
    places = tuple(standing(module, lines) for module in library.modules.values())
    return Home(places, records.count_due(session, account, now))


def module_standing(session: Session, module: Module, account: uuid.UUID) -> Standing:
    return standing(module, records.lines(session, account, TOPICS))


def choose_plan(
    session: Session, book: VersionBook, module: Module, action: str, account: uuid.UUID, lang: str, now: datetime
) -> None:
    """Keeps the one action for work. Raises Invalid when the module has no such action."""
    if action not in {one.id for one in module.actions}:
        raise Invalid("action", "Choose one of the sentences.")
    note(session, book, account, lang, now, [Fact(Kind.PLAN_CHOSEN, f"{module.id}/plan", None, {"action": action})])
