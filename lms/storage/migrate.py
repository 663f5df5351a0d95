"""Bringing a database to the version that this program needs.

A file of `migrations/versions` begins with the version that it leads to, so that a start which has
nothing to migrate needs no Alembic (10 MB, a tenth of a second).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

from lms.storage.engine import Database

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent / "migrations"
TABLE = "alembic_version"


def upgrade(database: Database, target: str = "head") -> None:
    """Migrates up, in one transaction under the write lock: wholly old or wholly new."""
    from alembic import command

    with database.writing() as session:
        command.upgrade(config(session.connection()), target)


def downgrade(database: Database, target: str) -> None:
    """Migrates down; only tests and a careful administrator do."""
    from alembic import command

    with database.writing() as session:
        command.downgrade(config(session.connection()), target)


def current(database: Database) -> str | None:
    """The database's version, or None for an empty one."""
    with database.engine.connect() as connection:
        if not inspect(connection).has_table(TABLE):
            return None
        version: str | None = connection.scalar(text(f"SELECT version_num FROM {TABLE}"))
        return version


def newest() -> str:
    """The version that this program needs."""
    return max(known())


def known() -> frozenset[str]:
    """Every version that this program can work with or bring up to the newest."""
    return frozenset(path.name.partition("_")[0] for path in (FOLDER / "versions").glob("[0-9]*_*.py"))


def config(connection: Connection | None = None) -> Config:
    """Alembic's settings for these migrations, on a connection that is open."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(FOLDER))
    made.attributes["connection"] = connection
    return made
