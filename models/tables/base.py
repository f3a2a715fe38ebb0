"""The base of all mapped classes, and the column types they share."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, ClassVar

from sqlalchemy import JSON, DateTime, Enum, MetaData
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator


class Instant(TypeDecorator[datetime]):
    """An aware UTC datetime. SQLite keeps no zone, so it is put back on reading; a naive one is refused on writing.

    SQLite's values are read and written here and not by SQLAlchemy: a row has a dozen of them, and this takes a quarter
    of the time.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[datetime | None], Any] | None:
        """Give the driver UTC: as text where the database keeps no zone, in the form that SQLAlchemy's own has."""
        return _text_for_sqlite if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """Give our code aware UTC, whatever the driver answers."""
        return _read_from_sqlite if dialect.name == "sqlite" else super().result_processor(dialect, coltype)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (SQLAlchemy calls it so)
        """Give the driver UTC."""
        return _utc(value) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 (SQLAlchemy calls it so)
        """Give our code aware UTC."""
        return value.astimezone(UTC) if value is not None else None


def _utc(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return value.astimezone(UTC)


def _text_for_sqlite(value: datetime | None) -> str | None:
    return _utc(value).replace(tzinfo=None).isoformat(" ", "microseconds") if value is not None else None


@lru_cache(maxsize=4_096)  # the starts and ends of shifts come again and again
def _read_from_sqlite(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).replace(tzinfo=UTC) if text is not None else None


def instant_reader(dialect: Dialect) -> Callable[[Any], datetime | None]:
    """What makes an instant of the driver's value, where rows are the driver's own."""
    return _read_from_sqlite if dialect.name == "sqlite" else _read_from_driver


def instant_writer(dialect: Dialect) -> Callable[[datetime], Any]:
    """What makes the driver's value of an instant, where values are the driver's own."""
    return _text_for_sqlite if dialect.name == "sqlite" else _utc


def _read_from_driver(value: datetime | None) -> datetime | None:
    return value.astimezone(UTC) if value is not None else None


class Base(DeclarativeBase):
    """The base of all mapped classes. Names of constraints are fixed, so that migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: Instant,
        dict[str, Any]: JSON,
        list[Any]: JSON,
        list[str]: JSON,
        StrEnum: Enum(StrEnum, native_enum=False, length=20, values_callable=lambda kind: [one.value for one in kind]),
    }
