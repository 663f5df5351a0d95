"""What could not be booked: shown with its reason, and tried again."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select

from lms.services.log import Sender, receive
from lms.storage.beside import Quarantined
from lms.storage.events import Logged
from tests.harness.cast import Person, Stage
from tests.harness.finishing import here, module
from tests.harness.staff import post, trail, words

HOME = "/en/admin/"
PEOPLE = "/en/admin/people/"
FORM = "/en/admin/organisation/"  # a page with a token
ADMINISTRATORS = ["organisation/", "people/", "cohorts/", "audit/", "quarantine/", "quarantine/conflicts/"]
EDITORS = ["", "content/", "content/check/"]


def at(person: Person) -> str:
    return f"{PEOPLE}{person.id}/"


def put_aside(stage: Stage, person: Person, one: object, refused: str = "") -> None:
    device = uuid.UUID(int=7)
    with stage.database.writing() as session:
        sender = Sender(person.id, device, stage.clock(), stage.clock())
        receive(session, here(stage).book, sender, [one], refused)


def lesson_event(stage: Stage, **other: object) -> dict[str, object]:
    lesson, library = module(stage).lessons[0], here(stage).library
    return {
        "id": "6f0b3c1e-0000-4000-8000-000000000001",
        "n": 1,
        "at": "2026-11-23T08:00:00Z",
        "kind": "lesson.completed",
        "subject": lesson.subject,
        "version": library.version(lesson),
        "lang": "en",
        "data": {},
        **other,
    }


def test_what_could_not_be_understood_is_shown_with_its_reason(
    stage: Stage, administrator: Person, learner: Person
) -> None:
    put_aside(stage, learner, lesson_event(stage, kind="dream.dreamt", subject="<script>alert(1)</script>"))
    put_aside(stage, learner, "no event at all")
    put_aside(stage, learner, lesson_event(stage), "sent for another learner")
    page = administrator.client.get(HOME + "quarantine/")
    assert "dream.dreamt" in words(page)
    assert "&lt;script&gt;alert(1)" in page.get_data(as_text=True)
    assert "00000000-0000-0000-0000-000000000007" in words(page)
    assert "booked on nobody" in words(page)
    assert words(page).count("Try again") == 2
    assert "Waiting in quarantine 3" in words(administrator.client.get(HOME))


def waiting(stage: Stage) -> list[Quarantined]:
    with stage.database.reading() as session:
        rows = list(session.scalars(select(Quarantined).where(Quarantined.settled_at.is_(None))))
        session.expunge_all()
        return rows


def test_an_event_that_is_understood_now_is_booked_on_its_learner(
    stage: Stage, administrator: Person, learner: Person
) -> None:
    """As after an update of the site: the body was put aside by an older program."""
    put_aside(stage, learner, lesson_event(stage), "this kind is not known")
    page = administrator.client.send(administrator.client.get(HOME + "quarantine/"), "again/")
    assert "The event is settled." in words(page)
    assert not waiting(stage)
    with stage.database.reading() as session:
        assert session.scalars(select(Logged.account_id)).all() == [learner.id]
    assert trail(stage, "quarantine.settled")[0].detail == "stored"
    again = post(administrator.client, FORM, page.request.path + "1/again/")
    assert again.status_code == 404


def test_an_event_that_still_makes_no_sense_stays(stage: Stage, administrator: Person, learner: Person) -> None:
    put_aside(stage, learner, lesson_event(stage, kind="dream.dreamt"))
    page = administrator.client.send(administrator.client.get(HOME + "quarantine/"), "again/")
    assert "still cannot be understood" in words(page)
    assert len(waiting(stage)) == 1


def test_what_was_sent_for_another_learner_is_booked_on_nobody(
    stage: Stage, administrator: Person, learner: Person
) -> None:
    put_aside(stage, learner, lesson_event(stage), "sent for another learner")
    seq = waiting(stage)[0].seq
    assert post(administrator.client, FORM, f"{HOME}quarantine/{seq}/again/").status_code == 422
    assert len(waiting(stage)) == 1


@pytest.mark.parametrize("number", ["0", "999999999", "-1", "x", "1e3", "9" * 30, "%00"])
def test_a_number_that_there_is_not_is_no_page(administrator: Person, number: str) -> None:
    assert post(administrator.client, FORM, f"{HOME}quarantine/{number}/again/").status_code == 404


def test_conflicts_are_kept_and_shown(stage: Stage, administrator: Person, learner: Person) -> None:
    put_aside(stage, learner, lesson_event(stage))
    put_aside(stage, learner, lesson_event(stage, lang="km"))
    page = administrator.client.get(HOME + "quarantine/conflicts/")
    assert "lesson.completed" in words(page)
    assert "Try again" not in words(page)
    assert "Conflicts 1" in words(administrator.client.get(HOME))


@pytest.mark.parametrize("half", ["\ud800", "\x00", "\u202e", "<b>", "\uffff"])
def test_what_no_page_can_hold_is_shown_as_a_question_mark(stage: Stage, administrator: Person, half: str) -> None:
    put_aside(stage, stage.person("Dara"), {"kind": f"odd{half}kind", "subject": f"odd{half}subject", "id": half})
    page = administrator.client.get(f"{HOME}quarantine/")
    assert page.status_code == 200
    assert "Dara" in words(page)
    assert ("odd?kind" in words(page)) == (half != "<b>")
