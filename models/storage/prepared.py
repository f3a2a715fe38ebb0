"""Statements that are compiled once and given straight to the driver, for what is asked more often than all else.

From a statement to its rows SQLAlchemy takes as long again as SQLite takes to find them: it looks the compiled one
up, describes the columns, and takes each value through its type. Values and rows are the driver's own here.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select
from sqlalchemy.engine import Dialect


class Prepared:
    """One such statement."""

    def __init__(self, statement: Select[*tuple[Any, ...]], dialect: Dialect) -> None:
        compiled: Any = statement.compile(dialect=dialect)
        self._sql = str(compiled)
        self._order: Sequence[str] | None = compiled.positiontup if compiled.positional else None
        self._fixed: dict[str, Any] = {name: value for name, value in compiled.params.items() if value is not None}

    def rows(self, connection: Connection, values: Mapping[str, Any]) -> Sequence[tuple[Any, ...]]:
        """What the statement finds with those values."""
        given = {**self._fixed, **values}
        if self._order is None or connection.dialect.name != "sqlite":
            # A server can go away: SQLAlchemy notices that, and gives the connection up.
            return [tuple(row) for row in connection.exec_driver_sql(self._sql, given).all()]
        cursor = connection.connection.cursor()
        try:
            cursor.execute(self._sql, tuple(given[name] for name in self._order))
            return cursor.fetchall()
        finally:
            cursor.close()
