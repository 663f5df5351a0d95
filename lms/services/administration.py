"""What an administrator does: the organisation, people and roles."""

from __future__ import annotations

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from lms.domain.errors import Clash, NotFound
from lms.domain.permission import Role
from lms.services import accounts as account_service
from lms.services import audit
from lms.services.names import clean_line
from lms.services.secrets import hashed, spoken_code
from lms.storage import accounts, notes
from lms.storage.accounts import Account

ORGANISATION = "organisation"
FIRST = "first-administrator"
NAME_LENGTH = 80


def organisation(session: Session) -> str:
    """The organisation's name as it stands on certificates and slips; empty until it is set."""
    return notes.setting(session, ORGANISATION)


def name_organisation(session: Session, actor: Account, name: str, now: datetime) -> None:
    notes.set_setting(session, ORGANISATION, clean_line("organisation", name, NAME_LENGTH))
    audit.note(session, now, actor.id, "organisation.named")


def first_link(session: Session) -> str | None:
    """A one-time word that makes the first administrator; None when there is one already.

    Every start makes a new word while nobody has used one, so that a lost log line does no harm.
    """
    if accounts.holders(session, Role.ADMINISTRATOR):
        return None
    word = spoken_code(24)
    notes.set_setting(session, FIRST, hashed(word))
    return word


def first_link_fits(session: Session, word: str) -> bool:
    held = notes.setting(session, FIRST)
    return bool(held) and held == hashed(word)


def make_first(session: Session, word: str, account: Account, now: datetime) -> None:
    """Makes the account the first administrator and uses the word up. Raises NotFound."""
    if not first_link_fits(session, word):
        raise NotFound("This link has been used, or it is not complete.")
    notes.drop_setting(session, FIRST)
    account_service.grant(session, account, Role.ADMINISTRATOR)
    audit.note(session, now, account.id, "administrator.first", account.id)


def person(session: Session, account_id: uuid.UUID) -> Account:
    found = accounts.by_id(session, account_id)
    if found is None:
        raise NotFound("There is no such person.")
    return found


def set_roles(session: Session, actor: Account, account: Account, roles: frozenset[Role], now: datetime) -> None:
    """Gives exactly these roles. Raises Clash when nobody would be administrator any more."""
    _keep_one_administrator(session, account, Role.ADMINISTRATOR in roles)
    for role in sorted(account.roles - roles):
        account_service.withdraw(session, account, role)
        audit.note(session, now, actor.id, "role.withdrawn", account.id, detail=role)
    for role in sorted(roles - account.roles):
        account_service.grant(session, account, role)
        audit.note(session, now, actor.id, "role.granted", account.id, detail=role)


def suspend(session: Session, actor: Account, account: Account, now: datetime) -> None:
    """Shuts an account without losing anything in it."""
    if account.id == actor.id:
        raise Clash("You cannot suspend yourself.")
    _keep_one_administrator(session, account, False)
    if account.suspended_at is None:
        account.suspended_at = now
        accounts.end_sessions(session, account.id)
        audit.note(session, now, actor.id, "account.suspended", account.id)


def restore(session: Session, actor: Account, account: Account, now: datetime) -> None:
    if account.suspended_at is not None:
        account.suspended_at = None
        audit.note(session, now, actor.id, "account.restored", account.id)


def _keep_one_administrator(session: Session, account: Account, stays: bool) -> None:
    if stays or Role.ADMINISTRATOR not in account.roles or account.suspended_at:
        return
    if accounts.holders(session, Role.ADMINISTRATOR) == 1:
        raise Clash("This is the only administrator. Make somebody else one first.")


def make_slip(session: Session, actor: Account, account: Account, now: datetime) -> str:
    """A one-time code for anybody but oneself, staff too. Raises Clash for a suspended account."""
    if account.id == actor.id:
        raise Clash("You are signed in. Change your password on your settings page.")
    if account.suspended_at is not None:
        raise Clash("This account is suspended. Restore it first.")
    return account_service.make_slip(session, actor, account, now)
