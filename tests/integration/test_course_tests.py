"""The test and the certificate of a course: drawn from its own lessons, kept apart from those of its modules."""

from __future__ import annotations

import json
import uuid
from typing import Any

import pytest

from lms.domain.bank import Owner
from lms.domain.certificate import Basis
from lms.domain.course import Course, Use
from lms.domain.errors import Clash, NotFound, TooSoon
from lms.domain.event import Kind
from lms.domain.mastery import Form
from lms.services import certifying, quarantine
from lms.services.beside import Sender
from lms.services.certificates.badge import credential
from lms.services.certifying import Reason
from lms.services.erasure import erase
from lms.services.log import Fact, note, receive
from lms.services.rebuild import rebuild
from lms.services.record import everything
from lms.storage import certificates, directory, records
from lms.storage.accounts import Account
from lms.storage.certificates import Certificate
from tests.harness.cast import Person, Stage
from tests.harness.finishing import (
    begin_test,
    certify,
    first_wrong,
    here,
    letter_for,
    module,
    read_lessons,
    standing_of,
    take_test,
)
from tests.site.test_tests import events

SUBJECT = "courses/police-awareness"


def course(stage: Stage, name: str = "police-awareness") -> Course:
    return here(stage).library.courses[name]


def issue(stage: Stage, person: Person, owner: Owner, name: str = "Sokha Chan", lang: str = "en") -> Certificate:
    site = here(stage)
    with stage.database.writing() as session:
        made = certifying.issue(session, site.library, site.book, owner, name, person.id, lang, stage.clock())
        session.flush()
        session.expunge(made)
    return made


# The test ----------------------------------------------------------


@pytest.mark.parametrize("name", ["police-awareness", "health-awareness"])
def test_it_is_drawn_from_the_test_items_of_its_own_lessons(stage: Stage, learner: Person, name: str) -> None:
    owner, library = course(stage, name), here(stage).library
    sitting = begin_test(stage, learner, of=owner)
    items = [library.item(one.item) for one in sitting.answers]
    assert (len(set(items)), sitting.pass_mark, sum(one.critical for one in sitting.answers)) == (20, 16, 3)
    assert {item.use for item in items if item} == {Use.TEST}
    assert {one.lesson for one in sitting.answers} <= set(owner.lessons)
    assert {f"{item.module}/{item.lesson}" for item in items if item} == {one.lesson for one in sitting.answers}


def test_a_course_without_a_test(stage: Stage, learner: Person) -> None:
    for name in ("all-staff", "social-work"):
        with pytest.raises(NotFound):
            standing_of(stage, learner, of=course(stage, name))


def test_the_tests_of_its_modules_are_other_tests(stage: Stage, learner: Person) -> None:
    take_test(stage, learner)
    assert standing_of(stage, learner, of=course(stage)).sittings == ()
    take_test(stage, learner, of=course(stage), wrong=first_wrong(6))
    assert len(standing_of(stage, learner).sittings) == 1
    with stage.database.writing() as session:
        kept = records.lines(session, learner.id, ("test",))
        assert rebuild(session, here(stage).book)[1] == 0
    assert {key[1]: (line.state, line.score) for key, line in kept.items()} == {
        "confidentiality/test": ("done", 20),
        SUBJECT: ("begun", 14),
    }


def test_the_next_try_waits_a_day_and_has_other_questions(stage: Stage, learner: Person) -> None:
    first = take_test(stage, learner, of=course(stage), wrong=first_wrong(5))
    stage.clock.wait(hours=23)
    with pytest.raises(TooSoon):
        begin_test(stage, learner, of=course(stage))
    stage.clock.wait(hours=1)
    second = begin_test(stage, learner, of=course(stage))
    assert not {one.item for one in first.answers} & {one.item for one in second.answers}


def test_a_missed_critical_item_is_made_good(stage: Stage, learner: Person) -> None:
    first = take_test(stage, learner, of=course(stage), wrong=first_wrong(1, critical=True))
    stage.clock.wait(days=1)
    mending = take_test(stage, learner, of=course(stage))
    assert (mending.form, len(mending.answers)) == (Form.MEND, 2)
    assert not {one.item for one in first.answers} & {one.item for one in mending.answers}
    with stage.database.reading() as session:
        line = records.line(session, learner.id, "test", SUBJECT)
    assert line is not None
    assert line.state == "done"


# From a device -----------------------------------------------------


def sent(n: int, kind: str, version: str | None, data: dict[str, Any], subject: str = SUBJECT) -> dict[str, Any]:
    parts = {"id": str(uuid.UUID(int=n)), "n": n, "at": "2026-11-23T08:30:00Z", "kind": kind, "subject": subject}
    return {**parts, "version": version, "lang": "en", "data": data}


def test_a_test_that_was_drawn_is_answered_without_a_link(stage: Stage, learner: Person) -> None:
    site, sitting = here(stage), begin_test(stage, learner, of=course(stage))
    batch = [
        sent(
            n,
            "test.answered",
            one.version,
            {"attempt": sitting.attempt, "item": one.item, "choices": [letter_for(site, one, right=True)]},
        )
        for n, one in enumerate(sitting.answers, 100)
    ]
    batch.append(sent(200, "test.handed-in", None, {"attempt": sitting.attempt}))
    with stage.database.writing() as session:
        sender = Sender(learner.id, uuid.uuid4(), None, stage.clock())
        assert {one.status for one in receive(session, site.book, sender, batch)} == {"stored"}
    with stage.database.writing() as session:
        line = records.line(session, learner.id, "test", SUBJECT)
        assert rebuild(session, site.book)[1] == 0
    assert line is not None
    assert (line.state, line.score) == ("done", 20)


def test_what_names_something_else_goes_to_quarantine_and_comes_back(
    stage: Stage, learner: Person, administrator: Person
) -> None:
    site, sitting = here(stage), begin_test(stage, learner, of=course(stage))
    one = sitting.answers[0]
    good = {"attempt": sitting.attempt, "item": one.item, "choices": [letter_for(site, one, right=True)]}
    bare = {**good, "item": one.item.partition("/")[2]}
    wrong = [(SUBJECT, bare), ("confidentiality/test", good), ("confidentiality/plan", bare)]
    unknown = sent(9, "test.answered", "0" * 20, good)
    batch = [sent(n, "test.answered", one.version, data, subject) for n, (subject, data) in enumerate(wrong, 1)]
    with stage.database.writing() as session:
        sender = Sender(learner.id, uuid.uuid4(), None, stage.clock())
        assert {one.status for one in receive(session, site.book, sender, [*batch, unknown])} == {"quarantined"}
        row = directory.waiting(session, 1, None)[0]
        row.body = json.dumps({**unknown, "version": one.version})  # as if that version were known by now
        actor = session.get(Account, administrator.id)
        assert actor is not None
        assert quarantine.try_again(session, site.book, actor, row.seq, stage.clock()) == "stored"
    opened = standing_of(stage, learner, of=course(stage)).open
    assert opened is not None
    assert opened.answers[0].right


# The certificate ---------------------------------------------------


def test_it_asks_for_the_lessons_and_the_test(stage: Stage, learner: Person) -> None:
    read_lessons(stage, learner, of=course(stage), but=1)
    take_test(stage, learner, of=course(stage))
    with pytest.raises(Clash):
        issue(stage, learner, course(stage))
    read_lessons(stage, learner, of=course(stage))
    made = issue(stage, learner, course(stage))
    assert (made.subject, made.facts["basis"]) == (SUBJECT, Basis.COURSE_TEST)
    assert made.facts["minutes"] == sum(one.minutes for one in here(stage).library.lessons_of(course(stage)))
    assert issue(stage, learner, course(stage), "Another Name").code == made.code
    assert events(stage, learner, "certificate.issued") == 1


def test_the_test_of_a_module_does_not_stand_for_it(stage: Stage, learner: Person) -> None:
    read_lessons(stage, learner, of=course(stage))
    take_test(stage, learner)
    with pytest.raises(Clash):
        issue(stage, learner, course(stage))


def test_a_course_with_a_note_has_no_certificate(stage: Stage, learner: Person) -> None:
    read_lessons(stage, learner, of=course(stage, "all-staff"))
    with pytest.raises(Clash):
        issue(stage, learner, course(stage, "all-staff"))


def held(stage: Stage, person: Person, *names: str) -> None:
    """Certificates of these modules, as if they had been earned long ago."""
    site = here(stage)
    with stage.database.writing() as session:
        for name in names:
            owner = site.library.modules[name]
            made = certifying.drafted(session, site.library, owner, "", person.id, "en", stage.clock())
            session.add(made)
            fact = Fact(Kind.CERTIFICATE_ISSUED, owner.subject, None, {"code": made.code})
            note(session, site.book, person.id, "en", stage.clock(), [fact])


def test_a_whole_course_asks_for_the_certificate_of_every_module(stage: Stage, learner: Person) -> None:
    owner, library = course(stage, "social-work"), here(stage).library
    certify(stage, learner)
    read_lessons(stage, learner, of=owner)
    others = [one.id for one in library.modules_of(owner) if one.test and one.id != module(stage).id]
    held(stage, learner, *others[1:])
    with pytest.raises(Clash):
        issue(stage, learner, owner)
    held(stage, learner, others[0])
    made = issue(stage, learner, owner)
    assert made.facts["basis"] == Basis.COURSE_MODULES
    assert made.facts["minutes"] == sum(one.minutes for one in library.lessons_of(owner))
    with stage.database.writing() as session:
        assert rebuild(session, here(stage).book)[1] == 0


def test_on_a_withdrawn_certificate_none_can_rest(stage: Stage, learner: Person, administrator: Person) -> None:
    owner, library = course(stage, "social-work"), here(stage).library
    read_lessons(stage, learner, of=owner)
    held(stage, learner, *(one.id for one in library.modules_of(owner) if one.test))
    with stage.database.writing() as session:
        one = certificates.of_subject(session, learner.id, "confidentiality")
        assert one is not None
        certifying.revoke(session, stage.account(administrator), one, Reason.MISTAKE, stage.clock())
    with pytest.raises(Clash):
        issue(stage, learner, owner)


@pytest.mark.parametrize(
    ("name", "words"),
    [("police-awareness", "passed a mastery test on them"), ("social-work", "the certificate of each of its modules")],
)
def test_the_badge_says_what_it_rests_on(stage: Stage, learner: Person, name: str, words: str) -> None:
    site, owner = here(stage), course(stage, name)
    with stage.database.writing() as session:
        draft = certifying.drafted(session, site.library, owner, "", learner.id, "en", stage.clock())
    badge = credential(certifying.award(draft, "https://learn.example"), "did:key:z")
    achievement = badge["credentialSubject"]["achievement"]
    assert achievement["id"] == f"https://learn.example/en/courses/{name}/"
    assert words in achievement["criteria"]["narrative"]
    assert "in which the course was written" in achievement["criteria"]["narrative"]


def test_a_certificate_from_before_courses_is_one_of_a_module(stage: Stage, learner: Person) -> None:
    made = certify(stage, learner)
    made.facts = {name: fact for name, fact in made.facts.items() if name != "basis"}
    award = certifying.award(made, "https://learn.example")
    assert (award.basis, award.taught_at) == (Basis.MODULE, "https://learn.example/en/modules/confidentiality/")


# Everything about one person ---------------------------------------


def test_it_goes_with_its_person(stage: Stage, learner: Person) -> None:
    read_lessons(stage, learner, of=course(stage))
    take_test(stage, learner, of=course(stage))
    code = issue(stage, learner, course(stage)).code
    with stage.database.writing() as session:
        account = session.get(Account, learner.id)
        assert account is not None
        kept = everything(session, account)
        assert SUBJECT in {line["subject"] for line in kept["progress"] if line["topic"] == "certificate"}
        assert [one["subject"] for one in kept["certificates"]] == [SUBJECT]
        erase(session, here(stage).settings.data, account, stage.clock())
    with stage.database.reading() as session:
        assert certifying.check(session, code).certificate is None
        assert records.lines(session, learner.id) == {}
    assert events(stage, learner, "test.drawn") == 0
