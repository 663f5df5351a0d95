"""The made-up organisation itself: its name, its staff and its cohorts."""

from __future__ import annotations

import random
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.domain.errors import Clash
from lms.domain.permission import Role
from lms.services import accounts as account_service
from lms.services import administration, cohorts, sharing
from lms.services.accounts import Newcomer
from lms.services.demo import calendar, people
from lms.services.secrets import hash_password, spoken_code
from lms.storage.accounts import Account, Grant
from lms.storage.cohorts import Cohort
from lms.storage.events import Logged

COURSE = "social-work"
COHORT_SIZE = 30
PASSWORD_LENGTH = 12
THERE_ARE_LEARNERS = (
    "There are learners here already, and a demo would mix made-up people with them. "
    "Choose an empty folder: LMS_DATA=/some/other/folder lms demo …"
)


@dataclass(frozen=True, slots=True)
class Key:
    """How somebody signs in."""

    name: str
    password: str


@dataclass(frozen=True, slots=True)
class House:
    """What the learners come to. `password` and `password_hash` are every learner's."""

    seed: int
    today: datetime
    cohorts: tuple[tuple[str, datetime], ...]
    administrator: Key
    trainer: Key
    assessor: Key
    password: str
    password_hash: str

    def cohort_of(self, number: int) -> tuple[str, datetime]:
        """The cohort of learner `number`, and when it began."""
        return self.cohorts[number // COHORT_SIZE]


def refuse_learners(session: Session) -> None:
    """Raises Clash when anybody is here who is not staff, or has learnt something."""
    without_role = select(Account.id).where(~exists().where(Grant.account_id == Account.id)).limit(1)
    if session.scalar(without_role) or session.scalar(select(Logged.seq).limit(1)):
        raise Clash(THERE_ARE_LEARNERS)


def found_house(session: Session, library: Library, seed: int, learners: int, now: datetime) -> House:
    """The organisation, its staff and empty cohorts for this many learners. Raises Clash where there are some."""
    refuse_learners(session)
    chance = random.Random(f"{seed}:house")
    today = calendar.midnight(now)
    began = today - timedelta(days=calendar.SPAN + 2)
    head, administrator = _staff(session, people.STAFF["administrator"], began, chance)
    _first_administrator(session, head, began)
    administration.name_organisation(session, head, people.ORGANISATION, began)
    trainers = [_staff(session, name, began, chance) for name in people.TRAINERS]
    keeper, assessor = _staff(session, people.STAFF["assessor"], began, chance)
    for account, _ in trainers:
        administration.set_roles(session, head, account, frozenset({Role.TRAINER}), began)
    administration.set_roles(session, head, keeper, frozenset({Role.ASSESSOR}), began)
    password = spoken_code(PASSWORD_LENGTH, chance)
    salted = hash_password(password, chance.randbytes(16))
    made = _cohorts(session, library, [account for account, _ in trainers], learners, today, chance)
    return House(seed, today, made, administrator, trainers[0][1], assessor, password, salted)


def _staff(session: Session, nickname: str, now: datetime, chance: random.Random) -> tuple[Account, Key]:
    password = spoken_code(PASSWORD_LENGTH, chance)
    person = Newcomer(nickname, hash_password(password, chance.randbytes(16)))
    mark = uuid.UUID(int=chance.getrandbits(128), version=4)
    account = account_service.enrol(session, person, password, mark, "en", now, chance).account
    return account, Key(account.sign_in_name, password)


def _first_administrator(session: Session, account: Account, now: datetime) -> None:
    """By the one-time link, as on any new site; beside an administrator who is here already, by a role."""
    word = administration.first_link(session)
    if word:
        administration.make_first(session, word, account, now)
    else:
        administration.set_roles(session, account, account, frozenset({Role.ADMINISTRATOR}), now)


def _cohorts(
    session: Session,
    library: Library,
    trainers: Sequence[Account],
    learners: int,
    today: datetime,
    chance: random.Random,
) -> tuple[tuple[str, datetime], ...]:
    """Cohorts of thirty, by turns of the trainers; every fourth one is shared."""
    count = max(1, -(-learners // COHORT_SIZE))
    course = COURSE if COURSE in library.courses else next(iter(library.courses))
    made: list[tuple[Cohort, datetime]] = []
    for place in range(count):
        opened = calendar.opening(place, count, today)
        owner, other = trainers[place % 2], trainers[1 - place % 2]
        label = _label(place, opened)
        cohort = cohorts.make_cohort(session, library, owner, label, course, opened, chance=chance)
        if place % 4 == 1:
            sharing.share(session, owner, cohort, other, opened)
        made.append((cohort, opened))
    return tuple((cohort.id, opened) for cohort, opened in made)


def _label(place: int, opened: datetime) -> str:
    turn, name = divmod(place, len(people.LABELS))
    return f"{people.LABELS[name]} {turn + 1}, {opened:%B}" if turn else f"{people.LABELS[name]}, {opened:%B}"
