"""Inserting a row that may be there already: the unique key decides, on either database."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CursorResult
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.tables import Base


def insert_once(session: Session, row_class: type[Base], **values: Any) -> bool:
    """Insert the row unless one with the same unique key exists; say whether it was inserted."""
    once = _insert(session, row_class).values(**values).on_conflict_do_nothing()
    # Without this, psycopg's count is thrown away for what inserts, and reads as -1.
    result = session.execute(once, execution_options={"preserve_rowcount": True})
    return isinstance(result, CursorResult) and result.rowcount == 1


def insert_each_once(session: Session, row_class: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert the rows, but those whose unique key exists."""
    if rows:
        session.execute(_insert(session, row_class).on_conflict_do_nothing(), rows)


def _insert(session: Session, row_class: type[Base]) -> Any:
    is_postgres = session.get_bind().dialect.name == "postgresql"
    return postgresql.insert(row_class) if is_postgres else sqlite.insert(row_class)
