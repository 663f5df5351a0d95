"""Running a cohort: making it, joining it, moving people, and looking at one learner."""

from __future__ import annotations

import hashlib
import random
import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.content.segment import gettext_noop
from lms.domain.certificate import ALPHABET
from lms.domain.errors import Clash, Invalid, NotFound
from lms.domain.permission import Actor, Thing, may
from lms.services import accounts as account_service
from lms.services import audit
from lms.services.names import clean_line
from lms.services.secrets import CHANCE, spoken_code, tidy
from lms.storage import cohorts
from lms.storage.accounts import Account
from lms.storage.cohorts import Cohort, CohortTrainer, Membership

LABEL_LENGTH = 60
JOIN_LENGTH = ID_LENGTH = 8
NO_COHORT = gettext_noop("There is no such cohort.")


def make_cohort(
    session: Session,
    library: Library,
    actor: Account,
    label: str,
    course: str,
    now: datetime,
    form: str = "",
    chance: random.Random = CHANCE,
) -> Cohort:
    """A new cohort that the actor trains; the same `form` makes the same one. Raises Invalid."""
    if course not in library.courses:
        raise Invalid("course", "Choose one of the courses.")
    label, mark = clean_line("label", label, LABEL_LENGTH), _mark(actor, form, chance)
    made_before = cohorts.by_id(session, mark)
    if made_before is not None:
        return made_before
    cohort = Cohort(
        id=mark,
        label=label,
        course=course,
        join_code=spoken_code(JOIN_LENGTH, chance),
        owner_id=actor.id,
        created_at=now,
    )
    session.add(cohort)
    session.flush()
    session.add(CohortTrainer(cohort_id=cohort.id, account_id=actor.id))
    audit.note(session, now, actor.id, "cohort.made", cohort=cohort.id)
    return cohort


def _mark(actor: Account, form: str, chance: random.Random) -> str:
    """A cohort's id: random, or what the name of a form always gives this actor."""
    if not form:
        return spoken_code(ID_LENGTH, chance)
    seed = hashlib.sha256(f"{actor.id}:{form}".encode()).digest()
    return "".join(ALPHABET[byte % len(ALPHABET)] for byte in seed[:ID_LENGTH])


def cohort_for(session: Session, actor: Actor, cohort_id: str, rule: str = "cohort") -> Cohort:
    """The cohort, if the actor may do this with it. Raises NotFound: foreign and missing look the same."""
    cohort = cohorts.by_id(session, cohort_id)
    thing = Thing(cohort.owner_id, cohorts.trainers(session, cohort_id)) if cohort else Thing()
    if cohort is None or not may(actor, rule, thing):
        raise NotFound(NO_COHORT)
    return cohort


def cohort_to_join(session: Session, code: str) -> Cohort:
    """The running cohort behind a join code. Raises NotFound."""
    cohort = cohorts.by_join_code(session, tidy(code))
    if cohort is None:
        raise NotFound("This join code does not work. Check it, or ask your trainer for a new one.")
    return cohort


def join(session: Session, cohort: Cohort, account: Account, now: datetime) -> None:
    """Puts the learner in the cohort; twice is harmless, and coming back after leaving works."""
    present = cohorts.membership(session, cohort.id, account.id)
    if present is None:
        session.add(Membership(cohort_id=cohort.id, account_id=account.id, joined_at=now))
    elif present.left_at is not None:
        present.left_at, present.joined_at = None, now
    session.flush()


def leave(session: Session, cohort: Cohort, account_id: uuid.UUID, now: datetime) -> None:
    present = cohorts.membership(session, cohort.id, account_id)
    if present and present.left_at is None:
        present.left_at = now
        session.flush()


def learner_in(session: Session, cohort: Cohort, account_id: uuid.UUID) -> Account:
    """One learner of this cohort. Raises NotFound."""
    present = cohorts.membership(session, cohort.id, account_id)
    account = session.get(Account, account_id)
    if present is None or present.left_at is not None or account is None:
        raise NotFound("There is no such learner in this cohort.")
    return account


def move(session: Session, actor: Account, source: Cohort, target: Cohort, learner: Account, now: datetime) -> None:
    """Moves a learner to another cohort of the actor's. Raises Clash when that one is archived or the same."""
    if target.id == source.id:
        raise Clash("This person is in that cohort already.")
    if target.archived_at is not None:
        raise Clash("That cohort is archived. Choose one that is running.")
    leave(session, source, learner.id, now)
    join(session, target, learner, now)
    audit.note(session, now, actor.id, "learner.moved", learner.id, source.id, f"to {target.id}")


def other_running(session: Session, actor: Account, cohort: Cohort) -> list[Cohort]:
    """The actor's running cohorts but this one: where a learner of this one can be moved to."""
    mine = cohorts.trained_by(session, actor.id)
    return [one for one, _ in mine if one.archived_at is None and one.id != cohort.id]


def remove(session: Session, actor: Account, cohort: Cohort, learner: Account, now: datetime) -> None:
    """Takes a learner out of the cohort. Her record stays hers, and she can join again."""
    leave(session, cohort, learner.id, now)
    audit.note(session, now, actor.id, "learner.removed", learner.id, cohort.id)


def make_slip(session: Session, actor: Account, cohort: Cohort, learner: Account, now: datetime) -> str:
    """A one-time code for a learner who forgot her password. Raises Clash for staff.

    Otherwise a trainer could let herself in as an administrator who once joined her cohort.
    """
    if learner.roles:
        raise Clash("This person is staff here, so only an administrator can make a slip for them.")
    return account_service.make_slip(session, actor, learner, now, cohort.id)


def new_join_code(session: Session, actor: Account, cohort: Cohort, now: datetime) -> None:
    """Replaces the join code, so that old slips stop working."""
    cohort.join_code = spoken_code(JOIN_LENGTH)
    audit.note(session, now, actor.id, "cohort.join-code", cohort=cohort.id)


def archive(session: Session, actor: Account, cohort: Cohort, now: datetime) -> None:
    """Closes a cohort: nobody can join, the record stays. Twice is harmless."""
    if cohort.archived_at is None:
        cohort.archived_at = now
        audit.note(session, now, actor.id, "cohort.archived", cohort=cohort.id)


def reopen(session: Session, actor: Account, cohort: Cohort, now: datetime) -> None:
    if cohort.archived_at is not None:
        cohort.archived_at = None
        audit.note(session, now, actor.id, "cohort.reopened", cohort=cohort.id)


def rename(session: Session, actor: Account, cohort: Cohort, label: str, now: datetime) -> None:
    cohort.label = clean_line("label", label, LABEL_LENGTH)
    audit.note(session, now, actor.id, "cohort.renamed", cohort=cohort.id)
