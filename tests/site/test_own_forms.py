"""Bad input into every form of the doors and of a learner's own pages: a clear answer, and nothing lost."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

import pytest
from sqlalchemy import inspect, select
from werkzeug.test import TestResponse

from lms.storage.base import Base
from lms.storage.notes import Tries
from tests.harness.cast import PASSWORD, Person, Stage
from tests.harness.own_pages import LESSON, STORY, library_of, read_lesson, token
from tests.site.test_doors import sign_in

NEW = "four slow white egrets"
BAD = {
    "nothing": "",
    "spaces": "   \u00a0\u3000 ",
    "huge": "x" * 20_000,
    "turned": "abc\u202edcba",
    "markup": "<script>alert(1)</script>",
    "quotes": "' OR 1=1 --\"",
    "format": "100% %s %d {0} ${x}",
    "control": "a\u0007b",
    "unknown letters": "\ufffd\ufffe\uffff\U000e0001",
    "emoji": "👩‍👩‍👧‍👦" * 40,
    "other digits": "١٢٣٤",
    "lines": "a\r\nb\r\nSet-Cookie: c=d",
}
RAW = {
    "NUL": b"%00",
    "NUL inside": b"a%00b",
    "no UTF-8": b"%ff%fe%fd",
    "surrogate": b"%ed%a0%80",
    "UTF-16": b"%FF%FEa%00",
}


@dataclass(frozen=True)
class Own:
    """One form: where it stands, where it goes, and good values for its fields."""

    address: str
    fields: Mapping[str, str]
    page: str = ""
    personal: bool = True


FORMS = {
    "sign up": Own("/en/sign-up/", {"nickname": "Heron", "password": NEW, "join": "", "next": "", "form": "abc"}),
    "sign in": Own("/en/sign-in/", {"name": "heron-1234", "password": NEW, "next": ""}),
    "recover": Own("/en/recover/", {"name": "heron-1234", "code": "abcd", "password": NEW}),
    "join": Own("/en/join/", {"code": "abcdefgh"}),
    "join this": Own("/join/abcdefgh", {"extra": ""}, page="/en/join/"),
    "settings": Own("/en/me/settings/", {"nickname": "Heron", "language": "en", "work_role": "police"}),
    "start": Own("/en/me/settings/start/", {"language": "en", "work_role": "police", "next": "/en/me/"}),
    "password": Own("/en/me/settings/password/", {"old": "wrong", "password": NEW}),
    "code": Own("/en/me/settings/code/", {"password": "wrong"}),
    "leave a group": Own("/en/me/settings/leave/abcdefgh/", {"extra": ""}, page="/en/me/settings/"),
    "devices": Own("/en/me/devices/", {"end": "x"}, page="/en/me/settings/"),
    "device": Own("/en/me/devices/", {"device": "x"}, page="/en/me/settings/"),
    "review": Own("/en/me/review/", {"item": "x", "confidentiality.limits-promise": "a"}, page="/en/me/settings/"),
    "erase": Own("/en/me/erase/", {"password": "wrong"}),
    "lesson": Own(LESSON, {"limits-promise": "a", "limits-promise.sure": "sure"}, personal=False),
    "story": Own(STORY, {"node": "ticket", "choice": "ask", "way": ""}, personal=False),
    "try": Own("/en/try/", {"choice": "a"}, personal=False),
}
CASES = [(name, field) for name, form in FORMS.items() for field in form.fields]


def contents(stage: Stage) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the counted tries, which are there to be counted."""
    with stage.database.reading() as session:
        return {
            mapper.local_table.name: sorted(
                map(tuple, session.execute(select(*inspect(mapper.class_).columns))), key=repr
            )
            for mapper in Base.registry.mappers
            if mapper.class_ is not Tries and mapper.local_table.name != "content_version"
        }


def send(person: Person, form: Own, body: bytes, kind: str = "application/x-www-form-urlencoded") -> TestResponse:
    headers = {**person.client.same_origin(), "Content-Type": kind}
    return person.client.post(form.address, data=body, headers=headers)


def encoded(person: Person, form: Own, fields: list[tuple[str, bytes]]) -> bytes:
    secret = [("csrf_token", token(person.client, form.page or form.address).encode())] if form.personal else []
    return b"&".join(quote(name).encode() + b"=" + value for name, value in [*secret, *fields])


def refused_or_harmless(stage: Stage, before: object, answer: TestResponse) -> None:
    """A refusal changes nothing; whatever else happens is an ordinary answer (the client refuses any 500)."""
    assert answer.status_code in (200, 303, 400, 404, 409, 413, 415, 422, 429)
    if answer.status_code >= 400:
        assert contents(stage) == before


@pytest.mark.parametrize(("name", "field"), CASES, ids=[f"{name}: {field}" for name, field in CASES])
def test_every_field_takes_bad_values_calmly(stage: Stage, learner: Person, name: str, field: str) -> None:
    form = FORMS[name]
    for kind, raw in {**{kind: quote(value).encode() for kind, value in BAD.items()}, **RAW}.items():
        before = contents(stage)
        fields = [(one, raw if one == field else quote(value).encode()) for one, value in form.fields.items()]
        answer = send(learner, form, encoded(learner, form, fields))
        refused_or_harmless(stage, before, answer)
        if kind.startswith("NUL"):
            assert answer.status_code == 400
        if answer.status_code in (200, 303) and name in ("sign up", "erase"):
            stage.sign_in(learner)  # a nickname that is odd but fine: somebody else came in here
        stage.clock.wait(minutes=20)  # so that counted tries do not hide the answer


@pytest.mark.parametrize("name", FORMS)
def test_broken_forms(stage: Stage, learner: Person, name: str) -> None:
    form = FORMS[name]
    good = [(field, quote(value).encode()) for field, value in form.fields.items()]
    empty, twice = encoded(learner, form, []), encoded(learner, form, [*good, *good])
    many = encoded(learner, form, [*good, *((f"f{number}", b"x") for number in range(600))])
    for body, kind in (
        (empty, "application/x-www-form-urlencoded"),
        (twice, "application/x-www-form-urlencoded"),
        (many, "application/x-www-form-urlencoded"),
        (b"x=" + b"y" * 2_000_000, "application/x-www-form-urlencoded"),
        (b'{"nickname": {"a": 1}, "password": [1]}', "application/json"),
        (b"[1, 2", "application/json"),
        (b"--x\r\nContent-Disposition: form-data; name=", "multipart/form-data; boundary=x"),
        (b"\x00\x01\x02", "multipart/form-data"),
        (empty, "text/plain; charset=nonsense"),
        (b"\xff\xfe" + empty, "application/x-www-form-urlencoded; charset=utf-16"),
    ):
        before = contents(stage)
        refused_or_harmless(stage, before, send(learner, form, body, kind))


def test_a_file_is_no_text(stage: Stage, stranger_form: TestResponse) -> None:
    assert stranger_form.status_code == 422
    assert contents(stage)["account"] == []


@pytest.fixture
def stranger_form(stage: Stage) -> TestResponse:
    stranger = stage.stranger()
    data = {
        "csrf_token": token(stranger, "/en/sign-up/"),
        "nickname": (io.BytesIO(b"Heron"), "heron.txt"),
        "password": NEW,
    }
    return stranger.post("/en/sign-up/", data=data, headers=stranger.same_origin())


def test_two_values_in_one_field_are_not_guessed_at(stage: Stage) -> None:
    stranger = stage.stranger()
    data = {"csrf_token": token(stranger, "/en/sign-up/"), "nickname": ["Heron", "Egret"], "password": NEW}
    answer = stranger.post("/en/sign-up/", data=data, headers=stranger.same_origin())
    assert answer.status_code == 422
    assert "This came twice" in answer.text
    assert contents(stage)["account"] == []


@pytest.mark.parametrize("address", ["/en/sign-in/", "/en/sign-up/", "/en/join/", "/en/me/", "/en/me/record/"])
@pytest.mark.parametrize(
    "query", ["next=%00", "next=%ff", "join=%E2%80%AE", "next=" + "x" * 5000, "a[b]=c", "%", "=&=&"]
)
def test_strange_questions_to_the_pages(learner: Person, address: str, query: str) -> None:
    assert learner.client.get(f"{address}?{query}").status_code in (200, 400)


def test_signing_in_in_one_tab_does_not_lose_the_other(stage: Stage, learner: Person) -> None:
    """A lesson was answered while signed out in one tab and signed in in the other."""
    her = stage.stranger()
    page = her.get(LESSON)
    sign_in(her, learner.name, PASSWORD)
    first = library_of(learner).modules["confidentiality"].practice("limits-first")[0].id
    assert "Your answers are kept" in her.send(page, "I have read this", **{first: "a"}).text


def test_a_form_sent_after_signing_out_elsewhere_says_so(stage: Stage, learner: Person) -> None:
    read_lesson(learner)
    page = learner.client.get("/en/me/settings/")
    other = stage.stranger()
    with learner.client.session_transaction() as cookie:
        copied = dict(cookie)
    with other.session_transaction() as cookie:
        cookie.update(copied)
    other.send(other.get("/en/me/"), "Sign out")
    answer = learner.client.send(page, "Keep these", follow=False, nickname="Egret")
    assert answer.location == "/en/sign-in/?next=/en/me/settings/"
