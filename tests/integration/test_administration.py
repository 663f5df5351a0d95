"""Administration as a service: roles, suspension, lists, and events that are tried again."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.domain.errors import Clash, Invalid, NotFound
from lms.domain.permission import Role
from lms.services import accounts, administration, directory, quarantine
from lms.services.log import Sender, receive
from lms.services.versions import VersionBook, keep_versions
from lms.storage.accounts import Account
from lms.storage.beside import Quarantined
from lms.storage.engine import Database
from lms.storage.events import Logged
from lms.storage.notes import Audited

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture
def session(database: Database):
    with database.writing() as opened:
        yield opened


def person(session: Session, nickname: str, *roles: Role) -> Account:
    account = accounts.sign_up(session, nickname, "seven quiet herons", "en", NOW).account
    for role in roles:
        accounts.grant(session, account, role)
    return account


def acts(session: Session) -> list[str]:
    return list(session.scalars(select(Audited.act).order_by(Audited.seq)))


@pytest.mark.parametrize("way", ["roles", "suspend"])
def test_there_is_always_an_administrator(session: Session, way: str) -> None:
    first, second = person(session, "One", Role.ADMINISTRATOR), person(session, "Two", Role.ADMINISTRATOR)

    def end(one: Account, by: Account) -> None:
        if way == "roles":
            administration.set_roles(session, by, one, frozenset(), NOW)
        else:
            administration.suspend(session, by, one, NOW)

    end(first, second)
    with pytest.raises(Clash):
        end(second, first)


def test_a_suspended_administrator_does_not_count(session: Session) -> None:
    first, second = person(session, "One", Role.ADMINISTRATOR), person(session, "Two", Role.ADMINISTRATOR)
    administration.suspend(session, first, second, NOW)
    with pytest.raises(Clash):
        administration.set_roles(session, first, first, frozenset({Role.TRAINER}), NOW)
    administration.set_roles(session, first, second, frozenset(), NOW)


def test_suspending_and_restoring_twice_leaves_one_line_each(session: Session) -> None:
    actor, one = person(session, "One", Role.ADMINISTRATOR), person(session, "Sokha")
    for _ in range(2):
        administration.suspend(session, actor, one, NOW)
    for _ in range(2):
        administration.restore(session, actor, one, NOW)
    assert acts(session) == ["account.suspended", "account.restored"]


def test_a_slip_is_for_others_and_for_open_accounts(session: Session) -> None:
    actor, one = person(session, "One", Role.ADMINISTRATOR), person(session, "Sokha", Role.TRAINER)
    assert administration.make_slip(session, actor, one, NOW)
    with pytest.raises(Clash):
        administration.make_slip(session, actor, actor, NOW)
    administration.suspend(session, actor, one, NOW)
    with pytest.raises(Clash):
        administration.make_slip(session, actor, one, NOW)


# Lists ---------------------------------------------------------------------


def test_people_are_listed_by_nickname_whatever_the_page(session: Session) -> None:
    for number in range(directory.PER_PAGE + 1):
        session.add(
            Account(
                id=uuid.uuid4(),
                sign_in_name=f"bird-{number:04}",
                nickname=f"{'n' if number % 2 else 'N'}{number:04}",
                password_hash="",
                recovery_hash="",
                language="en",
                created_at=NOW,
            )
        )
    session.flush()
    first, sheet = directory.people(session, "", "", 1)
    last, _ = directory.people(session, "", "", 99)
    assert [one.account.nickname[1:] for one in first] == [f"{number:04}" for number in range(directory.PER_PAGE)]
    assert [one.account.sign_in_name for one in last] == [f"bird-{directory.PER_PAGE:04}"]
    assert (sheet.first, sheet.last, sheet.total, sheet.pages) == (1, 50, 51, 2)


@pytest.mark.parametrize(("text", "role"), [("x" * 61, ""), ("", "queen"), ("", "administrators")])
def test_a_search_that_cannot_be_is_refused(session: Session, text: str, role: str) -> None:
    with pytest.raises(Invalid):
        directory.people(session, text, role, 1)


def test_an_empty_list_has_a_first_page(session: Session) -> None:
    found, sheet = directory.people(session, "nobody", "", 3)
    assert (found, sheet.page, sheet.pages, sheet.last) == ([], 1, 1, 0)


# Quarantine ------------------------------------------------------------------


@pytest.fixture
def book(session: Session, library: Library) -> VersionBook:
    keep_versions(session, library, NOW)
    return VersionBook(library)


def lesson_event(library: Library, **other: object) -> dict[str, object]:
    lesson = library.modules["confidentiality"].lessons[0]
    parts = {"id": str(uuid.uuid4()), "n": 1, "at": "2026-11-22T08:00:00Z", "kind": "lesson.completed", "lang": "en"}
    return {**parts, "subject": lesson.subject, "version": library.version(lesson), "data": {}, **other}


def aside(session: Session, book: VersionBook, who: Account, one: object, refused: str = "not known here") -> int:
    sender = Sender(who.id, uuid.UUID(int=5), NOW, NOW)
    receive(session, book, sender, [one], refused)
    return session.scalars(select(Quarantined.seq).order_by(Quarantined.seq.desc())).first() or 0


def test_trying_again_books_on_the_same_person_at_the_time_it_came(
    session: Session, library: Library, book: VersionBook
) -> None:
    who, actor = person(session, "Sokha"), person(session, "One", Role.ADMINISTRATOR)
    seq = aside(session, book, who, lesson_event(library))
    assert quarantine.try_again(session, book, actor, seq, NOW + timedelta(days=9)) == "stored"
    row = session.scalars(select(Logged)).one()
    assert (row.account_id, row.received_at) == (who.id, NOW)
    with pytest.raises(NotFound):
        quarantine.try_again(session, book, actor, seq, NOW)


def test_what_is_in_the_log_meanwhile_is_settled_too(session: Session, library: Library, book: VersionBook) -> None:
    who, actor = person(session, "Sokha"), person(session, "One", Role.ADMINISTRATOR)
    one = lesson_event(library)
    seq = aside(session, book, who, one)
    receive(session, book, Sender(who.id, uuid.UUID(int=5), NOW, NOW), [one])
    assert quarantine.try_again(session, book, actor, seq, NOW) == "duplicate"
    assert quarantine.waiting(session) == ([], None)


@pytest.mark.parametrize("reason", sorted(quarantine.FOREIGN))
def test_what_belongs_to_somebody_else_is_never_booked(
    session: Session, library: Library, book: VersionBook, reason: str
) -> None:
    who, actor = person(session, "Sokha"), person(session, "One", Role.ADMINISTRATOR)
    seq = aside(session, book, who, lesson_event(library), reason)
    with pytest.raises(Invalid):
        quarantine.try_again(session, book, actor, seq, NOW)
    assert session.scalars(select(Logged)).all() == []
    assert not quarantine.waiting(session)[0][0].replayable


@pytest.mark.parametrize("body", ["text", 7, None, [], {"kind": 3, "subject": {}}, {"kind": "k" * 900}])
def test_whatever_came_can_be_listed(session: Session, book: VersionBook, body: object) -> None:
    aside(session, book, person(session, "Sokha"), body)
    row = quarantine.waiting(session)[0][0]
    assert row.nickname == "Sokha"
    assert len(row.kind) <= 80


def test_the_list_goes_on_where_it_stopped(session: Session, book: VersionBook) -> None:
    who = person(session, "Sokha")
    for number in range(quarantine.SHOWN + 3):
        aside(session, book, who, {"number": number})
    first, before = quarantine.waiting(session)
    second, end = quarantine.waiting(session, before)
    assert (len(first), len(second), end) == (quarantine.SHOWN, 3, None)
    assert first[-1].seq > second[0].seq
