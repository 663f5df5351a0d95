"""Who trains a cohort: sharing it with another trainer, taking it back, handing it over."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from lms.content.segment import gettext_noop
from lms.domain.errors import Clash, Invalid, NotFound
from lms.domain.permission import Actor, may
from lms.services import audit
from lms.services.names import tidy_sign_in_name
from lms.storage import accounts, cohorts
from lms.storage.accounts import Account
from lms.storage.cohorts import Cohort, CohortTrainer

NO_TRAINER = gettext_noop("There is no such trainer in this cohort.")


def share(session: Session, actor: Account, cohort: Cohort, trainer: Account, now: datetime) -> None:
    """Lets another trainer run the cohort too; twice is harmless. Raises Invalid for somebody who is no trainer."""
    if not _trains(trainer):
        raise Invalid("name", "There is no trainer with this sign-in name.")
    if trainer.id not in cohorts.trainers(session, cohort.id):
        session.add(CohortTrainer(cohort_id=cohort.id, account_id=trainer.id))
        audit.note(session, now, actor.id, "cohort.shared", trainer.id, cohort.id)


def trainer_called(session: Session, name: str) -> Account:
    """The trainer with this sign-in name. Raises Invalid, the same for a learner's name and an unknown one."""
    trainer = accounts.by_name(session, tidy_sign_in_name(name))
    if trainer is None or not _trains(trainer):
        raise Invalid("name", "There is no trainer with this sign-in name.")
    return trainer


def _trains(account: Account) -> bool:
    return may(Actor(account.id, account.roles, account.suspended_at is not None), "train")


def trainer_of(session: Session, cohort: Cohort, account_id: uuid.UUID) -> Account:
    """Somebody who trains this cohort. Raises NotFound."""
    account = accounts.by_id(session, account_id)
    if account is None or account_id not in cohorts.trainers(session, cohort.id):
        raise NotFound(NO_TRAINER)
    return account


def stop_sharing(session: Session, actor: Account, cohort: Cohort, trainer: uuid.UUID, now: datetime) -> None:
    """Takes the cohort from a trainer whom it was shared with. Raises Clash for the one who made it."""
    if trainer == cohort.owner_id:
        raise Clash("This trainer made the cohort, so it stays with them.")
    row = session.get(CohortTrainer, (cohort.id, trainer))
    if row is not None:
        session.delete(row)
        audit.note(session, now, actor.id, "cohort.unshared", trainer, cohort.id)


def hand_over(session: Session, actor: Account, cohort: Cohort, trainer: Account, now: datetime) -> None:
    """Gives a cohort to another trainer, as an administrator does when its trainer has gone. Raises Invalid."""
    share(session, actor, cohort, trainer, now)
    cohort.owner_id = trainer.id
    audit.note(session, now, actor.id, "cohort.handed-over", trainer.id, cohort.id)
