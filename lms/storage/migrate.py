"""Bringing a database to the version that this program needs."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.engine import Connection

from lms.storage.engine import Database

FOLDER = Path(__file__).parent / "migrations"


def upgrade(database: Database, target: str = "head") -> None:
    """Migrates up, in one transaction under the write lock: wholly old or wholly new."""
    with database.writing() as session:
        command.upgrade(_config(session.connection()), target)


def downgrade(database: Database, target: str) -> None:
    """Migrates down; only tests and a careful administrator do."""
    with database.writing() as session:
        command.downgrade(_config(session.connection()), target)


def current(database: Database) -> str | None:
    """The database's version, or None for an empty one."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """The version that this program needs."""
    head = ScriptDirectory.from_config(_config()).get_current_head()
    assert head is not None
    return head


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    return config
