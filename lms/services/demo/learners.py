"""One made-up learner after the other: who she is, when she comes, and what she does on each visit."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.domain.bank import FULL
from lms.domain.course import Lesson, Module
from lms.services import accounts as account_service
from lms.services import cohorts
from lms.services.accounts import Newcomer
from lms.services.demo import calendar, studying
from lms.services.demo.habits import Habit, Outcome, habit
from lms.services.demo.house import House
from lms.services.demo.people import Face, face
from lms.services.demo.phone import Phone
from lms.services.looks import LEARNER, look
from lms.services.names import check_nickname
from lms.services.versions import VersionBook
from lms.storage import cohorts as cohort_rows
from lms.storage import records
from lms.storage.accounts import Account

Visit = list[Callable[[Phone], object]]
LESSONS_A_VISIT = 2
LOOKED_AT = 0.2  # the share of learners whose own page a trainer has opened


@dataclass(frozen=True, slots=True)
class Learner:
    """What is told of a learner afterwards; `certificate` is a code, empty without one."""

    name: str
    certificate: str
    full_name: str


def add_learner(session: Session, library: Library, book: VersionBook, house: House, number: int) -> Learner:
    """Learner `number`, counted from 0, with all that she has done. The same number is always the same person."""
    chance = random.Random(f"{house.seed}:learner:{number}")
    who, goes = face(chance, frozenset(library.languages)), habit(number, chance)
    cohort_id, opened = house.cohort_of(number)
    joined = calendar.joining(opened, chance)
    account = _enrolled(session, house, who, joined, chance)
    cohort = cohort_rows.by_id(session, cohort_id)
    if cohort is not None:
        cohorts.join(session, cohort, account, joined + timedelta(minutes=2))
    phone = _phone(session, book, account, chance, joined)
    certificate = _learn(phone, library, house, goes, who, joined)
    if cohort is not None and cohort.owner_id and (number == 0 or chance.random() < LOOKED_AT):
        look(session, cohort.owner_id, LEARNER, account.id, phone.clock + timedelta(minutes=30), cohort.id)
    return Learner(account.sign_in_name, certificate, who.full_name if certificate else "")


def _enrolled(session: Session, house: House, who: Face, now: datetime, chance: random.Random) -> Account:
    person = Newcomer(check_nickname(who.nickname), house.password_hash)
    mark = uuid.UUID(int=chance.getrandbits(128), version=4)
    account = account_service.enrol(session, person, house.password, mark, who.language, now, chance).account
    account_service.describe(account, who.nickname, who.language, who.work_role)
    return account


def _phone(session: Session, book: VersionBook, account: Account, chance: random.Random, joined: datetime) -> Phone:
    device = uuid.UUID(int=chance.getrandbits(128), version=4)
    return Phone(session, book, account.id, device, account.language, chance, joined)


def _learn(phone: Phone, library: Library, house: House, goes: Habit, who: Face, joined: datetime) -> str:
    """Goes through the visits, and returns the code of the certificate, if one was earned."""
    if goes.outcome is Outcome.NOT_BEGUN:
        return ""
    module = next((one for one in library.modules.values() if one.test), None)
    todo = [*_reading(library, module, goes), *(_tests(library, module, goes) if module and goes.tested else [])]
    moments = calendar.visits(len(todo), goes.gap, goes.away, joined, house.today, phone.chance)
    if goes.outcome is Outcome.WAITING:
        moments[-1] = calendar.late_yesterday(house.today, phone.chance)
    for moment, visit in zip(moments, todo, strict=True):
        phone.clock = max(phone.clock, moment)
        if module:
            studying.follow_up(phone, module)
        for step in visit:
            step(phone)
        phone.send()
    if module is None or goes.outcome not in (Outcome.CERTIFIED, Outcome.SECOND_TRY):
        return ""
    return studying.certify(phone, library, module, who.full_name).code


def _reading(library: Library, module: Module | None, goes: Habit) -> Iterator[Visit]:
    """Visits with lessons and stories in turn, as far as this habit reaches; later ones begin with a review.

    Who stops half-way in a story keeps one for the last visit.
    """
    lessons = [lesson for one in library.modules.values() for lesson in one.lessons]
    wanted = lessons[: max(1, round(len(lessons) * goes.reach))]
    stories = list(module.scenarios) if module else []
    left_open = stories.pop() if stories and goes.outcome is Outcome.HALF_PLAYED else None
    for start in range(0, len(wanted), LESSONS_A_VISIT):
        visit: Visit = [partial(_review, library=library, goes=goes)] if start else []
        for lesson in wanted[start : start + LESSONS_A_VISIT]:
            visit += _lesson(library, module, lesson, goes)
        if left_open and start + LESSONS_A_VISIT >= len(wanted):
            visit.append(partial(studying.play, library=library, scenario=left_open, whole=False))
        elif start and stories:
            visit.append(partial(studying.play, library=library, scenario=stories.pop(0), whole=True))
        yield visit


def _lesson(library: Library, module: Module | None, lesson: Lesson, goes: Habit) -> Visit:
    """A lesson; before the first one of a module with a test comes the pre-test, after the last one the plan."""
    read = partial(studying.read, library=library, lesson=lesson, habit=goes)
    if module is None:
        return [read]
    before = [partial(studying.pre_test, library=library, module=module)] if lesson is module.lessons[0] else []
    after = [partial(studying.plan, module=module)] if lesson is module.lessons[-1] else []
    return [*before, read, *after]


def _review(phone: Phone, library: Library, goes: Habit) -> None:
    studying.review(phone, library, goes)


def _tests(library: Library, module: Module, goes: Habit) -> Iterator[Visit]:
    """The visits with the mastery test, and what follows when it is passed."""
    full = partial(studying.take, library=library, module=module, which=FULL)
    if goes.outcome in (Outcome.SECOND_TRY, Outcome.WAITING):
        yield [lambda phone: full(phone, wrong=studying.missing(phone, 6, 9))]
    if goes.outcome is Outcome.MENDING:
        yield [lambda phone: full(phone, wrong=studying.missing(phone, 0, 0, critical=True))]
    if goes.outcome in (Outcome.CERTIFIED, Outcome.SECOND_TRY):
        yield [
            lambda phone: full(phone, wrong=studying.missing(phone, 0, 3)),
            partial(_extra, library=library, module=module),
        ]


def _extra(phone: Phone, library: Library, module: Module) -> None:
    """Some begin one more story after the test, and have not come back to it."""
    phone.send()
    lines = records.lines(phone.session, phone.account, ("scenario",))
    left = [one for one in module.scenarios if ("scenario", one.subject) not in lines]
    if left:
        studying.play(phone, library, left[0], whole=False)
