"""A site that is ended in the middle of writing, and a disk that really is full: what was acknowledged stays."""

from __future__ import annotations

import json
import os
import re
import subprocess
import threading
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pytest

from tests.harness.cast import PASSWORD
from tests.harness.live import LiveSite, live_site

FORM = "application/x-www-form-urlencoded"
ROUNDS = 3  # times that the site is killed


@dataclass
class Phone:
    """Somebody who sends what was done offline, and remembers what was confirmed."""

    address: str
    browser: OpenerDirector = field(default_factory=lambda: build_opener(HTTPCookieProcessor(CookieJar())))
    device: str = field(default_factory=lambda: str(uuid.uuid4()))
    confirmed: set[str] = field(default_factory=set)

    def ask(self, path: str, body: bytes | None = None, kind: str = FORM) -> tuple[int, str]:
        request = Request(f"{self.address}{path}", body, {"Sec-Fetch-Site": "same-origin", "Content-Type": kind})
        try:
            with self.browser.open(request, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as refused:
            return refused.code, refused.read().decode()

    def sign_up(self) -> None:
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', self.ask("/en/sign-up/")[1]))
        assert (
            self.ask("/en/sign-up/", urlencode({**hidden, "nickname": "Sokha", "password": PASSWORD}).encode())[0]
            == 200
        )

    def send(self, count: int = 10) -> int:
        batch = {"device": self.device, "events": [lesson_read() for _ in range(count)]}
        status, words = self.ask("/sync", json.dumps(batch).encode(), "application/json")
        if status == 200:
            self.confirmed |= {one["id"] for one in json.loads(words)["receipts"] if one["status"] == "stored"}
        return status

    def send_on(self) -> None:
        """Until nobody answers any more."""
        with suppress(OSError, HTTPException):
            while self.send() == 200:
                pass

    def kept(self) -> set[str]:
        return {one["id"] for one in json.loads(self.ask("/en/me/record.json")[1])["events"]}


def lesson_read() -> dict[str, Any]:
    parts = {"id": str(uuid.uuid4()), "n": 1, "at": "2026-11-22T09:00:00Z", "kind": "lesson.completed"}
    return {**parts, "subject": "confidentiality/limits-first", "version": None, "lang": "en", "data": {}}


def kill(site: LiveSite) -> None:
    """Ends the watching process without a word; the serving one goes at once when it notices."""
    site.process.kill()
    site.process.wait(10)


def test_what_was_confirmed_outlives_a_kill(tmp_path: Path) -> None:
    phone: Phone | None = None
    for _ in range(ROUNDS):
        with live_site(tmp_path / "data") as site:
            if phone is None:
                phone = Phone(site.address)
                phone.sign_up()
            phone.address = site.address
            assert phone.confirmed <= phone.kept()
            before = len(phone.confirmed)
            sender = threading.Thread(target=phone.send_on)
            sender.start()
            while len(phone.confirmed) < before + 30:
                sender.join(0.05)
                assert sender.is_alive()
            kill(site)
            sender.join(20)
            assert not sender.is_alive()
    with live_site(tmp_path / "data") as site:
        assert phone is not None
        phone.address = site.address
        assert phone.confirmed
        assert phone.confirmed <= phone.kept()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own with room for little."""
    folder = tmp_path / "small"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(folder)]
    if os.name != "posix" or os.geteuid() != 0 or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("only root may mount a small disk; a full disk is tried with SQLite's own limit as well")
    yield folder
    subprocess.run(["umount", str(folder)], check=True, timeout=20)


def fill(disk: Path) -> Path:
    with (disk / "filler").open("wb", buffering=0) as file, suppress(OSError):
        while file.write(bytes(4096)):
            pass
    return disk / "filler"


def test_a_full_disk_confirms_nothing_and_needs_no_restart(small_disk: Path) -> None:
    (small_disk / "data").mkdir()
    with live_site(small_disk / "data") as site:
        phone = Phone(site.address)
        phone.sign_up()
        assert phone.send() == 200
        filler = fill(small_disk)
        answers = [phone.send(300) for _ in range(20)]
        assert answers[-1] == 503
        assert {phone.ask(path)[0] for path in ("/en/", "/en/modules/confidentiality/", "/en/me/", "/ready")} == {200}
        assert phone.confirmed <= phone.kept()
        filler.unlink()
        assert phone.send() == 200
        assert phone.confirmed == phone.kept()
