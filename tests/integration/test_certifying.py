"""Certificates: issued once, for what is there, never changed afterwards; checked, confirmed, withdrawn."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import pytest

from lms.content.library import Library
from lms.content.segment import State
from lms.domain.certificate import CODE_LENGTH, NAME_KEY_LENGTH, Review, grouped
from lms.domain.errors import Clash, Invalid
from lms.services import administration, certifying
from lms.services.certificates.facts import language_for, review_of
from lms.services.certifying import Reason, Standing
from lms.services.erasure import erase
from lms.services.rebuild import rebuild
from lms.storage import certificates, notes, records
from lms.storage.certificates import Certificate
from tests.harness.cast import Person, Stage
from tests.harness.finishing import (
    certify,
    choose_plan,
    finish_module,
    first_wrong,
    here,
    module,
    play_scenarios,
    read_lessons,
    take_test,
)
from tests.site.test_tests import events


def issue(stage: Stage, person: Person, name: str = "Sokha Chan", lang: str = "en") -> str:
    site = here(stage)
    with stage.database.writing() as session:
        made = certifying.issue(session, site.library, site.book, module(stage), name, person.id, lang, stage.clock())
        return made.code


def kept(stage: Stage, code: str) -> Certificate:
    with stage.database.reading() as session:
        found = certificates.by_code(session, code)
        assert found is not None
        session.expunge(found)
        return found


def standing(stage: Stage, code: str) -> Standing:
    with stage.database.reading() as session:
        return certifying.check(session, code).standing


PARTS: dict[str, Callable[[Stage, Person], object]] = {
    "lessons": read_lessons,
    "scenarios": play_scenarios,
    "test": take_test,
    "plan": choose_plan,
}


@pytest.mark.parametrize("missing", PARTS)
def test_nothing_is_issued_while_one_thing_is_missing(stage: Stage, learner: Person, missing: str) -> None:
    for name, do in PARTS.items():
        if name != missing:
            do(stage, learner)
    with pytest.raises(Clash):
        issue(stage, learner)
    PARTS[missing](stage, learner)
    assert standing(stage, issue(stage, learner)) is Standing.VALID


def test_almost_is_not_there(stage: Stage, learner: Person) -> None:
    read_lessons(stage, learner, but=1)
    play_scenarios(stage, learner, count=1)
    take_test(stage, learner, wrong=first_wrong(5))
    choose_plan(stage, learner)
    with pytest.raises(Clash):
        issue(stage, learner)


def test_a_certificate_says_what_was_so_on_the_day(stage: Stage, learner: Person, administrator: Person) -> None:
    with stage.database.writing() as session:
        administration.name_organisation(session, stage.account(administrator), "River House", stage.clock())
    finish_module(stage, learner)
    given = stage.clock.wait(days=2)
    code = issue(stage, learner)
    with stage.database.writing() as session:
        administration.name_organisation(session, stage.account(administrator), "Another Name", stage.clock())
    award = certifying.award(kept(stage, code), "https://learn.example")
    lessons = module(stage).lessons
    assert (award.title, award.language, award.review) == ("Confidentiality", "en", Review.SOURCE)
    assert (award.organisation, award.issued_at) == ("River House", given)
    assert award.minutes == sum(lesson.minutes for lesson in lessons)
    assert (award.name, len(award.code), len(award.name_key)) == ("Sokha Chan", CODE_LENGTH, NAME_KEY_LENGTH)
    assert award.link == f"https://learn.example/c/{code}"
    assert len(kept(stage, code).facts["version"]) == 20


@dataclass
class HalfTranslated:
    """A library in which so many texts of a module are translated and so many are missing."""

    translated: int
    missing: int

    def states(self, _lang: str, _catalogue: str) -> Counter[State]:
        return Counter({State.MACHINE_DRAFT: self.translated, State.MISSING: self.missing})


@pytest.mark.parametrize(
    ("translated", "missing", "lang", "language"),
    [(10, 90, "km", "en"), (89, 11, "km", "en"), (90, 10, "km", "km"), (100, 0, "bn", "bn"), (0, 100, "en", "en")],
)
def test_the_certificate_is_in_the_language_of_the_lessons(
    library: Library, translated: int, missing: int, lang: str, language: str
) -> None:
    some = cast(Library, HalfTranslated(translated, missing))
    assert language_for(some, library.modules["confidentiality"], lang) == language


def test_a_translated_page_with_english_lessons_gives_an_english_paper(stage: Stage, learner: Person) -> None:
    made = kept(stage, certify(stage, learner, lang="km").code)
    library = here(stage).library
    language = language_for(library, module(stage), "km")
    assert (made.language, made.facts["review"]) == (language, review_of(library, language))
    assert made.facts["title"] == library.words(language, module(stage))(module(stage).title).text


def test_a_made_up_language_counts_as_a_machines_draft(stage: Stage, learner: Person) -> None:
    made = kept(stage, certify(stage, learner, lang="ar-XB").code)
    assert (made.language, made.facts["review"]) == ("ar-XB", Review.MACHINE_DRAFT)


def test_asking_twice_gives_the_same_one(stage: Stage, learner: Person) -> None:
    finish_module(stage, learner)
    first = issue(stage, learner)
    stage.clock.wait(days=1)
    assert issue(stage, learner, "Another Name") == first
    assert kept(stage, first).name == "Sokha Chan"
    assert events(stage, learner, "certificate.issued") == 1


def test_many_clicks_at_once_give_one(stage: Stage, learner: Person) -> None:
    finish_module(stage, learner)
    codes: list[str] = []
    clicks = [threading.Thread(target=lambda: codes.append(issue(stage, learner))) for _ in range(6)]
    for click in clicks:
        click.start()
    for click in clicks:
        click.join()
    assert (len(codes), len(set(codes))) == (6, 1)
    assert events(stage, learner, "certificate.issued") == 1


def test_without_a_name_there_is_no_key(stage: Stage, learner: Person) -> None:
    made = kept(stage, certify(stage, learner, name="  ").code)
    assert (made.name, made.name_key) == ("", "")
    assert certifying.award(made, "").name is None
    assert [certifying.name_fits(made, key) for key in ("", " ", "-", "a")] == [None] * 4


@pytest.mark.parametrize("name", ["a" * 81, "\u202eabc", "a\x00b", "a\ud800b", "12 34", "\u0301"])
def test_a_name_that_cannot_be_printed_issues_nothing(stage: Stage, learner: Person, name: str) -> None:
    finish_module(stage, learner)
    with pytest.raises(Invalid) as fault:
        issue(stage, learner, name)
    assert fault.value.field == "name"
    with stage.database.reading() as session:
        assert certificates.of_account(session, learner.id) == []


def test_the_issue_is_an_event_and_rebuild_agrees(stage: Stage, learner: Person) -> None:
    made = certify(stage, learner)
    with stage.database.writing() as session:
        assert rebuild(session, here(stage).book)[1] == 0
        line = records.line(session, learner.id, "certificate", "confidentiality")
    assert line is not None
    assert line.data == {"code": made.code}


# Checking ----------------------------------------------------------


def test_a_code_is_found_however_it_is_typed(stage: Stage, learner: Person) -> None:
    code = certify(stage, learner).code
    for typed in (code, code.upper(), grouped(code), f" {grouped(code)} ", "–".join(grouped(code).split("-"))):
        assert standing(stage, typed) is Standing.VALID


@pytest.mark.parametrize("typed", ["", "-", "a" * 12, "a" * 5000, "\u202e", "'; --", "ក" * 12, "０" * 12])
def test_what_is_no_code_is_unknown(stage: Stage, learner: Person, typed: str) -> None:
    code = certify(stage, learner).code
    assert standing(stage, typed) is Standing.UNKNOWN
    assert standing(stage, code[:-1]) is standing(stage, code + "a" * 60) is Standing.UNKNOWN


def test_an_erased_persons_code_is_unknown(stage: Stage, learner: Person) -> None:
    code = certify(stage, learner).code
    with stage.database.writing() as session:
        account = session.get(type(stage.account(learner)), learner.id)
        assert account is not None
        erase(session, here(stage).settings.data, account, stage.clock())
    assert standing(stage, code) is Standing.UNKNOWN


def test_only_the_right_key_opens_the_name(stage: Stage, learner: Person) -> None:
    made = certify(stage, learner)
    key = made.name_key
    assert certifying.name_fits(made, f" {key[:4].upper()}-{key[4:]} ") == "Sokha Chan"
    wrong = "2" if key[0] != "2" else "3"
    for typed in ("", key[:-1], wrong + key[1:], key + "2", made.code):
        assert certifying.name_fits(made, typed) is None


def test_a_withdrawn_certificate_does_not_stand_and_says_no_name(
    stage: Stage, learner: Person, administrator: Person
) -> None:
    code, when = certify(stage, learner).code, stage.clock.wait(days=3)
    with stage.database.writing() as session:
        found = certificates.by_code(session, code)
        assert found is not None
        with pytest.raises(Invalid):
            certifying.revoke(session, stage.account(administrator), found, "because I say so", when)
        certifying.revoke(session, stage.account(administrator), found, Reason.MISTAKE, when)
        certifying.revoke(session, stage.account(administrator), found, Reason.HOLDER, stage.clock.wait(days=1))
    now = kept(stage, code)
    assert (standing(stage, code), now.revoked_at) == (Standing.REVOKED, when)
    assert certifying.name_fits(now, now.name_key) is None
    with stage.database.reading() as session:
        trail = [look for look in notes.looks_at(session, learner.id) if look.act == "certificate.revoked"]
    assert [(look.actor_id, look.at, look.detail) for look in trail] == [
        (administrator.id, when, "confidentiality mistake")
    ]
    assert issue(stage, learner) == code  # one for each person and module, also when it was withdrawn
