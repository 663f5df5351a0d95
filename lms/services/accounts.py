"""Accounts: making one, coming in, going out, and mending a forgotten password."""

from __future__ import annotations

import random
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from lms.content.segment import gettext_noop
from lms.domain.errors import Clash, Invalid
from lms.domain.permission import Role
from lms.services import audit
from lms.services.devices import end_tokens
from lms.services.names import check_nickname, check_password, sign_in_name, tidy_sign_in_name
from lms.services.secrets import CHANCE, hash_password, hashed, password_fits, spoken_code, tidy, token
from lms.storage import accounts
from lms.storage.accounts import Account, Grant, SignIn, Slip

SESSION_LIFE = timedelta(days=30)
SLIP_LIFE = timedelta(days=3)
RECOVERY_LENGTH, SLIP_LENGTH = 16, 8
WRONG = gettext_noop("The name and the password do not fit together. Check both and try again.")
WORK_ROLES = ("social-work", "police", "health", "everyone")


@dataclass(frozen=True, slots=True)
class Papers:
    """What a new account has to write down or print: shown once."""

    account: Account
    recovery_code: str


@dataclass(frozen=True, slots=True)
class Newcomer:
    """A checked nickname and a hashed password: slow work that is done before anything is locked."""

    nickname: str
    password_hash: str


def newcomer(nickname: str, password: str) -> Newcomer:
    """Checks and hashes; touches no database. Raises Invalid."""
    nickname = check_nickname(nickname)
    return Newcomer(nickname, hash_password(check_password(password, nickname)))


def sign_up(session: Session, nickname: str, password: str, language: str, now: datetime) -> Papers:
    """A new account under a fresh sign-in name. Raises Invalid."""
    return enrol(session, newcomer(nickname, password), password, uuid.uuid4(), language, now)


def enrol(
    session: Session,
    person: Newcomer,
    password: str,
    account_id: uuid.UUID,
    language: str,
    now: datetime,
    chance: random.Random = CHANCE,
) -> Papers:
    """The newcomer's account; the same form sent again finds the one that it made, with a fresh recovery code.

    Raises Clash when a form that has made an account says something else now.
    """
    recovery = spoken_code(RECOVERY_LENGTH, chance)
    for _ in range(20):
        if made := accounts.by_id(session, account_id):
            return _came_before(session, made, person, password)
        account = Account(
            id=account_id,
            sign_in_name=sign_in_name(chance),
            nickname=person.nickname,
            password_hash=person.password_hash,
            recovery_hash=hashed(recovery),
            language=language,
            created_at=now,
        )
        if _added(session, account):
            return Papers(account, recovery)
    raise RuntimeError("no free sign-in name in twenty tries")


def _came_before(session: Session, made: Account, person: Newcomer, password: str) -> Papers:
    if made.nickname != person.nickname or not password_fits(made.password_hash, password):
        raise Clash("This form has made an account already. Sign in with it, or open the form anew.")
    return new_recovery_code(session, made)


def _added(session: Session, account: Account) -> bool:
    try:
        with session.begin_nested():
            session.add(account)
    except IntegrityError:
        return False
    return True


def right_password(session: Session, name: str, password: str) -> Account | None:
    """The account that the name and password belong to, unless it is suspended."""
    account = accounts.by_name(session, tidy_sign_in_name(name))
    fits = password_fits(account.password_hash if account else None, password[:1000])
    return account if account and fits and account.suspended_at is None else None


def unchanged(session: Session, seen: Account) -> Account | None:
    """The account as it is now, unless its password changed or it was suspended since it was `seen`."""
    account = accounts.by_id(session, seen.id)
    same = account is not None and account.password_hash == seen.password_hash and account.suspended_at is None
    return account if same else None


def open_session(session: Session, account_id: uuid.UUID, now: datetime) -> str:
    """A new session token for the account; only its hash is kept."""
    secret = token()
    session.add(SignIn(token_hash=hashed(secret), account_id=account_id, created_at=now, expires_at=now + SESSION_LIFE))
    session.flush()
    return secret


def close_session(session: Session, secret: str) -> None:
    accounts.end_session(session, hashed(secret))


def change_password(session: Session, account: Account, old: str, new: str, secret: str) -> None:
    """Sets a new password and ends every other session of the account. Raises Invalid."""
    if not password_fits(account.password_hash, old):
        raise Invalid("old", "This is not your present password.")
    _set_password(session, account, new, keep=secret)


def _set_password(session: Session, account: Account, new: str, keep: str = "") -> None:
    account.password_hash = hash_password(check_password(new, account.nickname, account.sign_in_name))
    accounts.end_sessions(session, account.id, keep=hashed(keep) if keep else "")
    end_tokens(session, account.id)
    session.flush()


def recover(session: Session, name: str, code: str, new: str, now: datetime) -> Papers:
    """A new password by recovery code or one-time slip; both work once, and a new recovery code is given."""
    account = accounts.by_name(session, tidy_sign_in_name(name))
    if account is None or account.suspended_at or not _code_fits(session, account, tidy(code), now):
        raise Invalid("code", "The name and the code do not fit together, or the slip is used up.")
    _set_password(session, account, new)
    return new_recovery_code(session, account)


def _code_fits(session: Session, account: Account, code: str, now: datetime) -> bool:
    if hashed(code) == account.recovery_hash:
        return True
    slip = session.get(Slip, hashed(f"{account.id}:{code}"))
    if slip is None or slip.account_id != account.id or slip.expires_at < now:
        return False
    session.delete(slip)
    return True


def describe(account: Account, nickname: str, language: str, work_role: str) -> None:
    """What a person says of herself; the language is one that the site has. Raises Invalid."""
    if work_role and work_role not in WORK_ROLES:
        raise Invalid("work_role", "Choose one of the list.")
    account.nickname = check_nickname(nickname)
    account.language, account.work_role = language, work_role


def new_recovery_code(session: Session, account: Account) -> Papers:
    recovery = spoken_code(RECOVERY_LENGTH)
    account.recovery_hash = hashed(recovery)
    session.flush()
    return Papers(account, recovery)


def make_slip(session: Session, actor: Account, account: Account, now: datetime, cohort: str | None = None) -> str:
    """A one-time code that a trainer prints for somebody who forgot a password. Logged, and seen by her."""
    code = spoken_code(SLIP_LENGTH)
    session.add(
        Slip(
            code_hash=hashed(f"{account.id}:{code}"),
            account_id=account.id,
            made_by=actor.id,
            expires_at=now + SLIP_LIFE,
        )
    )
    audit.note(session, now, actor.id, "slip.made", account.id, cohort)
    return code


def grant(session: Session, account: Account, role: Role) -> None:
    if role not in account.roles:
        account.granted.append(Grant(role=role))
        session.flush()


def withdraw(session: Session, account: Account, role: Role) -> None:
    account.granted = [granted for granted in account.granted if granted.role != role]
    session.flush()
