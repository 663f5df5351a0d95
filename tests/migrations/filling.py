"""Rows for every table, whatever the tables are at that version of the database."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import MetaData, Table, func, insert, select, types
from sqlalchemy.engine import Connection

ROWS = 3
MOMENT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
OURS = "alembic_version"


def tables(connection: Connection) -> list[Table]:
    """The tables as they are in the database, parents before children."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != OURS]


def fill(connection: Connection) -> None:
    """Three rows in each table; the children of a row point at the row of the same number."""
    for table in tables(connection):
        for number in range(1, ROWS + 1):
            connection.execute(insert(table).values({column.name: _value(column, number) for column in table.columns}))


def counts(connection: Connection) -> dict[str, int]:
    return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in tables(connection)}


def _value(column: Any, number: int) -> Any:
    """A value of the column's type; the same for a key and for what points at it."""
    for kind, value in _values(column, number):
        if isinstance(column.type, kind):
            return value
    raise AssertionError(f"no value for {column.table.name}.{column.name} of type {column.type!r}: add one here")


def _values(column: Any, number: int) -> list[tuple[Any, Any]]:
    name = next((key.column.name for key in column.foreign_keys), column.name)
    length = getattr(column.type, "length", None) or 20
    return [
        (types.Uuid, uuid.UUID(int=number)),
        (types.CHAR, uuid.UUID(int=number).hex),  # how SQLite keeps a UUID
        (types.Boolean, False),
        (types.DateTime, MOMENT),
        (types.Date, MOMENT.date()),
        (types.JSON, {}),
        (types.String, f"{name}-{number}"[-length:]),
        (types.Float, 0.5),
        (types.Integer, number),
        (types.LargeBinary, b"bytes"),
    ]
