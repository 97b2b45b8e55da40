"""Rows of any table as plain JSON and back: the same file for every database."""

from collections.abc import Iterator
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Column, Connection, Date, Table, insert, select
from sqlalchemy import Enum as EnumType

from service.store.columns import Moment
from service.store.schema import metadata

Json = dict[str, Any]
_LEFT_OUT = frozenset(("sessions", "uploads", "workers"))
"""Who was logged in, half an upload, which process ran: no backup brings them back."""
_AT_ONCE = 500


def tables() -> tuple[Table, ...]:
    """The tables that are kept, those that others refer to first."""
    return tuple(t for t in metadata.sorted_tables if t.name not in _LEFT_OUT)


def dump(connection: Connection, table: Table) -> Iterator[Json]:
    """The rows of a table in the order of its key."""
    query = select(table).order_by(*table.primary_key.columns)
    for row in connection.execution_options(yield_per=_AT_ONCE).execute(query):
        yield {name: _plain(value) for name, value in row._mapping.items()}  # noqa: SLF001


def load(connection: Connection, table: Table, rows: Iterator[Json]) -> int:
    """Insert rows; how many there were."""
    count, waiting = 0, list[Json]()
    for row in rows:
        waiting.append({c.name: _typed(c, row.get(c.name)) for c in table.columns})
        count += 1
        if len(waiting) == _AT_ONCE:
            connection.execute(insert(table), waiting)
            waiting.clear()
    if waiting:
        connection.execute(insert(table), waiting)
    return count


def _plain(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _typed(column: Column[Any], value: Any) -> Any:  # noqa: ANN401 - any column's
    if value is None:
        return None
    if isinstance(column.type, Moment):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    if isinstance(column.type, EnumType) and column.type.enum_class:
        return column.type.enum_class(value)
    return value
