"""Is the database one that this release can work with?"""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import inspect
from sqlalchemy.exc import SQLAlchemyError

from lms.domain.errors import Clash, Unavailable
from lms.storage import accounts
from lms.storage.engine import Database
from lms.storage.migrate import current, known, newest, upgrade

OLD = (
    "The database is from an earlier release. Run «lms upgrade» first: it makes a backup, brings the "
    "database up to this release, and checks it."
)
NEW = (
    "The database is from a later release than this program. Update the program, or restore a backup "
    "that this release has made."
)
UNREADABLE = "The database cannot be opened: %(why)s"


class Age(StrEnum):
    EMPTY = "empty"
    OLD = "old"
    CURRENT = "current"
    NEW = "new"


def make_ready(database: Database) -> None:
    """Makes the tables of an empty database. Raises Clash for an older or later one, Unavailable for none."""
    found = age(database)
    if found is Age.NEW:
        raise Clash(NEW)
    if found is Age.OLD and not nobody_there(database):
        raise Clash(OLD)
    if found is not Age.CURRENT:
        upgrade(database)


def age(database: Database) -> Age:
    """How the database's version compares with this program's. Raises Unavailable."""
    try:
        version = current(database)
    except SQLAlchemyError as fault:
        why = str(getattr(fault, "orig", fault)).strip().splitlines()
        raise Unavailable(UNREADABLE, why=why[0] if why else type(fault).__name__) from fault
    if version is None:
        return Age.EMPTY
    if version == newest():
        return Age.CURRENT
    return Age.OLD if version in known() else Age.NEW


def nobody_there(database: Database) -> bool:
    """Whether nobody has an account yet, so that nothing can be lost."""
    if not inspect(database.engine).has_table(accounts.Account.__tablename__):
        return True
    with database.reading() as session:
        return accounts.count(session) == 0
