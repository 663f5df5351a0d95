"""Forgetting a person: her rows go, and a tombstone stays that no restore can undo."""

from __future__ import annotations

import os
import uuid
from datetime import datetime
from pathlib import Path

from sqlalchemy.orm import Session

from lms.domain.errors import Clash
from lms.domain.permission import Role
from lms.services import audit
from lms.storage import accounts
from lms.storage.accounts import Account

TOMBSTONES = "tombstones"


def erase(session: Session, folder: Path, account: Account, now: datetime) -> None:
    """Deletes the account with its events, conflicts, quarantine, record and certificates.

    Raises Clash for the last administrator, because nobody could then mend anything.
    """
    if Role.ADMINISTRATOR in account.roles and accounts.holders(session, Role.ADMINISTRATOR) == 1:
        raise Clash("You are the only administrator. Make somebody else one first.")
    bury(folder, account.id)
    session.delete(account)
    audit.note(session, now, None, "account.erased")


def bury(folder: Path, account_id: uuid.UUID) -> None:
    """Adds the id to the tombstones, on the disk before the rows go."""
    with (folder / TOMBSTONES).open("a", encoding="ascii") as stones:
        stones.write(f"{account_id}\n")
        stones.flush()
        os.fsync(stones.fileno())


def buried(folder: Path) -> frozenset[uuid.UUID]:
    """The ids of everybody who was erased."""
    path = folder / TOMBSTONES
    text = path.read_text(encoding="ascii") if path.exists() else ""
    return frozenset(uuid.UUID(line) for line in text.split())
