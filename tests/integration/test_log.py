"""The log takes everything in: what is understood counts once, and what is not is kept beside it."""

from __future__ import annotations

import random
import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from lms.content.library import Library
from lms.domain.course import Use
from lms.services import accounts
from lms.services.beside import Sender
from lms.services.log import receive
from lms.services.rebuild import folded
from lms.services.sync import sync
from lms.services.versions import VersionBook, keep_versions
from lms.storage import records
from lms.storage.accounts import Account
from lms.storage.beside import Conflict, Quarantined
from lms.storage.engine import Database
from lms.storage.events import Logged

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
DEVICES = [uuid.UUID(int=number) for number in (101, 102, 103)]


@pytest.fixture
def book(database: Database, library: Library) -> VersionBook:
    with database.writing() as session:
        keep_versions(session, library, NOW)
    return VersionBook(library)


def newcomer(database: Database) -> uuid.UUID:
    with database.writing() as session:
        return accounts.sign_up(session, "Somebody", "a long enough word", "en", NOW).account.id


def event(n: int, kind: str, subject: str, version: str | None, data: dict[str, Any], **other: Any) -> dict[str, Any]:
    parts = {"id": str(uuid.uuid4()), "n": n, "at": "2026-11-22T08:00:00Z", "kind": kind, "subject": subject}
    return {**parts, "version": version, "lang": "en", "data": data, **other}


def lesson_event(library: Library, n: int = 1, **other: Any) -> dict[str, Any]:
    lesson = library.modules["confidentiality"].lessons[0]
    return event(n, "lesson.completed", lesson.subject, library.version(lesson), {}, **other)


def item_event(library: Library, n: int, place: int, choice: str, confidence: str | None = "sure") -> dict[str, Any]:
    item = library.modules["confidentiality"].bank(Use.PRACTICE)[place]
    data = {"attempt": "a", "choices": [choice], "confidence": confidence}
    return event(n, "item.answered", item.subject, library.version(item), data)


def scenario_event(library: Library, n: int, attempt: str, node: str, choice: str) -> dict[str, Any]:
    scenario = library.modules["confidentiality"].scenarios[0]
    data = {"attempt": attempt, "node": node, "choice": choice}
    return event(n, "scenario.chosen", scenario.subject, library.version(scenario), data)


def send(database: Database, book: VersionBook, who: uuid.UUID, events: list[Any], **other: Any) -> dict[str, Any]:
    payload = {"device": str(DEVICES[0]), "now": NOW.isoformat(), "events": events, **other}
    with database.writing() as session:
        account = session.get(Account, who)
        assert account is not None
        return sync(session, book, account, payload, NOW)


def statuses(answer: dict[str, Any]) -> list[str]:
    return [receipt["status"] for receipt in answer["receipts"]]


def how_many(database: Database, table: type[Logged] | type[Conflict] | type[Quarantined], who: uuid.UUID) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(table).where(table.account_id == who)) or 0


def test_the_same_event_twice_counts_once(database: Database, library: Library, book: VersionBook) -> None:
    who, one = newcomer(database), lesson_event(library)
    assert statuses(send(database, book, who, [one, one])) == ["stored", "duplicate"]
    assert statuses(send(database, book, who, [one])) == ["duplicate"]
    assert how_many(database, Logged, who) == 1


def test_another_body_under_the_same_id_is_kept_beside_the_first(
    database: Database, library: Library, book: VersionBook
) -> None:
    who, one = newcomer(database), item_event(library, 1, 0, "a")
    other = {**one, "data": {**one["data"], "choices": ["b"]}}
    assert statuses(send(database, book, who, [one])) == ["stored"]
    assert statuses(send(database, book, who, [other])) == ["conflict"]
    assert statuses(send(database, book, who, [other])) == ["conflict"]
    assert how_many(database, Conflict, who) == 1
    with database.reading() as session:
        line = records.line(session, who, "item", one["subject"])
    assert line is not None
    assert line.data["choices"] == ["a"]


def test_events_for_somebody_else_are_never_booked(database: Database, library: Library, book: VersionBook) -> None:
    anna, bela = newcomer(database), newcomer(database)
    assert statuses(send(database, book, anna, [lesson_event(library)], learner=str(bela))) == ["quarantined"]
    assert how_many(database, Logged, anna) == how_many(database, Logged, bela) == 0
    assert how_many(database, Quarantined, anna) == 1


def test_a_device_belongs_to_one_learner(database: Database, library: Library, book: VersionBook) -> None:
    anna, bela = newcomer(database), newcomer(database)
    first = send(database, book, anna, [lesson_event(library, n=7)])
    assert (statuses(first), first["have"]) == (["stored"], 7)
    second = send(database, book, bela, [lesson_event(library)])
    assert (statuses(second), second["have"]) == (["quarantined"], 0)


def test_somebody_elses_id_is_not_told_apart_by_its_body(
    database: Database, library: Library, book: VersionBook
) -> None:
    anna, bela = newcomer(database), newcomer(database)
    one = lesson_event(library)
    send(database, book, anna, [one])
    answer = send(database, book, bela, [one], device=str(DEVICES[1]))
    assert statuses(answer) == ["quarantined"]
    assert how_many(database, Logged, bela) == 0


def test_one_bad_event_does_not_refuse_the_batch(database: Database, library: Library, book: VersionBook) -> None:
    who = newcomer(database)
    answer = send(
        database, book, who, [lesson_event(library, n=1), {"what": "is this"}, item_event(library, 2, 0, "b")]
    )
    assert statuses(answer) == ["stored", "quarantined", "stored"]
    assert answer["have"] == 2


DEEP: Any = {}
for _ in range(200):
    DEEP = {"deeper": DEEP}

BAD: dict[str, dict[str, Any] | Any] = {
    "a number": 17,
    "nothing": None,
    "a list": [[]],
    "text": "event",
    "no parts": {},
    "id is no uuid": {"id": "7"},
    "id is a number": {"id": 7},
    "n is nought": {"n": 0},
    "n is true": {"n": True},
    "n is text": {"n": "1"},
    "n is huge": {"n": 10**30},
    "at is no time": {"at": "yesterday"},
    "at is a number": {"at": 0},
    "kind unknown": {"kind": "lesson.burnt"},
    "kind of the server": {"kind": "test.drawn", "data": {"attempt": "a", "items": []}},
    "kind is a list": {"kind": []},
    "subject with nul": {"subject": "confidentiality/\x00"},
    "subject with surrogate": {"subject": "confidentiality/\ud800"},
    "subject turned round": {"subject": "confidentiality/\u202elesson"},
    "subject of markup": {"subject": "<script>/x"},
    "subject too long": {"subject": "a" * 5000 + "/b"},
    "another lesson's version": {"subject": "confidentiality/help-that-reveals"},
    "version unknown": {"version": "0" * 20},
    "version is no hash": {"version": "latest"},
    "version is a number": {"version": 12},
    "lang is markup": {"lang": "<b>"},
    "lang is missing": {"lang": None},
    "data is a list": {"data": []},
    "data with more": {"data": {"score": 100}},
    "data is deep": {"data": DEEP},
}


@pytest.mark.parametrize("change", BAD.values(), ids=BAD.keys())
def test_what_is_not_understood_is_kept(
    database: Database, library: Library, book: VersionBook, change: dict[str, Any] | Any
) -> None:
    who = newcomer(database)
    sent = {**lesson_event(library), **change} if isinstance(change, dict) and change else change
    answer = send(database, book, who, [sent])
    assert statuses(answer) == ["quarantined"]
    assert answer["receipts"][0]["reason"]
    assert (how_many(database, Quarantined, who), how_many(database, Logged, who)) == (1, 0)
    assert statuses(send(database, book, who, [sent])) == ["quarantined"]
    assert how_many(database, Quarantined, who) == 1


@pytest.mark.parametrize(
    "at", ["1970-01-01T00:00:00Z", "2038-01-19T03:14:08Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z"]
)
def test_a_clock_far_off_loses_nothing(database: Database, library: Library, book: VersionBook, at: str) -> None:
    who = newcomer(database)
    status = statuses(send(database, book, who, [lesson_event(library, at=at)], now=at))[0]
    assert status == ("quarantined" if at.startswith("0001") else "stored")
    with database.reading() as session:
        for row in session.scalars(select(Logged).where(Logged.account_id == who)):
            assert row.happened_at <= NOW


def history(library: Library, seed: int) -> list[tuple[uuid.UUID, dict[str, Any]]]:
    """Events that three devices of one learner made, some of them about the same things."""
    chance = random.Random(seed)
    scenario = library.modules["confidentiality"].scenarios[0]
    made = []
    for n in range(1, chance.randint(4, 14)):
        at = (NOW - timedelta(hours=chance.randint(0, 2000))).isoformat()
        what = chance.choice(["lesson", "item", "scenario", "item"])
        if what == "lesson":
            one = lesson_event(library, n=n)
        elif what == "item":
            one = item_event(library, n, chance.randint(0, 1), chance.choice("abc"), chance.choice(["sure", None]))
        else:
            node = chance.choice(scenario.nodes[:4])
            one = scenario_event(library, n, chance.choice("12"), node.id, chance.choice(node.choices).id)
        made.append((chance.choice(DEVICES), {**one, "id": n, "n": chance.randint(1, n), "at": at}))
    return made


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 10**6), order=st.randoms(use_true_random=False))
def test_any_order_of_arrival_makes_the_same_record(
    database: Database, library: Library, book: VersionBook, seed: int, order: random.Random
) -> None:
    sent = history(library, seed)
    straight = told(database, book, sent)
    shuffled = sent * 2
    order.shuffle(shuffled)
    assert told(database, book, shuffled) == straight


def told(database: Database, book: VersionBook, sent: list[tuple[uuid.UUID, dict[str, Any]]]) -> dict[Any, Any]:
    """The record of a new learner to whom these events arrive one by one in this order; and `rebuild` agrees."""
    who = newcomer(database)
    for device, one in sent:
        with database.writing() as session:
            sender = Sender(who, own(who, device.int), NOW, NOW)
            receive(session, book, sender, [{**one, "id": str(own(who, one["id"]))}])
    with database.reading() as session:
        lines = records.lines(session, who)
        assert folded(session, book, who) == lines
    return lines


def own(who: uuid.UUID, number: int) -> uuid.UUID:
    """An id of this learner's; for every learner, these sort as their numbers do."""
    return uuid.UUID(int=(who.int >> 64 << 64) | number)
