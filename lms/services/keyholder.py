"""What whoever holds the machine can do at its shell: mend accounts without being signed in. All of it is logged."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from lms.domain.errors import Clash, NotFound
from lms.domain.permission import Role
from lms.services import accounts as account_service
from lms.services import audit
from lms.services.accounts import Papers
from lms.services.devices import end_tokens
from lms.services.names import check_password, tidy_sign_in_name
from lms.services.secrets import hash_password
from lms.storage import accounts
from lms.storage.accounts import Account

NO_ACCOUNT = "There is no account with this sign-in name."  # said in a terminal, so in English only
LAST_ONE = "This is the only administrator. Make somebody else one first."


def account_called(session: Session, name: str) -> Account:
    """The account with this sign-in name, however it was typed. Raises NotFound."""
    account = accounts.by_name(session, tidy_sign_in_name(name))
    if account is None:
        raise NotFound(NO_ACCOUNT)
    return account


def new_password(session: Session, account: Account, new: str, now: datetime) -> Papers:
    """Sets a password without the old one, ends every session, and gives a new recovery code. Raises Invalid."""
    account.password_hash = hash_password(check_password(new, account.nickname, account.sign_in_name))
    accounts.end_sessions(session, account.id)
    end_tokens(session, account.id)
    audit.note(session, now, None, "password.set", account.id)
    return account_service.new_recovery_code(session, account)


def set_roles(session: Session, account: Account, roles: frozenset[Role], now: datetime) -> None:
    """Gives exactly these roles. Raises Clash when nobody would be administrator any more."""
    leaves = Role.ADMINISTRATOR in account.roles - roles and account.suspended_at is None
    if leaves and accounts.holders(session, Role.ADMINISTRATOR) == 1:
        raise Clash(LAST_ONE)
    for role in sorted(account.roles - roles):
        account_service.withdraw(session, account, role)
        audit.note(session, now, None, "role.withdrawn", account.id, detail=role)
    for role in sorted(roles - account.roles):
        account_service.grant(session, account, role)
        audit.note(session, now, None, "role.granted", account.id, detail=role)
