"""A small demo in a database, and every row of a database, for tests that compare whole sites."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from lms.cli.demo import filled
from lms.content.library import Library
from lms.storage.engine import Database
from lms.storage.tables import Base

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SERVED = {"content_version": "first_served_at"}  # when a site was first started is no part of the demo


def demo(database: Database, library: Library, learners: int = 3, seed: int = 1) -> dict[str, Any]:
    return filled(database, library, learners, seed, loud=False, now=NOON)


def everything(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, in an order that does not depend on the database."""
    found = {}
    with database.engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            columns = [column for column in table.columns if column.name != SERVED.get(table.name)]
            rows = connection.execute(select(*columns))
            found[table.name] = sorted((_plain(row) for row in rows), key=repr)
    return found


def _plain(row: Any) -> tuple[Any, ...]:
    return tuple(value.isoformat() if isinstance(value, datetime) else value for value in row)
