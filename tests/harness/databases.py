"""Migrated databases for tests: a file each on SQLite, one emptied after each test on PostgreSQL."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import text

from lms.storage.engine import Database
from lms.storage.migrate import upgrade
from lms.storage.tables import Base

SQLITE, POSTGRESQL = "sqlite", "postgresql"


def migrated(url: str, folder: Path) -> Database:
    database = Database(url, folder)
    upgrade(database)
    return database


def sqlite_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'waymark.db'}"


def sqlite_template(folder: Path) -> Path:
    """A folder that holds a migrated, empty database, to be copied."""
    migrated(sqlite_url(folder), folder).close()
    return folder


def sqlite_copy(template: Path, folder: Path) -> Database:
    shutil.copy(template / "waymark.db", folder / "waymark.db")
    return Database(sqlite_url(folder), folder)


def empty(database: Database) -> None:
    """Takes every row out of every table and counts from one again; only for PostgreSQL.

    With so few rows, TRUNCATE is slower.
    """
    tables = list(reversed(Base.metadata.sorted_tables))
    steps = [f'DELETE FROM "{table.name}"' for table in tables]
    steps += [f'ALTER SEQUENCE "{table.name}_seq_seq" RESTART' for table in tables if "seq" in table.columns]
    with database.engine.begin() as connection:
        connection.execute(text("; ".join(steps)))
