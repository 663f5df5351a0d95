"""What a course ends in: its certificate wherever it stands, its note, and what a trainer sees of it."""

from __future__ import annotations

import io
import json
import re

import pypdfium2
import pytest

from lms.domain.certificate import grouped
from lms.storage import certificates
from tests.harness import finishing
from tests.harness.cast import Person, Stage
from tests.harness.finishing import first_wrong, read_lessons, take_test
from tests.harness.own_pages import cohort
from tests.site.test_tests import events, words
from tests.site.test_ways import MINE, STAFF, TEST, WAY, course


def finished(stage: Stage, person: Person) -> None:
    read_lessons(stage, person, of=course(stage))
    take_test(stage, person, of=course(stage))


# The certificate ---------------------------------------------------


def made(stage: Stage, person: Person, lang: str = "en") -> str:
    """Asks for the certificate by the pages; returns its code."""
    client, address = person.client, MINE.replace("/en/", f"/{lang}/")
    look = client.send(client.get(address), "", name="Sokha Chan", step="look")
    client.send(look, "", name="Sokha Chan", step="issue")
    with stage.database.reading() as session:
        held = certificates.of_subject(session, person.id, "courses/police-awareness")
    assert held is not None
    return held.code


def test_the_record_calls_things_by_their_names(stage: Stage, learner: Person) -> None:
    finished(stage, learner)
    made(stage, learner)
    said = words(learner.client.get("/en/me/record/"))
    title = course(stage).title
    assert f"{title} Test, 20 of 20" in said
    assert f"{title} Certificate" in said
    assert f"Test handed in: {title}" in said
    kept = json.loads(learner.client.get("/en/me/record.json").data)
    assert "courses/police-awareness" in {line["subject"] for line in kept["progress"]}


def test_it_is_not_made_too_early(stage: Stage, learner: Person) -> None:
    take_test(stage, learner, of=course(stage))
    answer = learner.client.get(MINE)
    assert answer.status_code == 409
    assert "still missing" in words(answer)
    assert "All lessons read 0 of" in words(answer)


def test_it_says_course_hours_and_language_wherever_it_stands(stage: Stage, learner: Person) -> None:
    finished(stage, learner)
    code, title = made(stage, learner), course(stage).title
    told = f"has read the lessons of the course {title} and passed its test."
    mine = words(learner.client.get(f"/en/me/certificates/{code}/"))
    assert told in mine.replace("&#39;", "'")
    assert "Lessons about " in mine
    document = pypdfium2.PdfDocument(io.BytesIO(learner.client.get(f"/en/me/certificates/{code}.pdf").data))
    paper = str(document[0].get_textpage().get_text_range())
    assert grouped(code) in paper
    assert "of the course" in paper
    assert "Course certificate" in stage.stranger().get(f"/c/{code}.svg").text
    checked = words(stage.stranger().get(f"/c/{code}"))
    assert f"Course {title}" in checked
    assert re.search(r"Lessons about \d+ minutes Taken in English", checked)
    assert "Sokha" not in checked
    badge = json.loads(stage.stranger().get(f"/c/{code}.json").data)
    achievement = badge["credentialSubject"]["achievement"]
    assert achievement["id"].endswith("/en/courses/police-awareness/")
    assert "Read every lesson of the course" in achievement["criteria"]["narrative"]


def test_a_made_up_language_says_how_far_it_was_checked(stage: Stage, learner: Person) -> None:
    finished(stage, learner)
    code = made(stage, learner, "en-XA")
    checked = words(stage.stranger().get(f"/c/{code}?lang=en"))
    assert "A machine translated this course. Nobody has checked the translation yet." in checked


def test_the_list_knows_the_finished_course(stage: Stage, learner: Person) -> None:
    finished(stage, learner)
    assert f'href="?course={course(stage).id}"' in learner.client.get("/en/me/certificates/").text
    made(stage, learner)
    page = words(learner.client.get("/en/me/certificates/"))
    assert f"Course {course(stage).title} Given on" in page
    assert "You have finished this course." in words(learner.client.get(WAY))


# The note ----------------------------------------------------------


def test_the_note_waits_for_the_last_lesson(stage: Stage, learner: Person) -> None:
    staff = course(stage, "all-staff")
    read_lessons(stage, learner, of=staff, but=1)
    assert learner.client.get(f"{STAFF}note/").location == STAFF
    stage.clock.wait(days=2)
    read_lessons(stage, learner, of=staff)
    assert "Open the note" in words(learner.client.get(STAFF))
    note = learner.client.get(f"{STAFF}note/")
    said = words(note).replace("&#39;", "'")
    assert f"has read every lesson of the course {staff.title}" in said
    assert "Last lesson read on 25 November 2026" in said
    assert re.search(rf"Lessons {len(staff.lessons)}, about \d+ minutes", said)
    assert "says nothing about what somebody can do" in said
    assert learner.nickname not in said
    assert learner.name not in said
    assert "/c/" not in note.text
    assert events(stage, learner, "certificate.issued") == 0


@pytest.mark.parametrize("lang", ["km", "en-XA", "ar-XB"])
def test_every_page_in_every_language(stage: Stage, learner: Person, lang: str) -> None:
    read_lessons(stage, learner, of=course(stage, "all-staff"))
    read_lessons(stage, learner, of=course(stage))
    finishing.begin_test(stage, learner, of=course(stage))
    for address in (WAY, TEST, f"{TEST}?q=1", STAFF, f"{STAFF}note/", "/en/me/", "/en/me/courses/social-work/"):
        assert learner.client.get(address.replace("/en/", f"/{lang}/")).status_code == 200


# Trainers ----------------------------------------------------------


def test_a_trainer_sees_the_course_and_its_test(stage: Stage, learner: Person, trainer: Person) -> None:
    group = cohort(stage, trainer, course="police-awareness")
    learner.client.send(learner.client.get(f"/en/join/{group.join_code}/"), "Join as")
    take_test(stage, learner, wrong=first_wrong(6), of=course(stage))
    place, title = f"/en/cohorts/{group.id}/", course(stage).title
    assert f"{title} : 14 of 20" in words(trainer.client.get(place)).replace(f"{title}:", f"{title} :")
    matrix = words(trainer.client.get(f"{place}matrix/"))
    assert f"{title} T Test, of 20" in matrix
    rows = trainer.client.get(f"{place}matrix.csv").get_data(as_text=True)
    assert "courses/police-awareness" in rows
    opened = words(trainer.client.send(trainer.client.get(f"{place}learners/{learner.id}/"), ""))
    assert f"Course {title} Test 14 of 20" in opened
    stage.clock.wait(days=1)
    finished(stage, learner)
    made(stage, learner)
    assert "14 of 20" not in words(trainer.client.get(place))
    opened = words(trainer.client.send(trainer.client.get(f"{place}learners/{learner.id}/"), ""))
    assert f"Course {title} Test 20 of 20" in opened
    assert "Certificate 24 November" in opened
