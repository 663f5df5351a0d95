"""The common ground of all tables: names for constraints, and column types that behave the same everywhere."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import JSON, DateTime, MetaData, Uuid
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy.dialects.sqlite import Insert

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime, to the microsecond. SQLite keeps no zone, so it is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Moment(),
        uuid.UUID: Uuid(),
        dict[str, Any]: JSON(),
    }


def insertion(dialect: Session | str, model: type[Base]) -> Insert:
    """An INSERT that knows what to do on a conflict. Both databases have it, under the same name.

    It is made on the table, so that rows can be handed over beside it and the statement is kept.
    """
    name = dialect if isinstance(dialect, str) else dialect.get_bind().dialect.name
    made: Insert = import_module(f"sqlalchemy.dialects.{name}").insert(Base.metadata.tables[model.__tablename__])
    return made
