"""What tests of the pages for staff have in common: opening a person, and pages without their tokens."""

from __future__ import annotations

import re

from sqlalchemy import select
from werkzeug.test import TestResponse

from lms.services import cohorts
from lms.storage.accounts import Account
from lms.storage.cohorts import Cohort
from lms.storage.notes import Audited
from tests.harness.cast import Person, Stage
from tests.harness.client import Client
from tests.harness.crowd import COURSE
from tests.harness.finishing import here

TOKEN = re.compile(r'(name="(?:csrf_token|form)" value=")[^"]*')


def words(answer: TestResponse) -> str:
    """The text of a page, without tags."""
    return " ".join(re.sub(r"<[^>]*>", " ", answer.get_data(as_text=True)).split())


def tokenless(answer: TestResponse) -> tuple[int, str]:
    """Status and page, with what differs from one showing to the next left out."""
    return answer.status_code, TOKEN.sub(r"\1", answer.get_data(as_text=True))


def post(client: Client, page: str, address: str, **fields: object) -> TestResponse:
    """Posts to an address with the token of a page; the answer is not followed."""
    token = re.search(r'name="csrf_token" value="([^"]*)"', client.get(page).get_data(as_text=True))
    assert token, f"{page} has no form"
    data = {"csrf_token": token[1], **fields}
    return client.post(address, data=data, headers=client.same_origin())


def cohort_for(stage: Stage, trainer: Person, *learners: Person, label: str = "Riverside") -> str:
    """The id of a new cohort with these learners."""
    with stage.database.writing() as session:
        owner = session.get(Account, trainer.id)
        assert owner is not None
        cohort = cohorts.make_cohort(session, here(stage).library, owner, label, COURSE, stage.clock())
        for person in learners:
            account = session.get(Account, person.id)
            assert account is not None
            cohorts.join(session, cohort, account, stage.clock())
        return cohort.id


def cohort_row(stage: Stage, cohort_id: str) -> Cohort:
    with stage.database.reading() as session:
        found = session.get(Cohort, cohort_id)
        assert found is not None
        session.expunge(found)
        return found


def trail(stage: Stage, act: str = "") -> list[Audited]:
    """The audit trail, oldest first; one act of it, or all."""
    with stage.database.reading() as session:
        rows = list(session.scalars(select(Audited).order_by(Audited.seq)))
        session.expunge_all()
    return [row for row in rows if not act or row.act == act]


def buttons_to(answer: TestResponse) -> dict[str, str]:
    """The names on a page that open a person: nickname to address."""
    found = re.findall(r'<button[^>]*formaction="([^"]*)"[^>]*>([^<]*)</button>', answer.get_data(as_text=True))
    return {name: address for address, name in found}
