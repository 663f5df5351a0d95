"""Where an account is open: sessions in browsers, and devices that hold a token of their own."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from lms.domain.errors import Invalid
from lms.services.secrets import hashed, token
from lms.storage.accounts import Account, SignIn
from lms.storage.events import Device, add_device

HANDLE_LENGTH = 16  # hex digits of a session's hash by which a form names it


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A browser in which the account is signed in; `here` is the one that asks."""

    handle: str
    created_at: datetime
    here: bool


def open_sessions(session: Session, account: Account, secret: str, now: datetime) -> list[OpenSession]:
    """The account's sessions that are still good, this one first, then the newest."""
    here = hashed(secret)
    query = select(SignIn).where(SignIn.account_id == account.id, SignIn.expires_at > now)
    rows = sorted(session.scalars(query), key=lambda row: (row.token_hash == here, row.created_at), reverse=True)
    return [OpenSession(row.token_hash[:HANDLE_LENGTH], row.created_at, row.token_hash == here) for row in rows]


def devices(session: Session, account: Account) -> list[Device]:
    """The devices that hold a token of this account, oldest first."""
    query = select(Device).where(Device.account_id == account.id, Device.token_hash.is_not(None))
    return list(session.scalars(query.order_by(Device.first_seen_at, Device.id)))


def end_one(session: Session, account: Account, handle: str) -> None:
    """Ends the session or the device that `handle` names; one that is gone already is no fault."""
    if len(handle) == HANDLE_LENGTH and set(handle) <= set("0123456789abcdef"):
        named = SignIn.token_hash.startswith(handle)
        session.execute(delete(SignIn).where(SignIn.account_id == account.id, named))
        return
    owned = (Device.account_id == account.id, Device.id == read_device(handle))
    session.execute(update(Device).where(*owned).values(token_hash=None))


def end_others(session: Session, account: Account, secret: str) -> None:
    """Signs the account out everywhere but in the browser that holds `secret`."""
    others = (SignIn.account_id == account.id, SignIn.token_hash != hashed(secret))
    session.execute(delete(SignIn).where(*others))
    end_tokens(session, account.id)


def end_tokens(session: Session, account_id: uuid.UUID) -> None:
    """Makes every device token of the account useless; the devices stay the account's own."""
    session.execute(update(Device).where(Device.account_id == account_id).values(token_hash=None))


def device_token(session: Session, account: Account, device_id: uuid.UUID, now: datetime) -> str:
    """A new token for a device of this account; only its hash is kept. Raises Invalid for somebody else's."""
    add_device(session, device_id, account.id, now)
    device = session.get_one(Device, device_id)
    if device.account_id != account.id:
        raise Invalid("device", "This device belongs to another learner.")
    secret = token()
    device.token_hash = hashed(secret)
    session.flush()
    return secret


def read_device(text: str) -> uuid.UUID:
    """A device's id as it was sent. Raises Invalid."""
    try:
        if len(text) > 45 or not text.isascii():
            raise ValueError
        return uuid.UUID(text)
    except ValueError:
        raise Invalid("device", "This is not the id of a device.") from None
