"""The site as it stands on the net: behind a proxy that speaks HTTPS, with lessons for members only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.test import TestResponse

from lms.app import create_app
from lms.config import from_environment
from lms.web.site import KEY
from tests.harness import databases
from tests.harness.cast import Clock, Person, Stage
from tests.harness.client import Client
from tests.harness.collected import Collection
from tests.harness.own_pages import LESSON

HOST = "learn.example.org"
FORWARDED = {"Host": HOST, "X-Forwarded-Proto": "https", "X-Forwarded-For": "203.0.113.7"}
OURS = {"Origin": f"https://{HOST}"}


@pytest.fixture
def stage(sqlite_template: Path, tmp_path: Path, collected: Collection) -> Iterator[Stage]:
    database = databases.sqlite_copy(sqlite_template, tmp_path)
    settings = {"LMS_DATA": str(tmp_path), "LMS_ADDRESS": f"https://{HOST}", "LMS_PROXIES": "1"}
    app = create_app(from_environment({**settings, "LMS_CONTENT": "members"}))
    app.test_client_class = type("Browser", (Client,), {"collection": collected})
    app.extensions[KEY].now = clock = Clock()
    yield Stage(app, database, clock)
    app.extensions[KEY].database.close()
    database.close()


def through(client: Client, address: str) -> TestResponse:
    return client.get(address, headers=FORWARDED, base_url=f"https://{HOST}")


def enter(client: Client, name: str, password: str, origin: str = OURS["Origin"]) -> TestResponse:
    page = through(client, "/en/sign-in/")
    fields = client.form(page, password="").filled({"name": name, "password": password})
    return client.post("/en/sign-in/", data=fields, headers={**FORWARDED, "Origin": origin}, base_url=f"https://{HOST}")


def outsider(stage: Stage) -> Person:
    """Somebody with an account who has not signed in from this browser."""
    person = stage.person("Sokha")
    return Person(person.id, person.name, person.nickname, person.recovery_code, stage.stranger())


def test_every_cookie_is_for_this_host_and_https_alone(stage: Stage) -> None:
    person = outsider(stage)
    answer = enter(person.client, person.name, person.password)
    assert answer.status_code == 303
    cookies = answer.headers.getlist("Set-Cookie")
    assert {cookie.partition("=")[0] for cookie in cookies} == {"__Host-waymark", "__Host-known"}
    for cookie in cookies:
        parts = {part.strip() for part in cookie.split(";")}
        assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= parts
        assert not any(part.startswith("Domain") for part in parts), "a __Host- cookie names no domain"


def test_every_answer_asks_for_https_from_now_on(stage: Stage) -> None:
    client = stage.stranger()
    for address in ("/", "/en/", "/en/sign-in/", "/en/nothing/", LESSON, "/sync", "/live", "/en"):
        answer = through(client, address)
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000"), address


def test_a_form_is_ours_when_its_origin_is_the_address_behind_the_proxy(stage: Stage) -> None:
    person = outsider(stage)
    foreign = enter(person.client, person.name, person.password, origin="https://learn.example.org.evil.example")
    assert foreign.status_code == 403
    assert through(person.client, "/en/me/").status_code == 303
    assert enter(person.client, person.name, person.password).location == "/en/me/"
    assert through(person.client, "/en/me/").status_code == 200


# Lessons for members -----------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        LESSON,
        "/en/modules/confidentiality/print/",
        "/en/modules/confidentiality/scenarios/four-lines/",
        "/en/modules/confidentiality/scenarios/four-lines/?way=ticket.ask",
        "/en/search/?q=clinic",
        "/km/modules/orientation/many-roads/",
    ],
)
def test_a_stranger_is_asked_to_sign_in(stage: Stage, address: str) -> None:
    answer = through(stage.stranger(), address)
    plain = address.partition("?")[0]
    assert (answer.status_code, answer.location) == (303, f"/{address[1:3]}/sign-in/?next={plain}")
    assert answer.headers["Cache-Control"] in ("no-cache", "no-store")


def test_what_the_site_is_stays_open_to_everybody(stage: Stage) -> None:
    client = stage.stranger()
    for address in (
        "/",
        "/en/",
        "/en/courses/",
        "/en/safety/",
        "/en/privacy/",
        "/en/pause/",
        "/en/modules/orientation/",
    ):
        answer = through(client, address)
        assert (answer.status_code, answer.headers["Cache-Control"].split(",")[0]) == (200, "public"), address


def test_a_member_gets_the_same_bytes_and_no_cache_between_keeps_them(stage: Stage) -> None:
    person = outsider(stage)
    enter(person.client, person.name, person.password)
    answer = through(person.client, LESSON)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"].startswith("private")
    held = {**FORWARDED, "If-None-Match": answer.headers["ETag"]}
    again = person.client.get(LESSON, headers=held, base_url=f"https://{HOST}")
    assert (again.status_code, again.data) == (304, b"")
    assert b"Sokha" not in answer.data


def test_a_stranger_learns_nothing_from_a_page_that_she_holds(stage: Stage) -> None:
    """Whoever has signed out is asked again, also with the tag of a page from before."""
    person = outsider(stage)
    enter(person.client, person.name, person.password)
    tag = through(person.client, LESSON).headers["ETag"]
    held = {**FORWARDED, "If-None-Match": tag}
    assert stage.stranger().get(LESSON, headers=held, base_url=f"https://{HOST}").status_code == 303
