"""What tests of the doors and of a learner's own pages ask for again and again."""

from __future__ import annotations

import re
import uuid
from typing import Any

from sqlalchemy import func, select
from werkzeug.test import TestResponse

from lms.services import cohorts
from lms.storage.accounts import Account
from lms.storage.base import Base
from lms.storage.cohorts import Cohort
from lms.storage.events import Logged
from tests.harness.cast import Person, Stage
from tests.harness.client import Client
from tests.harness.forms import forms

CONFIDENTIALITY = "/en/modules/confidentiality/"
LESSON = f"{CONFIDENTIALITY}limits-first/"
STORY = f"{CONFIDENTIALITY}scenarios/four-lines/"


def words(answer: TestResponse) -> str:
    """What a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]*>", " ", answer.text).replace("&#39;", "'").split())


def token(client: Client, address: str) -> str:
    """A good token for a form of this page."""
    return next(
        value for form in forms(client.get(address).text) for name, (value, *_) in form.fields.items() if "csrf" in name
    )


def post(client: Client, address: str, data: Any, page: str = "") -> TestResponse:
    """Posts fields of the test's own making with a good token; `page` is where the form stands."""
    fields = data if isinstance(data, list) else list(data.items())
    body = [*fields, ("csrf_token", token(client, page or address))]
    grouped: dict[str, list[str]] = {}
    for name, value in body:
        grouped.setdefault(name, []).append(value)
    return client.post(address, data=grouped, headers=client.same_origin())


def read_lesson(person: Person, choices: str = "aaa", sure: str = "sure", lesson: str = "limits-first") -> TestResponse:
    """Sends a lesson's form with one letter for each of its items; "-" leaves one open."""
    items = library_of(person).modules["confidentiality"].practice(lesson)
    data = {item.id: letter for item, letter in zip(items, choices, strict=False) if letter != "-"}
    data |= {f"{name}.sure": sure for name in data} if sure else {}
    return person.client.post(f"{CONFIDENTIALITY}{lesson}/", data=data, headers=person.client.same_origin())


def library_of(person: Person) -> Any:
    return person.client.application.extensions["waymark"].library


def play(client: Client, node: str, choice: str, way: str = "", story: str = STORY) -> TestResponse:
    """Posts one choice of a story."""
    return client.post(story, data={"node": node, "choice": choice, "way": way}, headers=client.same_origin())


def count(stage: Stage, table: type[Base] = Account) -> int:
    with stage.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def events(stage: Stage, account: uuid.UUID) -> list[Logged]:
    with stage.database.reading() as session:
        rows = list(session.scalars(select(Logged).where(Logged.account_id == account).order_by(Logged.n)))
        session.expunge_all()
        return rows


def cohort(stage: Stage, trainer: Person, label: str = "Tuesday group", course: str = "social-work") -> Cohort:
    """A running cohort of the trainer's."""
    library = stage.app.extensions["waymark"].library
    with stage.database.writing() as session:
        account = session.get(Account, trainer.id)
        assert account is not None
        made = cohorts.make_cohort(session, library, account, label, course, stage.clock())
        session.flush()
        session.expunge(made)
        return made
