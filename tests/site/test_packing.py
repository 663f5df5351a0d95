"""What is made for one person is sent as small as what is compiled for all."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import brotli
import pytest
from werkzeug.test import TestResponse

from tests.harness.cast import Person, Stage
from tests.harness.client import Client
from tests.harness.own_pages import CONFIDENTIALITY, LESSON, STORY, post, read_lesson

OPENED: dict[str, Callable[[bytes], bytes]] = {"br": brotli.decompress, "gzip": gzip.decompress}
BARS = {  # bytes with Brotli
    "/en/me/": 2000,
    "/km/me/": 2600,
    "/en/me/record/": 2600,
    "/en/me/review/": 2400,
    "/en/me/settings/": 2000,
    f"{STORY}?way=ticket.ask": 2400,
    "/en/search/?q=clinic": 2400,
    f"{CONFIDENTIALITY}test/?q=1": 2400,
}


def fetch(client: Client, address: str, coding: str = "br") -> TestResponse:
    return client.get(address, headers={"Accept-Encoding": coding})


@pytest.fixture
def busy(stage: Stage, learner: Person) -> Client:
    """A learner's browser after a first evening: a lesson read, three items due, a test begun."""
    read_lesson(learner)
    post(learner.client, f"{CONFIDENTIALITY}test/", {"step": "start"})
    stage.clock.wait(days=5)
    return learner.client


def test_pages_of_ones_own_are_small(busy: Client) -> None:
    sizes = {address: fetch(busy, address) for address in BARS}
    assert {address: answer.status_code for address, answer in sizes.items()} == dict.fromkeys(BARS, 200)
    assert {address: answer.headers.get("Content-Encoding") for address, answer in sizes.items()} == dict.fromkeys(
        BARS, "br"
    )
    heavy = {address: len(answer.data) for address, answer in sizes.items() if len(answer.data) > BARS[address]}
    assert not heavy


@pytest.mark.parametrize("coding", OPENED)
def test_each_coding_says_the_same(busy: Client, coding: str) -> None:
    plain, small = busy.get("/en/me/record.json"), fetch(busy, "/en/me/record.json", coding)
    assert small.headers["Content-Encoding"] == coding
    assert OPENED[coding](small.data) == plain.data
    for answer in (plain, small):
        assert "Accept-Encoding" in answer.headers["Vary"]


def test_the_reasons_after_a_lesson_are_small(learner: Person) -> None:
    headers = {**learner.client.same_origin(), "Accept-Encoding": "br"}
    answer = learner.client.post(LESSON, data={}, headers=headers)
    assert answer.headers["Content-Encoding"] == "br"
    assert len(answer.data) <= 4500


def test_what_gains_nothing_stays_as_it_is(stage: Stage, learner: Person) -> None:
    batch = {"device": "6f6f4a3e-8c0e-4f0d-9a60-2f1d4a3b5c6d", "events": []}
    headers = {**learner.client.same_origin(), "Accept-Encoding": "br"}
    assert "Content-Encoding" not in learner.client.post("/sync", json=batch, headers=headers).headers
    assert "Content-Encoding" not in fetch(stage.stranger(), "/live").headers
    assert "Content-Encoding" not in fetch(learner.client, "/en/me/", "identity").headers
