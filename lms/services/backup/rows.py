"""Every row of a database of one kind, copied into a database of the other."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Column, Connection, MetaData, Table, func, insert, inspect, select, text

from lms.storage.migrate import TABLE as VERSION_TABLE

AT_ONCE = 500  # rows in memory


def tables(connection: Connection) -> list[Table]:
    """The tables of a database as they are, in an order in which rows can be added; no keys, no defaults.

    They are read from the database and not from the models, because a backup is made before a
    migration too. Their column types are those that both kinds of database know.
    """
    found = MetaData()
    found.reflect(bind=connection)
    plain = MetaData()
    return [_plain(table, plain) for table in found.sorted_tables if table.name != VERSION_TABLE]


def _plain(table: Table, metadata: MetaData) -> Table:
    columns = [Column(one.name, one.type.as_generic(), primary_key=one.primary_key) for one in table.columns]
    return Table(table.name, metadata, *columns)


def copy(source: Connection, target: Connection, which: Sequence[Table]) -> None:
    """Adds every row of these tables in `source` to `target`. Both must speak of times in UTC."""
    for table in which:
        rows = source.execution_options(yield_per=AT_ONCE).execute(select(table)).mappings()
        for some in rows.partitions(AT_ONCE):
            target.execute(insert(table), [dict(row) for row in some])


def clear(connection: Connection, which: Sequence[Table]) -> None:
    """Takes every row out of these tables."""
    for table in reversed(which):
        connection.execute(table.delete())


def count(connection: Connection, which: Sequence[Table]) -> dict[str, int]:
    return {table.name: connection.scalar(select(func.count()).select_from(table)) or 0 for table in which}


def speak_utc(connection: Connection) -> None:
    """Makes a PostgreSQL connection write and read times in UTC."""
    connection.execute(text("SET TIME ZONE 'UTC'"))


def go_on_counting(connection: Connection) -> None:
    """Sets PostgreSQL's counters behind the highest number that was copied."""
    for name in inspect(connection).get_table_names():
        for column in inspect(connection).get_columns(name):
            if column.get("autoincrement") is True and "nextval" in str(column.get("default")):
                highest = f'SELECT max("{column["name"]}") FROM "{name}"'
                sequence = f"pg_get_serial_sequence('\"{name}\"', '{column['name']}')"
                last = f"coalesce(({highest}), 1), ({highest}) IS NOT NULL"
                connection.execute(text(f"SELECT setval({sequence}, {last})"))
