"""What comes over the wire in bad weather: cut off, endless, huge, or no request at all."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.harness.live import LiveSite, live_site
from tests.integration.raw import answer, connect, status_of

CUT = b"POST /en/sign-up/ HTTP/1.1\r\nHost: x\r\nContent-Length: 400\r\n\r\nnickname=He"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveSite]:
    with live_site(tmp_path_factory.mktemp("rough")) as running:
        yield running


def test_a_body_that_was_cut_off_is_no_request(site: LiveSite) -> None:
    status, words = answer(site, CUT, half_closed=True)
    assert status == 400
    assert b"Nothing was changed" in words


def test_a_body_without_a_length_is_refused(site: LiveSite) -> None:
    request = b"POST /sync HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
    assert answer(site, request)[0] == 411


def test_more_than_a_mebibyte_is_refused_unread(site: LiveSite) -> None:
    kind, length = "application/x-www-form-urlencoded", (1 << 20) + 1
    head = f"POST /en/sign-up/ HTTP/1.1\r\nHost: x\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n\r\n"
    assert answer(site, head.encode())[0] == 413


@pytest.mark.parametrize(
    ("head", "status"),
    [
        (b"GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + b"a" * 200_000 + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X-Many: a\r\n" * 200 + b"\r\n", 431),
        (b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
        (b"POST /sync HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabc", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400),
        (b"GET /%ff%fe HTTP/1.1\r\nHost: x\r\n\r\n", 404),
        (b"GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n", 404),
    ],
    ids=["long header", "many headers", "long address", "two lengths", "not HTTP", "not UTF-8", "NUL"],
)
def test_what_is_no_request_gets_a_short_answer(site: LiveSite, head: bytes, status: int) -> None:
    assert answer(site, head)[0] == status


def test_phones_that_never_finish_keep_nobody_from_reading(site: LiveSite) -> None:
    with ExitStack() as lines:
        for _ in range(40):
            line = lines.enter_context(connect(site))
            line.sendall(CUT)
        time.sleep(0.3)
        assert status_of(site, "/en/") == 200
        assert status_of(site, "/ready") == 200
        status, words = answer(site, b"POST /sync HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}")
        assert status == 503
        assert b"Please try again soon" in words
    end = time.monotonic() + 10
    while time.monotonic() < end and status == 503:
        status = answer(site, b"POST /sync HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}")[0]
    assert status != 503


def test_a_vanished_phone_is_noticed(site: LiveSite) -> None:
    """The connections that it accepts ask after two minutes whether the other side is there."""
    if sys.platform != "linux":
        pytest.skip("the limits are set on Linux only")
    with connect(site) as line:
        ours = f"{line.getsockname()[1]:04X}"
        time.sleep(0.2)
        timers = {row.split()[2].rsplit(":")[-1]: row.split()[5] for row in _connections()}
    assert timers[ours].startswith("02:"), "no keepalive timer runs on the server's side"


def _connections() -> list[str]:
    return Path("/proc/net/tcp").read_text().splitlines()[1:]
