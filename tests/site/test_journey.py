"""From a nickname to a certificate that an employer checks: every step by the pages, without JavaScript."""

from __future__ import annotations

import json
import re
from urllib.parse import urlsplit

from werkzeug.test import TestResponse

from lms.domain.certificate import grouped
from lms.domain.engine import plays
from lms.domain.scenario import Scenario
from lms.services.certificates.badge import verify
from lms.services.certificates.issuer import did_key
from lms.storage import accounts, certificates
from tests.harness.cast import Person, Stage
from tests.harness.finishing import Wrong, everything, first_wrong, here, letter_for, module, nothing, standing_of
from tests.site.test_certificates import text_of
from tests.site.test_tests import words

MODULE = "/en/modules/confidentiality/"
NAME = "ចាន់ សុខា"


def newcomer(stage: Stage) -> Person:
    """Somebody who makes an account with the form."""
    client = stage.stranger()
    page = client.send(client.get("/en/sign-up/"), nickname="Kingfisher", password="seven quiet herons")
    name = re.search(r"\b[a-z]+-\d{4}\b", words(page))
    assert name is not None, words(page)
    with stage.database.reading() as session:
        found = accounts.by_name(session, name[0])
        assert found is not None
        return Person(found.id, found.sign_in_name, found.nickname, "", client)


def sit(stage: Stage, person: Person, which: str, wrong: Wrong = nothing) -> TestResponse:
    """A sitting, question by question, to the page that tells how it went."""
    client = person.client
    page = client.get(f"{MODULE}{which}/")
    page = client.send(page, "", step="start")
    while "q" in page.request.args:
        sitting = standing_of(stage, person, which).open
        assert sitting is not None
        one = sitting.answers[int(page.request.args["q"]) - 1]
        page = client.send(page, "Keep", choice=letter_for(here(stage), one, right=not wrong(one)))
    assert "Every question has an answer" in words(page)
    return client.send(page, "Hand in")


def read(person: Person, lesson: str) -> None:
    page = person.client.get(f"{MODULE}{lesson}/")
    answered = person.client.send(page, "I have read this")
    assert "Your answers are kept." in words(answered)


def play(person: Person, scenario: Scenario) -> None:
    """Plays to the first ending that counts; every page's form leads to the next."""
    way = next(one.path for one in plays(scenario) if one.ending and one.ending.outcome.counts)
    address = f"{MODULE}scenarios/{scenario.id}/"
    done = ""
    for node, choice in way:
        data = {"node": node, "choice": choice, "way": done}
        answer = person.client.post(address, data=data, headers=person.client.same_origin())
        assert answer.status_code == 303
        assert person.client.get(answer.location).status_code == 200
        done = f"{done},{node}.{choice}".strip(",")


def test_from_a_nickname_to_a_certificate_that_is_checked(stage: Stage) -> None:
    person, topic = newcomer(stage), module(stage)
    client = person.client
    assert "Now the first lesson." in words(sit(stage, person, "pre-test", everything))
    for lesson in topic.lessons:
        read(person, lesson.id)
    for scenario in topic.scenarios[:2]:
        play(person, scenario)

    assert "13 of 20. Not yet." in words(sit(stage, person, "test", first_wrong(7)))
    stage.clock.wait(hours=23)
    assert "within the hour" in words(client.get(f"{MODULE}test/"))
    stage.clock.wait(hours=1)
    result = sit(stage, person, "test")
    assert "Passed: 20 of 20." in words(result)

    assert "Choose one step for your work" in words(result)
    plan = client.send(client.get(f"{MODULE}plan/"), "Choose", action=topic.actions[2].id)
    assert "Get your certificate" in words(plan)
    look = client.send(client.get("/en/me/certificates/?module=confidentiality"), name=NAME)
    made = client.send(look, "Yes", step="issue")
    assert NAME in words(made)
    checked(stage, person, urlsplit(made.request.url).path)


def checked(stage: Stage, person: Person, mine: str) -> None:
    """What the holder and a checker do with it."""
    with stage.database.reading() as session:
        held = certificates.of_subject(session, person.id, "confidentiality")
    assert held is not None
    assert mine == f"/en/me/certificates/{held.code}/"
    paper = text_of(person.client.get(f"/en/me/certificates/{held.code}.pdf").data)
    assert grouped(held.code) in paper
    assert grouped(held.name_key) in paper

    checker = stage.stranger()
    page = checker.get(f"/c/{grouped(held.code).upper()}")
    assert "This certificate is valid." in words(page)
    assert "24 November 2026" in words(page)
    assert NAME not in words(page)
    assert NAME in words(checker.send(page, "Show the name", key=held.name_key))
    badge = json.loads(checker.get(f"/c/{held.code}.json").data)
    assert verify(badge, did_key(here(stage).issuer.public_key()))
    assert NAME not in json.dumps(badge, ensure_ascii=False)
    record = json.loads(person.client.get("/en/me/record.json").data)
    assert [one["code"] for one in record["certificates"]] == [held.code]
