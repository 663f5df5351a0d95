"""Leaving quickly: an empty page, and nothing of the visitor left behind."""

from __future__ import annotations

import pytest

from lms.storage.accounts import SignIn
from tests.harness.cast import Person, Stage
from tests.harness.client import Client
from tests.harness.own_pages import count
from tests.harness.statements import counted

ORIGIN = {"Sec-Fetch-Site": "same-origin"}


def test_the_page_is_empty_and_says_nothing(stranger: Client) -> None:
    page = stranger.get("/leave/")
    assert page.status_code == 200
    assert page.headers["Cache-Control"] == "no-store"
    assert "about:blank" in page.text
    for word in ("Waymark", "learn", "href"):
        assert word not in page.text


def test_the_link_clears_what_the_browser_keeps_and_writes_nothing(stage: Stage, learner: Person) -> None:
    with counted(stage.database) as statements:
        page = learner.client.get("/leave/", headers=ORIGIN)
    assert page.headers["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert all("Max-Age=0" in one for one in page.headers.getlist("Set-Cookie"))
    assert statements == []
    assert learner.client.get("/en/me/").status_code == 303


def test_the_scripts_word_ends_the_session_itself(stage: Stage, learner: Person) -> None:
    learner.client.post("/leave/", headers={"Origin": "http://localhost"})
    assert count(stage, SignIn) == 0
    assert learner.client.get("/en/me/").status_code == 303


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_link_from_elsewhere_signs_nobody_out(learner: Person, site: str) -> None:
    page = learner.client.get("/leave/", headers={"Sec-Fetch-Site": site})
    assert "Clear-Site-Data" not in page.headers
    assert learner.client.get("/en/me/").status_code == 200
    assert learner.client.post("/leave/", headers={"Sec-Fetch-Site": site}).status_code == 403
    assert learner.client.get("/en/me/").status_code == 200


def test_strangers_may_leave_as_often_as_they_like(stranger: Client) -> None:
    for _ in range(2):
        assert stranger.post("/leave/", headers=ORIGIN).status_code == 200
