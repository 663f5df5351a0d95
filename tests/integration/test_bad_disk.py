"""A disk that is full, read-only or gone: plain words, nothing half kept, and no restart when it is good again."""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event
from werkzeug.test import TestResponse

from lms.services.versions import VersionBook, keep_versions
from lms.storage.engine import Database
from lms.web.site import KEY
from tests.harness import databases
from tests.harness.cast import Clock, Person, Stage
from tests.harness.own_pages import CONFIDENTIALITY, LESSON, events, library_of, read_lesson, words

MANY = 2**30


@pytest.fixture
def stage(whole_site: Flask, sqlite_template: Path, tmp_path: Path) -> Iterator[Stage]:
    """The site on SQLite, which is the one that a disk can fail under."""
    database, clock = databases.sqlite_copy(sqlite_template, tmp_path), Clock()
    site = whole_site.extensions[KEY]
    own = site.database, site.book, site.now
    site.database, site.book, site.now = database, VersionBook(site.library), clock
    with database.writing() as session:
        keep_versions(session, site.library, clock())
    yield Stage(whole_site, database, clock)
    site.database, site.book, site.now = own
    database.close()


@contextmanager
def on_checkout(database: Database, bad: str, good: str) -> Iterator[None]:
    """Every connection is told `bad` while this lasts, and `good` afterwards."""
    said = [bad]

    def tell(connection: Any, *_: Any) -> None:
        connection.execute(said[0])

    event.listen(database.engine, "checkout", tell)
    try:
        yield
    finally:
        event.remove(database.engine, "checkout", tell)
        said[0] = good
        with database.engine.connect() as connection:
            connection.exec_driver_sql(good)
        database.engine.dispose()


def full(database: Database) -> Any:
    return on_checkout(database, "PRAGMA max_page_count=1", f"PRAGMA max_page_count={MANY}")


def read_only(database: Database) -> Any:
    return on_checkout(database, "PRAGMA query_only=ON", "PRAGMA query_only=OFF")


@contextmanager
def gone(database: Database) -> Iterator[None]:
    """The folder cannot be reached, so that no new connection opens."""

    def refuse(*_: Any) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    database.engine.dispose()
    event.listen(database.engine, "connect", refuse, insert=True)
    try:
        yield
    finally:
        event.remove(database.engine, "connect", refuse)


def refused(answer: TestResponse) -> bool:
    return answer.status_code == 503 and answer.headers["Retry-After"] == "30"


@pytest.mark.parametrize("bad", [full, read_only, gone])
def test_nothing_is_acknowledged_and_nothing_is_lost(stage: Stage, learner: Person, bad: Callable[..., Any]) -> None:
    with bad(stage.database):
        answer = fill(stage, learner) if bad is full else read_lesson(learner)
        assert refused(answer)
        assert "cannot save anything at the moment" in words(answer)
        assert refused(send(learner))
    assert not any(one.subject == "confidentiality/help-that-reveals" for one in events(stage, learner.id))
    before = len(events(stage, learner.id))
    assert read_lesson(learner).status_code == 200
    assert send(learner).status_code == 200
    assert len(events(stage, learner.id)) > before


def send(person: Person) -> TestResponse:
    batch = {"device": str(uuid.uuid4()), "events": [{"id": str(uuid.uuid4())} for _ in range(300)]}
    return person.client.post("/sync", json=batch, headers=person.client.same_origin())


def fill(stage: Stage, person: Person) -> TestResponse:
    """Goes on until nothing more fits into the pages that the file has."""
    for number in range(400):
        stage.clock.wait(days=1)
        answer = read_lesson(person, "abc"[number % 3] * 3)
        if answer.status_code != 200:
            return answer
    raise AssertionError("there was room to the end")


@pytest.mark.parametrize("bad", [full, read_only])
def test_reading_goes_on_meanwhile(stage: Stage, learner: Person, bad: Callable[..., Any]) -> None:
    with bad(stage.database):
        for address in ("/en/me/", "/en/me/record/", "/en/me/record.json", LESSON, CONFIDENTIALITY, "/live", "/ready"):
            assert learner.client.get(address).status_code == 200, address


def test_lessons_are_there_without_any_database(stage: Stage, learner: Person) -> None:
    with gone(stage.database):
        for address in ("/", "/en/", LESSON, CONFIDENTIALITY, "/live"):
            assert learner.client.get(address).status_code == 200, address
        assert refused(learner.client.get("/en/me/"))
        assert learner.client.get("/ready").status_code == 503
    assert learner.client.get("/en/me/").status_code == 200
    assert learner.client.get("/ready").status_code == 200


def test_the_stories_of_a_stranger_need_no_disk(stage: Stage) -> None:
    scenario = library_of(stage.person("Dara")).scenario("confidentiality/four-lines")
    client, node = stage.stranger(), scenario.node(scenario.start)
    with gone(stage.database):
        address = f"{CONFIDENTIALITY}scenarios/four-lines/"
        data = {"node": node.id, "choice": node.choices[0].id, "way": ""}
        assert client.post(address, data=data, headers=client.same_origin()).status_code == 303
