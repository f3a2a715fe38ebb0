"""Inserting a row that may be there already: the unique key decides, on either database.

The statements are made once for each table: making one takes longer than running it.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Executable
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.tables import Base

# Without this, psycopg's count is thrown away for what inserts, and reads as -1.
COUNTED = {"preserve_rowcount": True}


def insert_once(session: Session, row_class: type[Base], **values: Any) -> bool:
    """Insert the row unless one with the same unique key exists; say whether it was inserted."""
    session.flush()  # what it refers to may not be written yet
    connection = session.connection()
    statement = _insert(row_class, connection.dialect.name)
    return connection.execute(statement, values, execution_options=COUNTED).rowcount == 1


def insert_new(session: Session, row_class: type[Base], **values: Any) -> int | None:
    """The same for a row with an id of its own: that id, or None where such a row existed."""
    session.flush()
    connection = session.connection()
    return connection.execute(_insert(row_class, connection.dialect.name, gives_id=True), values).scalar()


def insert_each_once(session: Session, row_class: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert the rows, but those whose unique key exists."""
    if rows:
        session.flush()
        connection = session.connection()
        connection.execute(_insert(row_class, connection.dialect.name), rows)


@cache
def _insert(row_class: type[Base], dialect: str, *, gives_id: bool = False) -> Executable:
    table = row_class.__table__
    insert: Any = (postgresql.insert if dialect == "postgresql" else sqlite.insert)(table)  # type: ignore[arg-type]
    once: Executable = insert.on_conflict_do_nothing()
    return insert.on_conflict_do_nothing().returning(table.c.id) if gives_id else once
