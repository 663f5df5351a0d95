"""A cohort of any size with made-up progress, written straight into the tables, because only its pages are tested."""

from __future__ import annotations

import random
import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.domain.course import Use
from lms.domain.event import Kind
from lms.domain.progress import BEGUN, DONE, Line
from lms.services import cohorts
from lms.services.matrix import Column, columns
from lms.storage import events, records
from lms.storage.accounts import Account
from lms.storage.cohorts import Cohort, Membership
from tests.harness.cast import Person, Stage
from tests.harness.finishing import here

COURSE = "social-work"
NAMES = (
    "Areca Banyan Cinnamon Dipper Egret Fennel Ginger Heron Indus Jasmine Kapok Lotus Myna Neem Oriole Pandan Quail "
    "Rattan Saffron Tamarind Umbra Vetiver Willow Xylia Yam Zinnia"
).split()


def cohort_of(stage: Stage, trainer: Person, size: int, *, label: str = "Riverside", seed: int = 1) -> str:
    """The id of a new cohort of the trainer with this many learners."""
    chance, library = random.Random(seed), here(stage).library
    with stage.database.writing() as session:
        owner = session.get(Account, trainer.id)
        assert owner is not None
        cohort = cohorts.make_cohort(session, library, owner, label, COURSE, stage.clock() - timedelta(days=40))
        for place in range(size):
            _learner(session, library, cohort, place, chance, stage.clock())
        return cohort.id


def _learner(
    session: Session, library: Library, cohort: Cohort, place: int, chance: random.Random, now: datetime
) -> None:
    mark = uuid.UUID(int=chance.getrandbits(128), version=4)
    turn = place // len(NAMES)
    nickname = NAMES[place % len(NAMES)] + (f" {turn}" if turn else "")
    joined = now - timedelta(days=30, hours=chance.randrange(24))
    session.add(
        Account(
            id=mark,
            sign_in_name=f"bird-{cohort.id}-{place}",
            nickname=nickname,
            password_hash="none",
            recovery_hash="none",
            language="en",
            created_at=joined,
        )
    )
    session.flush()
    session.add(Membership(cohort_id=cohort.id, account_id=mark, joined_at=joined))
    _progress(session, library, cohort, mark, chance, now)


def _progress(
    session: Session, library: Library, cohort: Cohort, mark: uuid.UUID, chance: random.Random, now: datetime
) -> None:
    """Nothing, part, or all of the course; the last of it up to thirty days ago."""
    shown = columns(library, cohort.course)
    reached = min(len(shown), chance.randrange(-2, len(shown) + 6))
    last = now - timedelta(days=chance.choice((0, 1, 2, 3, 5, 8, 9, 12, 15, 25)), hours=1)
    lines = [
        _line(column, last - timedelta(hours=reached - place), chance)
        for place, column in enumerate(shown[: max(reached, 0)])
    ]
    records.put(session, mark, [*lines, *_items(library, reached, last, chance)])
    if lines:
        events.add(session, [_event(mark, lines[-1], last)])


def _line(column: Column, at: datetime, chance: random.Random) -> Line:
    state, score = (DONE if chance.random() < 0.85 else BEGUN), None
    data: dict[str, object] = {}
    if column.topic == "test":
        score = chance.randrange(16, 21) if state == DONE else chance.randrange(9, 16)
        data = {"sittings": 1, "of": column.of, "answered": column.of, "handed_in": True, "missed_critical": 0}
    if column.topic == "scenario":
        data = {"ended": state == DONE, "endings": [], "outcomes": [], "attempt": "1", "way": [], "at": ""}
    if column.topic == "lesson":
        state = DONE
    return Line(column.topic, column.subject, state, at, None, score, data)


def _items(library: Library, reached: int, at: datetime, chance: random.Random) -> Iterator[Line]:
    for item in library.modules["confidentiality"].bank(Use.PRACTICE)[: max(reached, 0) * 2]:
        choice, sure = chance.choice(item.letters), chance.choice(("sure", "fairly", "guessing", None))
        right = frozenset(choice) == item.correct
        first = {"choices": [choice], "right": right, "confidence": sure}
        data = {"answers": 1, "sure_and_wrong": sure == "sure" and not right, "first": first, **first}
        yield Line("item", item.subject, DONE, at, at + timedelta(days=3), int(right), data)


def _event(mark: uuid.UUID, line: Line, at: datetime) -> dict[str, object]:
    return {
        "id": uuid.uuid5(mark, line.subject),
        "account_id": mark,
        "device_id": uuid.uuid5(mark, "forms"),
        "n": 1,
        "at": at,
        "happened_at": at,
        "received_at": at,
        "kind": Kind.LESSON_COMPLETED,
        "topic": "lesson",
        "subject": line.subject,
        "version": None,
        "lang": "en",
        "data": {},
        "body_hash": "form",
    }
