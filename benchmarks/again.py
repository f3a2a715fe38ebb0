"""What the product asks of the database, written down and asked again in SQLAlchemy Core: what the SQL alone costs."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import TextClause, event, text

from models.storage.database import Database

_PLACE: Final = re.compile(r"\?")
Asked = list[tuple[TextClause, dict[str, Any]]]


@contextmanager
def written_down(database: Database) -> Iterator[Asked]:
    """What is asked of the database within the block, but for where transactions begin."""
    asked: Asked = []

    def note(_: object, __: object, statement: str, values: Any, ___: object, many: bool) -> None:
        if not statement.startswith("BEGIN"):
            for one in values if many else [values]:
                asked.append(_in_core(statement, one))

    event.listen(database.engine, "before_cursor_execute", note)
    yield asked
    event.remove(database.engine, "before_cursor_execute", note)


def ask_again(database: Database, asked: Asked) -> None:
    """The same in one transaction of Core's, on a database that is the same."""
    with database.engine.execution_options(writes=True).begin() as connection:
        for statement, values in asked:
            found = connection.execute(statement, values)
            if found.returns_rows:
                found.all()


def _in_core(statement: str, values: tuple[Any, ...]) -> tuple[TextClause, dict[str, Any]]:
    numbers = iter(range(len(values)))
    named = _PLACE.sub(lambda _: f":p{next(numbers)}", statement.replace(":", r"\:"))
    return text(named), {f"p{number}": value for number, value in enumerate(values)}


def each(calls: list[Callable[[], object]]) -> Callable[[], object]:
    """One call that does the next of these each time."""
    rest = iter(calls)

    def call_next() -> None:
        next(rest)()

    return call_next
