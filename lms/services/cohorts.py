"""Running a cohort: making it, joining it, moving people, and looking at one learner."""

from __future__ import annotations

import secrets
import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from lms.content.library import Library
from lms.domain.certificate import ALPHABET
from lms.domain.errors import Clash, Invalid, NotFound
from lms.domain.permission import Actor, Thing, may
from lms.services import audit
from lms.services.names import clean_line
from lms.services.secrets import spoken_code, tidy
from lms.storage import cohorts
from lms.storage.accounts import Account
from lms.storage.cohorts import Cohort, CohortTrainer, Membership

LABEL_LENGTH = 60
JOIN_LENGTH = 8
NO_COHORT = "There is no such cohort."


def make_cohort(session: Session, library: Library, actor: Account, label: str, course: str, now: datetime) -> Cohort:
    """A new cohort that the actor trains. Raises Invalid."""
    if course not in library.courses:
        raise Invalid("course", "Choose one of the courses.")
    cohort = Cohort(
        id="".join(secrets.choice(ALPHABET) for _ in range(8)),
        label=clean_line("label", label, LABEL_LENGTH),
        course=course,
        join_code=spoken_code(JOIN_LENGTH),
        owner_id=actor.id,
        created_at=now,
    )
    session.add(cohort)
    session.flush()
    session.add(CohortTrainer(cohort_id=cohort.id, account_id=actor.id))
    audit.note(session, now, actor.id, "cohort.made", cohort=cohort.id)
    return cohort


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
    """Moves a learner to another cohort of the actor's. Raises Clash when that one is archived."""
    if target.archived_at is not None:
        raise Clash("That cohort is archived. Choose one that is running.")
    leave(session, source, learner.id, now)
    join(session, target, learner, now)
    audit.note(session, now, actor.id, "learner.moved", learner.id, source.id, f"to {target.id}")


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


def share(session: Session, actor: Account, cohort: Cohort, trainer: Account, now: datetime) -> None:
    """Lets another trainer run the cohort too. Raises Invalid for somebody who is no trainer."""
    if not may(Actor(trainer.id, trainer.roles), "train"):
        raise Invalid("name", "This person is not a trainer.")
    if trainer.id not in cohorts.trainers(session, cohort.id):
        session.add(CohortTrainer(cohort_id=cohort.id, account_id=trainer.id))
        audit.note(session, now, actor.id, "cohort.shared", trainer.id, cohort.id)
