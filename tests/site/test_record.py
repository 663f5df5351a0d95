"""Everything that is kept about a learner: to read, to take along, to erase."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import inspect

from lms.domain.permission import Role
from lms.services import audit
from lms.services.cohorts import join
from lms.services.erasure import buried
from lms.storage.accounts import Account
from lms.storage.base import Base
from lms.storage.cohorts import Cohort
from tests.harness.cast import PASSWORD, Person, Stage
from tests.harness.client import Client
from tests.harness.finishing import certify
from tests.harness.own_pages import cohort, count, events, play, post, read_lesson, words
from tests.harness.statements import counted

RECORD, ERASE = "/en/me/record/", "/en/me/erase/"


def look_at(stage: Stage, trainer: Person, learner: Person, act: str = "learner.viewed") -> None:
    with stage.database.writing() as session:
        audit.note(session, stage.clock(), trainer.id, act, learner.id)


# To read -----------------------------------------------------------


def test_an_empty_record_says_so(learner: Person) -> None:
    said = words(learner.client.get(RECORD))
    assert "Everything kept about Sokha" in said
    assert "Nobody so far." in said
    assert "Nothing yet." in said


def test_it_says_what_was_done_in_words(learner: Person) -> None:
    read_lesson(learner, "ab-")
    play(learner.client, "ticket", "ask")
    said = words(learner.client.get(RECORD))
    assert "Say the limits first Lesson · 23 November 2026" in said
    assert "Four lines Scenario, begun · 23 November 2026" in said
    assert "Questions you have met 2" in said
    assert "Practice answered: Say the limits first (a, Sure) 23 November 2026, 09:00" in said
    assert "Choice in a scenario: Four lines" in said


def test_a_certificate_and_the_test_stand_in_it(stage: Stage, learner: Person) -> None:
    certify(stage, learner)
    said = words(learner.client.get(RECORD))
    assert "Confidentiality Certificate" in said
    assert "Test, 20 of 20" in said
    assert "Your own plan" in said


def test_who_looked_is_named_with_the_time(stage: Stage, learner: Person, trainer: Person) -> None:
    look_at(stage, trainer, learner)
    look_at(stage, trainer, learner, "slip.made")
    said = words(learner.client.get(RECORD))
    assert "Dara , 23 November 2026, 09:00 A trainer looked at your progress" in said
    assert "A slip for a new password was made for you" in said


def test_a_long_log_comes_in_pages(stage: Stage, learner: Person) -> None:
    for _day in range(11):
        stage.clock.wait(days=1)
        read_lesson(learner)  # four lines a day
    first = learner.client.get(RECORD)
    assert words(first).count("Lesson read:") == 10
    earlier = first.text.split(">Earlier<")[0].rpartition('href="')[2].split('"')[0]
    second = learner.client.get(RECORD + earlier.replace("&amp;", "&"))
    assert words(second).count("Lesson read:") == 1
    assert ">Earlier<" not in second.text


@pytest.mark.parametrize("before", ["x", "-1", "9" * 400, "٣", "", "1;drop"])
def test_strange_page_marks_show_the_newest(learner: Person, before: str) -> None:
    read_lesson(learner)
    assert learner.client.get(RECORD, query_string={"before": before}).status_code == 200


def test_the_statement_budget(stage: Stage, learner: Person, trainer: Person) -> None:
    certify(stage, learner)
    look_at(stage, trainer, learner)
    with counted(stage.database) as statements:
        learner.client.get(RECORD)
    assert len(statements) <= 6, "\n".join(statements)


# To take along -----------------------------------------------------


def test_the_file_holds_everything_under_the_promised_names(stage: Stage, learner: Person, trainer: Person) -> None:
    certify(stage, learner)
    read_lesson(learner)
    look_at(stage, trainer, learner)
    kept = json.loads(learner.client.get("/en/me/record.json").text)
    assert {"account", "events", "progress", "certificates", "seen_by"} <= set(kept)
    assert kept["account"]["sign_in_name"] == learner.name
    stored = events(stage, learner.id)
    assert [(one["id"], one["n"], one["kind"], one["subject"]) for one in kept["events"]] == [
        (str(one.id), one.n, one.kind, one.subject) for one in stored
    ]
    assert [one["subject"] for one in kept["certificates"]] == ["confidentiality"]
    assert [(one["by"], one["act"]) for one in kept["seen_by"]] == [("Dara", "learner.viewed")]
    assert {(one["topic"], one["state"]) for one in kept["progress"]} >= {("certificate", "done"), ("test", "done")}


def test_nothing_secret_is_in_the_file(stage: Stage, learner: Person) -> None:
    account = stage.account(learner)
    text = learner.client.get("/en/me/record.json").text
    assert account.password_hash not in text
    assert account.recovery_hash not in text


def test_the_download_is_the_same_under_a_name_that_says_nothing(learner: Person) -> None:
    read_lesson(learner)
    taken = learner.client.get("/en/me/export/")
    assert taken.headers["Content-Disposition"] == 'attachment; filename="record.json"'
    assert taken.headers["Cache-Control"] == "no-store"
    assert taken.text == learner.client.get("/en/me/record.json").text


def test_a_program_without_a_session_is_told_401(stranger: Client) -> None:
    answer = stranger.get("/en/me/record.json")
    assert (answer.status_code, answer.mimetype) == (401, "application/json")


def test_nobody_elses_record_is_in_it(stage: Stage, learner: Person) -> None:
    other = stage.person("Other")
    read_lesson(other)
    assert json.loads(learner.client.get("/en/me/record.json").text)["events"] == []


# To erase ----------------------------------------------------------


def erase(person: Person, password: str = PASSWORD):
    return person.client.send(person.client.get(ERASE), "Erase everything", password=password)


def test_the_password_erases_every_trace(stage: Stage, learner: Person, trainer: Person) -> None:
    certify(stage, learner)
    read_lesson(learner)
    group = cohort(stage, trainer)
    with stage.database.writing() as session:
        join(session, session.get_one(Cohort, group.id), session.get_one(Account, learner.id), stage.clock())
    look_at(stage, trainer, learner)
    gone = erase(learner)
    assert gone.request.path == "/en/sign-out/"
    assert "It is erased" in words(gone)
    with stage.database.reading() as session:
        for mapper in Base.registry.mappers:
            for column in inspect(mapper.class_).columns:
                if column.key in ("account_id", "owner_id"):
                    query = session.query(mapper.class_).filter(column == learner.id)
                    assert query.count() == 0, mapper.class_.__name__
        assert session.get(Account, learner.id) is None
    assert learner.id in buried(stage.app.extensions["waymark"].settings.data)


def test_a_wrong_password_erases_nothing(stage: Stage, learner: Person) -> None:
    answer = erase(learner, "not the password")
    assert answer.status_code == 422
    assert "This is not your present password" in words(answer)
    assert count(stage) == 1
    assert learner.client.get("/en/me/").status_code == 200


def test_guessing_at_an_open_session_is_slowed_down(stage: Stage, learner: Person) -> None:
    page = learner.client.get(ERASE)
    statuses = [learner.client.send(page, "Erase", password=f"guess {n}").status_code for n in range(9)]
    assert statuses == [422] * 8 + [429]
    assert count(stage) == 1


def test_a_double_click_is_told_that_it_is_gone(learner: Person) -> None:
    page = learner.client.get(ERASE)
    data = learner.client.form(page, "Erase").filled({"password": PASSWORD})
    with learner.client.session_transaction() as cookie:
        before = dict(cookie)
    learner.client.post(ERASE, data=data, headers=learner.client.same_origin())
    with learner.client.session_transaction() as cookie:
        cookie.update(before)  # the second click left before the first was answered
    second = learner.client.post(ERASE, data=data, headers=learner.client.same_origin(), follow_redirects=True)
    assert "If you have just erased your account, it is gone" in words(second)


def test_the_last_administrator_stays(stage: Stage, administrator: Person) -> None:
    answer = erase(administrator)
    assert answer.status_code == 409
    assert "the only administrator" in words(answer)
    assert count(stage) == 1
    assert administrator.id not in buried(stage.app.extensions["waymark"].settings.data)
    stage.person("Another", Role.ADMINISTRATOR)
    assert "It is erased" in words(erase(administrator))


@pytest.mark.parametrize("password", ["", "x" * 5000, "\ufffd"])
def test_no_password_erases_nothing(stage: Stage, learner: Person, password: str) -> None:
    assert post(learner.client, ERASE, {"password": password}).status_code == 422
    assert count(stage) == 1
