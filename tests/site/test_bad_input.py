"""What no page is made for: every form, field, method and header with what nobody should send. No answer is a fault.

The client itself refuses a 500, a page that is not valid, and an answer without the security headers.
"""

from __future__ import annotations

import logging
import re
import uuid
from itertools import product
from urllib.parse import quote

import pytest

from tests.harness.cast import PASSWORD, Person, Stage
from tests.harness.client import Client
from tests.harness.forms import forms
from tests.harness.own_pages import events
from tests.site.test_access import filled, rules

SENT = {
    "nothing": "",
    "NUL": "a%00b",
    "a lone surrogate": "%ED%A0%80",
    "no UTF-8": "%ff%fe",
    "a character cut in two": "%E0%A4",
    "turned about": quote("\u202eabc\u2066"),
    "HTML": quote("<script>alert(1)</script>\"'"),
    "very long": "y" * 20_000,
    "a header": "a%0d%0aSet-Cookie:%20x=1",
    "no figure": quote("²1e999"),
    "no character": quote("\uffff\U0010ffff\U000e0001"),
    "a path": quote("../../../etc/passwd"),
    "no percent": "%zz%",
}
BROKEN = [b"", b"&" * 5000, b"=" * 500, b"%", b"a=1&" * 100_000, b"\xff\xfe" * 50, b"%ED%A0%80=1", b"%00=1"]
FORMS = ("sign-up", "sign-in", "recover", "join", "search")
OWN = ("me/settings", "me/settings/start", "me/settings/password", "me/settings/code", "me/erase", "me/devices")


def broken_bodies(names: list[str]) -> list[bytes]:
    """Each field with each bad value, and bodies that are broken as a whole."""
    each = [f"{quote(name)}={value}".encode() for name in names for value in SENT.values()]
    twice = "&".join(f"{quote(name)}=a&{quote(name)}=b" for name in names).encode()
    return [*each, twice, *BROKEN]


@pytest.mark.parametrize("place", [*FORMS, *OWN])
def test_no_form_falls_over(learner: Person, stranger: Client, place: str) -> None:
    client, address = (learner.client if place in OWN else stranger), f"/en/{place}/"
    token, names = "", set[str]()
    for form in forms(client.get(address).get_data(as_text=True)):
        if form.method == "post" and "sign-out" not in form.action:
            token, names = form.fields.get("csrf_token", [""])[0], names | form.names
    for body in broken_bodies(sorted(names - {"csrf_token"})):
        whole = b"csrf_token=" + token.encode() + b"&" + body
        headers = {**client.same_origin(), "Content-Type": "application/x-www-form-urlencoded"}
        answer = client.post(address, data=whole, headers=headers)
        assert answer.status_code in {200, 303, 400, 405, 413, 422, 429}, (body[:80], answer.status)
        assert b"<script>alert" not in answer.data
        assert not any(one.startswith("x=") for one in answer.headers.getlist("Set-Cookie"))


PARTS = "multipart/form-data; boundary=b"
PART = b'--b\r\nContent-Disposition: form-data; name="name"'
KINDS = {
    "one part": (PARTS, PART + b"\r\n\r\na\r\n--b--\r\n"),
    "a file": (PARTS, PART + b'; filename="../a"\r\n\r\na\r\n--b--\r\n'),
    "nonsense": (PARTS, b"--b\r\nnonsense"),
    "no boundary": ("multipart/form-data", b"--b\r\n"),
    "a long boundary": ("multipart/form-data; boundary=" + "z" * 3000, b""),
    "UTF-16": ("application/x-www-form-urlencoded; charset=utf-16", "name=a&password=b".encode("utf-16")),
    "no charset": ("application/x-www-form-urlencoded; charset=nonsense", b"name=a&password=b"),
    "JSON": ("application/json", b'{"name": {"a": []}}'),
    "text": ("text/plain", b"name=a"),
    "no type": (";;;;", b"name=a"),
}


@pytest.mark.parametrize(("kind", "body"), KINDS.values(), ids=list(KINDS))
def test_a_form_of_another_kind_changes_nothing(stranger: Client, kind: str, body: bytes) -> None:
    for address in ("/en/sign-in/", "/en/sign-up/", "/leave/"):
        answer = stranger.post(address, data=body, headers={**stranger.same_origin(), "Content-Type": kind})
        assert answer.status_code in {200, 400, 413, 422}, (address, answer.status)


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "CONNECT", "FOO"])
def test_other_methods_are_refused_everywhere(stage: Stage, learner: Person, method: str) -> None:
    addresses = {filled(address) for address, _, _ in rules(stage.app)} | {"/", "/en/", "/en/glossary/", "/nothing"}
    for address in sorted(addresses):
        answer = learner.client.open(address, method=method, headers=learner.client.same_origin())
        assert answer.status_code in {404, 405}, (address, answer.status)


HEADERS = ["Accept-Encoding", "Accept-Language", "If-None-Match", "Range", "Cookie", "Authorization"]
VALUES = ["", ";q=²", "q" * 5000, "a," * 2000, "br;q=nan,gzip;q=1e999", '"' * 900, "\x80\xff"]


@pytest.mark.parametrize("name", HEADERS)
def test_no_header_falls_over(stranger: Client, name: str) -> None:
    for address, value in product(("/", "/en/glossary/", "/en/sign-in/", "/en/me/", "/join/nothing"), VALUES):
        answer = stranger.open(address, headers={name: value})
        assert answer.status_code in {200, 303, 304, 404}, (address, value[:20], answer.status)


@pytest.mark.parametrize("address", ["/en/me", "/en/sign-in", "/en//me/", "/en/modules/confidentiality/test"])
def test_a_redirect_never_leaves_the_site(stranger: Client, address: str) -> None:
    """The host of an answer would be the one that the request named, whoever wrote it."""
    answer = stranger.get(address, headers={"Host": "elsewhere.example"})
    assert answer.status_code in {301, 308, 404}
    assert re.match(r"/[^/\\]", answer.headers.get("Location", "/x"))
    assert b"elsewhere.example" not in answer.data


def test_an_address_keeps_its_question_on_the_way(stranger: Client) -> None:
    assert stranger.get("/en/sign-in?next=/en/me/record/").headers["Location"] == "/en/sign-in/?next=/en/me/record/"


def test_a_form_that_comes_late_is_asked_for_again_and_books_nothing(stage: Stage, learner: Person) -> None:
    """Every form, with a token of somebody else's session."""
    for address, method, access in rules(stage.app):
        if method != "POST" or access == "public" or address in ("/sync", "/<lang:lang>/me/devices/"):
            continue
        answer = learner.client.post(
            filled(address), data={"csrf_token": "stale"}, headers=learner.client.same_origin()
        )
        assert answer.status_code == 400, address
    assert events(stage, learner.id) == []


def test_a_fault_leaves_nobodys_words_in_the_log(
    stage: Stage, learner: Person, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A fault may quote what somebody typed; the log says where it happened and nothing else."""

    def fall(*_: object) -> None:
        try:
            raise KeyError(learner.name)
        except KeyError as cause:
            raise RuntimeError(f"could not do it for {learner.name} with {PASSWORD}") from cause

    monkeypatch.setattr("lms.services.accounts.right_password", fall)
    page = stage.stranger()
    form = page.form(page.get("/en/sign-in/"), name="")
    typed = form.filled({"name": learner.name, "password": PASSWORD})
    with caplog.at_level(logging.DEBUG, "waymark"), pytest.raises(AssertionError):
        page.post("/en/sign-in/", data=typed, headers=page.same_origin())
    assert "RuntimeError" in caplog.text
    assert "right_password" in caplog.text
    assert "KeyError" in caplog.text
    assert learner.name not in caplog.text
    assert PASSWORD not in caplog.text


def test_a_device_that_another_person_claims_at_once_stays_with_the_first(stage: Stage, learner: Person) -> None:
    other, device = stage.person("Dara"), str(uuid.uuid4())
    answers = [
        one.client.post("/en/me/devices/", data={"device": device}, headers=one.client.same_origin())
        for one in (learner, other, learner)
    ]
    assert [answer.status_code for answer in answers] == [200, 422, 200]
