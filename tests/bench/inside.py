"""The site in this process, so that processor time and statements can be counted request by request."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import brotli
from flask import Flask
from werkzeug.test import Client as Browser
from werkzeug.test import EnvironBuilder, run_wsgi_app

from lms.cli.opening import open_site, parts
from lms.config import Settings
from lms.domain.permission import Role
from lms.services import accounts
from tests.harness.cast import Clock, Person, Stage
from tests.harness.statements import counted

PASSWORD = "seven quiet herons"
TOKEN = re.compile(r'name="csrf_token" value="([^"]*)"')


@dataclass
class Inside:
    """The site, and the cookies of whoever asks."""

    app: Flask
    stage: Stage

    def person(self, nickname: str, *roles: Role) -> tuple[Person, dict[str, str]]:
        """A new account, and the headers that its browser sends."""
        with self.stage.database.writing() as session:
            papers = accounts.sign_up(session, nickname, PASSWORD, "en", self.stage.clock())
            for role in roles:
                accounts.grant(session, papers.account, role)
            account = papers.account
            made = Person(account.id, account.sign_in_name, nickname, "", None)  # type: ignore[arg-type] # nobody browses
        browser = Browser(self.app)
        form = {"csrf_token": token(browser.get("/en/sign-in/").data), "name": made.name, "password": PASSWORD}
        answer = browser.post("/en/sign-in/", data=form, headers={"Sec-Fetch-Site": "same-origin"})
        cookie = browser.get_cookie("waymark")
        assert answer.status_code == 303, answer.status
        assert cookie is not None
        return made, {"Cookie": f"waymark={cookie.value}"}

    def ask(self, headers: dict[str, str], path: str, form: dict[str, str] | None = None) -> tuple[int, bytes, float]:
        """(status, body, processor seconds) of one request, handed to the application as a server does."""
        more = {"Sec-Fetch-Site": "same-origin"} if form else {}
        builder = EnvironBuilder(path, method="POST" if form else "GET", data=form, headers={**headers, **more})
        environ = builder.get_environ()
        start = time.process_time()
        chunks, status, _ = run_wsgi_app(self.app.wsgi_app, environ, buffered=True)
        body = b"".join(chunks)
        return int(status[:3]), body, time.process_time() - start

    def cost(self, asked: Callable[[int], tuple[int, bytes, float]], times: int) -> tuple[float, int, int]:
        """(milliseconds of processor, statements, bytes under Brotli) of a request, after some to warm up."""
        for turn in range(5):
            assert asked(turn)[0] < 400
        with counted(self.stage.database) as statements:
            _, body, _ = asked(5)
        spent = [asked(turn)[2] for turn in range(6, 6 + times)]
        return sorted(spent)[len(spent) // 2] * 1000, len(statements), len(brotli.compress(body, quality=5))


@contextmanager
def opened(data: Path) -> Iterator[Inside]:
    data.mkdir(parents=True, exist_ok=True)
    app = open_site(Settings(data=data))
    site, clock = parts(app), Clock()
    site.now = clock
    yield Inside(app, Stage(app, site.database, clock))
    site.database.close()


def token(page: bytes) -> str:
    found = TOKEN.search(page.decode())
    assert found, "the page has no form"
    return found[1]
