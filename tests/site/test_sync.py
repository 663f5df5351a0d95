"""/sync over the wire: who may send, what an answer holds, and bodies that are none."""

from __future__ import annotations

import json
import uuid
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from werkzeug.test import TestResponse

from lms.services.versions import VersionBook
from tests.harness.cast import PASSWORD, Person, Stage
from tests.harness.client import Client
from tests.harness.own_pages import events, library_of, post
from tests.harness.statements import counted

DEVICE = "6f6f4a3e-8c0e-4f0d-9a60-2f1d4a3b5c6d"


def lesson_read(person: Person, n: int = 1, **other: Any) -> dict[str, Any]:
    """The event of a lesson that was read on the person's phone."""
    library = library_of(person)
    lesson = library.modules["confidentiality"].lessons[0]
    parts = {"id": str(uuid.uuid4()), "n": n, "at": "2026-11-23T08:00:00Z", "kind": "lesson.completed"}
    return {**parts, "subject": lesson.subject, "version": library.version(lesson), "lang": "km", "data": {}, **other}


def send(client: Client, batch: Any, **headers: str) -> TestResponse:
    body = batch if isinstance(batch, bytes) else json.dumps(batch).encode()
    return client.post("/sync", data=body, headers={"Content-Type": "application/json", **headers})


def test_an_answer_is_what_the_contract_says(learner: Person) -> None:
    one = lesson_read(learner, n=17)
    batch = {"device": DEVICE, "learner": str(learner.id), "now": "2026-11-23T09:00:00Z", "events": [one, {"id": "x"}]}
    answer = send(learner.client, batch, **learner.client.same_origin())
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    assert answer.headers["Cache-Control"] == "no-store"
    assert set(answer.json) == {"receipts", "server_time", "epoch", "have"}
    stored, refused = answer.json["receipts"]
    assert stored == {"id": one["id"], "status": "stored"}
    assert set(refused) == {"id", "status", "reason"}
    assert (refused["id"], refused["status"]) == ("x", "quarantined")
    assert answer.json["server_time"] == "2026-11-23T09:00:00Z"
    assert isinstance(answer.json["epoch"], str)
    assert answer.json["have"] == 17


def test_an_answer_costs_little(stage: Stage, learner: Person) -> None:
    """DESIGN: at most 400 bytes up and 200 down, and six statements, for one answer of a known phone."""
    library = library_of(learner)
    item = library.modules["confidentiality"].practice("limits-first")[0]
    data = {"attempt": "1", "choices": ["a"], "confidence": "sure"}
    send(learner.client, {"device": DEVICE, "events": []}, **learner.client.same_origin())
    answered = {"kind": "item.answered", "subject": item.subject, "version": library.version(item), "data": data}
    batch = {"device": DEVICE, "now": "2026-11-23T09:00:00Z", "events": [lesson_read(learner, **answered)]}
    body = json.dumps(batch, separators=(",", ":")).encode()
    with counted(stage.database) as statements:
        answer = send(learner.client, body, **learner.client.same_origin())
    assert answer.json["receipts"][0]["status"] == "stored"
    assert len(body) <= 400
    assert len(answer.data) <= 200
    assert len(statements) <= 6, "\n".join(statements)


def test_a_stranger_gets_401_and_nothing_is_kept(stage: Stage, stranger: Client, learner: Person) -> None:
    batch = {"device": DEVICE, "learner": str(learner.id), "events": [lesson_read(learner)]}
    for headers in ({}, stranger.same_origin(), {"Authorization": "Bearer nothing"}, {"Authorization": "Basic YTpi"}):
        answer = send(stranger, batch, **headers)
        assert (answer.status_code, answer.mimetype) == (401, "application/json"), headers
    assert events(stage, learner.id) == []


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://elsewhere.example"}, {"Origin": "null"}]
)
def test_another_site_sends_nothing_in_ones_name(stage: Stage, learner: Person, headers: dict[str, str]) -> None:
    answer = send(learner.client, {"device": DEVICE, "events": [lesson_read(learner)]}, **headers)
    assert (answer.status_code, answer.mimetype) == (403, "application/json")
    assert events(stage, learner.id) == []


@pytest.mark.parametrize("way", ["signed out", "new password"])
def test_a_session_that_has_ended_sends_nothing(stage: Stage, learner: Person, way: str) -> None:
    other = Person(learner.id, learner.name, learner.nickname, learner.recovery_code, stage.stranger())
    stage.sign_in(other)
    with learner.client.session_transaction() as cookie:
        copied = dict(cookie)
    if way == "signed out":
        post(learner.client, "/en/sign-out/", {}, page="/en/sign-out/")
    else:
        new = "four slow white egrets"
        changed = post(other.client, "/en/me/settings/password/", {"old": PASSWORD, "password": new})
        assert changed.status_code == 303
    thief = stage.stranger()
    with thief.session_transaction() as cookie:
        cookie.update(copied)
    answer = send(thief, {"device": DEVICE, "events": [lesson_read(learner)]}, **thief.same_origin())
    assert answer.status_code == 401


def test_a_batch_for_another_learner_is_booked_on_nobody(stage: Stage, learner: Person) -> None:
    other = stage.person("Dara")
    batch = {"device": DEVICE, "learner": str(other.id), "events": [lesson_read(learner)]}
    answer = send(learner.client, batch, **learner.client.same_origin())
    assert answer.json["receipts"][0]["status"] == "quarantined"
    assert events(stage, learner.id) == events(stage, other.id) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"17",
        b"null",
        b"\xff\xfe{}",
        b"[" * 100_000,
        b'{"device": 1, "events": []}',
        b'{"events": []}',
        b'{"device": "%b", "events": {}}' % DEVICE.encode(),
        b'{"device": "%b", "events": [%b]}' % (DEVICE.encode(), b",".join([b"1"] * 501)),
        b'{"device": "%b", "events": [NaN]}' % DEVICE.encode(),
    ],
    ids=["empty", "cut", "list", "number", "null", "UTF-16", "deep", "device", "nobody's", "object", "many", "NaN"],
)
def test_what_is_no_batch_is_refused_in_plain_words(stage: Stage, learner: Person, body: bytes) -> None:
    answer = send(learner.client, body, **learner.client.same_origin())
    assert (answer.status_code, answer.mimetype) == (422, "application/json")
    assert answer.json["error"].endswith(".")
    assert events(stage, learner.id) == []


def test_nonsense_costs_no_more_when_much_of_it_lies_there_already(stage: Stage, learner: Person) -> None:
    """Everybody else's answers wait meanwhile, so nothing of the quarantine is read."""
    batch = {"device": DEVICE, "events": [{"id": str(number)} for number in range(50)]}
    for _ in range(2):
        with counted(stage.database) as statements:
            answer = send(learner.client, batch, **learner.client.same_origin())
        assert {one["status"] for one in answer.json["receipts"]} == {"quarantined"}
        assert not [one for one in statements if "FROM quarantine" in one]
        assert len(statements) <= 50 + 6


def test_a_token_that_sends_from_two_places_at_once_loses_nothing(stage: Stage, learner: Person) -> None:
    """A new device, an event that is known, one that is not, and one that nobody understands, four times at once."""
    asked = learner.client.post("/en/me/devices/", data={"device": DEVICE}, headers=learner.client.same_origin())
    bearer = {"Authorization": f"Bearer {asked.json['token']}"}
    one = lesson_read(learner)
    batch = {"device": str(uuid.uuid4()), "events": [one, {**one, "lang": "en"}, {"id": "x"}, lesson_read(learner)]}
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda client: send(client, batch, **bearer), [stage.stranger() for _ in range(4)]))
    told = [[receipt["status"] for receipt in answer.json["receipts"]] for answer in answers]
    again = ["duplicate", "conflict", "quarantined", "duplicate"]
    assert sorted(told) == [again, again, again, ["stored", "conflict", "quarantined", "stored"]]
    assert len(events(stage, learner.id)) == 2


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_a_form_that_does_not_say_where_it_comes_from_is_no_sync(stage: Stage, learner: Person, kind: str) -> None:
    batch = {"device": DEVICE, "events": [lesson_read(learner)]}
    answer = learner.client.post("/sync", data=json.dumps(batch), content_type=kind)
    assert answer.status_code == 403
    assert events(stage, learner.id) == []
    assert learner.client.post("/sync", json=batch).json["receipts"][0]["status"] == "stored"


def test_an_answer_is_marked_by_the_version_that_the_phone_held(stage: Stage, learner: Person) -> None:
    """The store knows every version that was ever served, also when the library holds another one by now."""
    library = library_of(learner)
    version = library.version(library.modules["confidentiality"].lessons[0])
    site = stage.app.extensions["waymark"]
    site.book = VersionBook(Forgetful(library, version))
    batch = {"device": DEVICE, "events": [lesson_read(learner)]}
    answer = send(learner.client, batch, **learner.client.same_origin())
    assert answer.json["receipts"][0]["status"] == "stored"


class Forgetful:
    """A library in which one unit has been rewritten since."""

    def __init__(self, library: Any, lost: str) -> None:
        self._library, self._lost = library, lost

    def unit(self, mark: str) -> Any:
        return None if mark == self._lost else self._library.unit(mark)
