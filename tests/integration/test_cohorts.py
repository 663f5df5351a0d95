"""Cohorts as a service: ids that a form decides, who may do what, moving, sharing, and looks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.domain.errors import Clash, Invalid, NotFound
from lms.domain.permission import Actor, Role
from lms.services import accounts, cohorts, looks, sharing
from lms.storage import cohorts as stored
from lms.storage.accounts import Account
from lms.storage.cohorts import Cohort, Membership
from lms.storage.engine import Database
from lms.storage.notes import Audited

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
COURSE = "social-work"


@pytest.fixture
def session(database: Database):
    with database.writing() as opened:
        yield opened


def person(session: Session, nickname: str, *roles: Role) -> Account:
    account = accounts.sign_up(session, nickname, "seven quiet herons", "en", NOW).account
    for role in roles:
        accounts.grant(session, account, role)
    return account


def actor(account: Account) -> Actor:
    return Actor(account.id, account.roles, account.suspended_at is not None)


def made(session: Session, library: Library, trainer: Account, label: str = "Spring", form: str = "") -> Cohort:
    return cohorts.make_cohort(session, library, trainer, label, COURSE, NOW, form)


def acts(session: Session) -> list[str]:
    return list(session.scalars(select(Audited.act).order_by(Audited.seq)))


def test_a_form_decides_the_id_for_its_own_trainer_only(session: Session, library: Library) -> None:
    one, other = person(session, "Dara", Role.TRAINER), person(session, "Mina", Role.TRAINER)
    first, again = made(session, library, one, form="f"), made(session, library, one, form="f")
    theirs = made(session, library, other, form="f")
    assert first is again
    assert theirs.id != first.id
    assert acts(session).count("cohort.made") == 2


def test_without_a_form_every_cohort_is_new(session: Session, library: Library) -> None:
    trainer = person(session, "Dara", Role.TRAINER)
    assert made(session, library, trainer).id != made(session, library, trainer).id


@pytest.mark.parametrize("cohort_id", ["", "zzzzzzzz", "z" * 500, "'; drop table cohort; --"])
def test_what_is_not_there_and_what_is_not_mine_are_the_same(
    session: Session, library: Library, cohort_id: str
) -> None:
    mine, other = person(session, "Dara", Role.TRAINER), person(session, "Mina", Role.TRAINER)
    theirs = made(session, library, other)
    refusals = []
    for name in (theirs.id, cohort_id):
        with pytest.raises(NotFound) as refused:
            cohorts.cohort_for(session, actor(mine), name)
        refusals.append(refused.value.message)
    assert refusals[0] == refusals[1]


def test_a_trainer_who_lost_the_role_lost_the_cohort(session: Session, library: Library) -> None:
    trainer = person(session, "Dara", Role.TRAINER)
    cohort = made(session, library, trainer)
    accounts.withdraw(session, trainer, Role.TRAINER)
    with pytest.raises(NotFound):
        cohorts.cohort_for(session, actor(trainer), cohort.id)


def test_moving_ends_here_and_begins_there_and_coming_back_works(session: Session, library: Library) -> None:
    trainer, learner = person(session, "Dara", Role.TRAINER), person(session, "Sokha")
    source, target = made(session, library, trainer), made(session, library, trainer, "Autumn")
    cohorts.join(session, source, learner, NOW)
    cohorts.move(session, trainer, source, target, learner, NOW + timedelta(days=1))
    assert [one.id for one in stored.joined_by(session, learner.id)] == [target.id]
    cohorts.move(session, trainer, target, source, learner, NOW + timedelta(days=2))
    assert [one.id for one in stored.joined_by(session, learner.id)] == [source.id]
    assert session.scalar(select(func.count()).select_from(Membership)) == 2


def test_nobody_moves_into_what_is_archived_or_the_same(session: Session, library: Library) -> None:
    trainer, learner = person(session, "Dara", Role.TRAINER), person(session, "Sokha")
    source, target = made(session, library, trainer), made(session, library, trainer, "Autumn")
    cohorts.join(session, source, learner, NOW)
    cohorts.archive(session, trainer, target, NOW)
    for place in (source, target):
        with pytest.raises(Clash):
            cohorts.move(session, trainer, source, place, learner, NOW)
    assert cohorts.other_running(session, trainer, source) == []


def test_a_trainer_makes_slips_for_learners_only(session: Session, library: Library) -> None:
    trainer, learner = person(session, "Dara", Role.TRAINER), person(session, "Sokha")
    cohort = made(session, library, trainer)
    code = cohorts.make_slip(session, trainer, cohort, learner, NOW)
    accounts.recover(session, learner.sign_in_name, code, "a new long password", NOW + timedelta(days=2))
    for role in Role:
        with pytest.raises(Clash):
            cohorts.make_slip(session, trainer, cohort, person(session, "Staff", role), NOW)


def test_only_trainers_share_and_the_owner_stays(session: Session, library: Library) -> None:
    owner, other = person(session, "Dara", Role.TRAINER), person(session, "Mina", Role.TRAINER)
    cohort = made(session, library, owner)
    with pytest.raises(Invalid):
        sharing.share(session, owner, cohort, person(session, "Sokha"), NOW)
    sharing.share(session, owner, cohort, other, NOW)
    sharing.share(session, owner, cohort, other, NOW)
    assert acts(session).count("cohort.shared") == 1
    assert cohorts.cohort_for(session, actor(other), cohort.id) is cohort
    with pytest.raises(NotFound):
        cohorts.cohort_for(session, actor(other), cohort.id, "cohort.own")
    with pytest.raises(Clash):
        sharing.stop_sharing(session, owner, cohort, owner.id, NOW)
    sharing.stop_sharing(session, owner, cohort, other.id, NOW)
    sharing.stop_sharing(session, owner, cohort, other.id, NOW)
    assert acts(session).count("cohort.unshared") == 1


def test_a_cohort_is_handed_over_with_everything(session: Session, library: Library) -> None:
    owner, other = person(session, "Dara", Role.TRAINER), person(session, "Mina", Role.TRAINER)
    cohort = made(session, library, owner)
    sharing.hand_over(session, person(session, "Rahim", Role.ADMINISTRATOR), cohort, other, NOW)
    assert cohorts.cohort_for(session, actor(other), cohort.id, "cohort.own") is cohort
    with pytest.raises(NotFound):
        cohorts.cohort_for(session, actor(owner), cohort.id, "cohort.own")


def test_a_look_is_one_line_for_a_quarter_of_an_hour(session: Session) -> None:
    trainer, learner = person(session, "Dara", Role.TRAINER), person(session, "Sokha")

    def open_at(minutes: int, cohort: str | None = "c1") -> bool:
        return looks.is_open(session, trainer.id, looks.LEARNER, learner.id, NOW + timedelta(minutes=minutes), cohort)

    assert not open_at(0)
    looks.look(session, trainer.id, looks.LEARNER, learner.id, NOW, "c1")
    looks.look(session, trainer.id, looks.LEARNER, learner.id, NOW + timedelta(minutes=14), "c1")
    assert acts(session) == ["learner.viewed"]
    assert open_at(14)
    assert not open_at(15)
    assert not open_at(1, "c2"), "a look in one cohort opens nothing in another"
    assert not open_at(1, None)
    assert not looks.is_open(session, learner.id, looks.LEARNER, learner.id, NOW, "c1")
    assert not looks.is_open(session, trainer.id, looks.PERSON, learner.id, NOW, "c1")
