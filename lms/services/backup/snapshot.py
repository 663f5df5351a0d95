"""The database at one moment as a SQLite file, while others go on writing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine

from lms.services.backup import rows
from lms.storage.engine import Database


def snapshot(database: Database, path: Path) -> None:
    """Writes the whole database, as one transaction sees it, to a new file."""
    if database.sqlite:
        _copied(database, path)
    else:
        _dumped(database, path)


def _copied(database: Database, path: Path) -> None:
    """SQLite's own online backup, page by page in one step: whoever writes meanwhile does not disturb it."""
    source: Any = database.engine.raw_connection()
    try:
        with closing(sqlite3.connect(path)) as target:
            source.driver_connection.backup(target)
            target.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
    finally:
        source.close()


def _dumped(database: Database, path: Path) -> None:
    """PostgreSQL's rows in one read-only transaction, in plain tables."""
    reading = database.engine.connect().execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    engine = create_engine(f"sqlite:///{path}")
    with reading as source, engine.begin() as target:
        rows.speak_utc(source)
        which = rows.tables(source)
        for table in which:
            table.create(target)
        rows.copy(source, target, which)
        source.rollback()
    engine.dispose()
