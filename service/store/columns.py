"""Column types that mean the same on SQLite and PostgreSQL, ids, and the clock."""

import secrets
from datetime import UTC, datetime
from enum import Enum as PythonEnum
from typing import Any, ClassVar

from sqlalchemy import DateTime, Dialect, Enum, MetaData
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import JSON, TypeDecorator

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ID_LENGTH = 26


class Moment(TypeDecorator[datetime]):
    """A UTC instant; SQLite keeps it without zone, so the zone is put back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(
        self, value: datetime | None, dialect: Dialect
    ) -> datetime | None:
        """UTC, without zone where the database has none."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(
        self,
        value: datetime | None,
        dialect: Dialect,  # noqa: ARG002 - the library's signature
    ) -> datetime | None:
        """Always aware, always UTC."""
        if value is None:
            return None
        return (
            value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        )


class Base(DeclarativeBase):
    """All tables; every constraint has a name, so that a migration can address it."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar = {
        datetime: Moment,
        dict[str, Any]: JSON,
        list[Any]: JSON,
    }


def closed(kind: type[PythonEnum], length: int = 20) -> Enum:
    """A column of a closed set, stored as the member's value in plain text."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=False,
        length=length,
        values_callable=lambda members: [m.value for m in members],
    )


def now() -> datetime:
    """This instant, UTC."""
    return datetime.now(UTC)


def new_id() -> str:
    """26 characters that sort by time of making (a ULID)."""
    number = (int(now().timestamp() * 1000) << 80) | secrets.randbits(80)
    return "".join(
        _ALPHABET[(number >> shift) & 31]
        for shift in range(5 * (ID_LENGTH - 1), -1, -5)
    )
