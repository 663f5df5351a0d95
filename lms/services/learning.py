"""What a learner does in lessons, and where she can go on; stories are in `lms.services.stories`."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.domain.certificate import Requirement, requirements
from lms.domain.course import Ends, Item, Lesson, Module
from lms.domain.errors import Invalid
from lms.domain.event import Kind
from lms.domain.progress import DONE, Line
from lms.domain.review import Confidence
from lms.domain.scenario import Scenario
from lms.services.log import Fact, note
from lms.services.versions import VersionBook
from lms.services.way import Way, ways
from lms.storage import cohorts, records

Lines = Mapping[tuple[str, str], Line]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer in a form: the letters of the chosen options, in order, and how sure the learner is."""

    choice: str
    confidence: Confidence | None


def read_answer(item: Item, chosen: Iterable[str], confidence: str) -> Answer | None:
    """An answer from form fields; None when nothing was chosen. Raises Invalid for what the item lacks."""
    letters = sorted(set(chosen))
    if not letters:
        return None
    if any(len(letter) != 1 or letter not in item.letters for letter in letters):
        raise Invalid(item.id, "This answer is not one of the choices.")
    if len(letters) > 1 and len(item.correct) == 1:
        raise Invalid(item.id, "Choose one answer.")
    if confidence and confidence not in list(Confidence):
        raise Invalid(item.id, "This is not one of the three levels.")
    return Answer("".join(letters), Confidence(confidence) if confidence else None)


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
    data = {"attempt": "form", "choices": list(answer.choice), "confidence": answer.confidence}
    return Fact(kind, item.subject, library.version(item), data)


# Where to go on ----------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """A learner's place in one module."""

    module: Module
    lines: Lines
    begun: bool
    requirements: tuple[Requirement, ...]
    next_lesson: Lesson | None
    half_played: tuple[tuple[Scenario, Line], ...]

    def state(self, topic: str, name: str) -> str:
        """ "" (not started), "begun" or "done" for a part of this module."""
        line = self.lines.get((topic, f"{self.module.id}/{name}"))
        return line.state if line else ""

    @property
    def read(self) -> int:
        """How many lessons were read."""
        return sum(self.state("lesson", lesson.id) == DONE for lesson in self.module.lessons)

    @property
    def certified(self) -> bool:
        return ("certificate", self.module.id) in self.lines

    @property
    def next(self) -> str:
        """What comes next here: lessons, scenarios, test, plan or certificate; "" when all is done."""
        asked = ("lessons", "scenarios", "test", "plan") if self.module.test else ("lessons", "scenarios")
        left = (need.id for need in self.requirements if need.id in asked and not need.met)
        return next(left, "certificate" if self.module.test and not self.certified else "")

    @property
    def next_scenario(self) -> Scenario | None:
        """The first story without an ending that counts."""
        return next((one for one in self.module.scenarios if self.state("scenario", one.id) != DONE), None)

    @property
    def open_tests(self) -> tuple[str, ...]:
        """ "pre-test", "test": those that were begun and not handed in."""
        lines = {name: self.lines.get(("test", f"{self.module.id}/{name}")) for name in ("pre-test", "test")}
        return tuple(name for name, line in lines.items() if line and not line.data["handed_in"])


def standing(module: Module, lines: Lines) -> Standing:
    """Where these record lines put the learner in the module."""
    left = (lesson for lesson in module.lessons if _state(lines, "lesson", lesson.subject) != DONE)
    half = tuple(
        (scenario, line)
        for scenario in module.scenarios
        if (line := lines.get(("scenario", scenario.subject))) and not line.data["ended"]
    )
    begun = any(subject.partition("/")[0] == module.id for _, subject in lines)
    return Standing(module, lines, begun, requirements(module, lines), next(left, None), half)


def _state(lines: Lines, topic: str, subject: str) -> str:
    line = lines.get((topic, subject))
    return line.state if line else ""


@dataclass(frozen=True, slots=True)
class Home:
    """What a learner's home page shows; `ways` are her courses."""

    places: tuple[Standing, ...]
    ways: tuple[Way, ...]
    due: int

    @property
    def half_played(self) -> tuple[tuple[Scenario, Line], ...]:
        return tuple(pair for place in self.places for pair in place.half_played)

    @property
    def next_way(self) -> Way | None:
        """The first of her shorter courses that is not finished: it leads past what she does not need."""
        short = (one for one in self.ways if one.course.ends_with is not Ends.CERTIFICATES)
        return next((one for one in short if one.next not in ("", "note")), None)

    @property
    def next_place(self) -> Standing | None:
        """The first module that was begun and is not finished, else the first that is not finished."""
        begun = [place for place in self.places if place.begun]
        return next((place for place in [*begun, *self.places] if place.next), None)


TOPICS = ("lesson", "scenario", "test", "plan", "certificate")


def home(session: Session, library: Library, account: uuid.UUID, work_role: str, now: datetime) -> Home:
    lines = records.lines(session, account, TOPICS)
    places = tuple(standing(module, lines) for module in library.modules.values())
    own = ways(library, lines, work_role, cohorts.courses_joined(session, account))
    return Home(places, own, records.count_due(session, account, now))


def module_standing(session: Session, module: Module, account: uuid.UUID) -> Standing:
    return standing(module, records.lines(session, account, TOPICS))


def choose_plan(
    session: Session, book: VersionBook, module: Module, action: str, account: uuid.UUID, lang: str, now: datetime
) -> None:
    """Keeps the one action for work. Raises Invalid when the module has no such action."""
    if action not in {one.id for one in module.actions}:
        raise Invalid("action", "Choose one of the sentences.")
    note(session, book, account, lang, now, [Fact(Kind.PLAN_CHOSEN, f"{module.id}/plan", None, {"action": action})])
