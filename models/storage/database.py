"""The database: one engine, steady reads, and writes that take SQLite's lock before they read."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, make_url
from sqlalchemy.orm import Session

from models.storage.conflicts import BusyError, told_as_conflicts
from models.storage.engine import make_engine
from models.storage.patience import seconds_left
from models.storage.turns import Turns


class Database:
    """Opens sessions. `on_commit` is called after each write that was committed, outside its transaction."""

    def __init__(self, url: str) -> None:
        """Prepare for the database at `url` (SQLAlchemy's form); nothing is read yet."""
        self.engine = make_engine(url)
        self.on_commit: Callable[[], None] = lambda: None
        self._writing = self.engine.execution_options(writes=True)
        # Elsewhere than on SQLite each statement would see what was committed just before it: half of a change.
        steady = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        self._reading = self.engine.execution_options(**steady)
        # What sessions leave for each other: see models/roster/known.py.
        self._info: dict[str, dict[str, Any]] = {"shared": {}}
        # SQLite's own lock is unfair: a thread can starve behind others. Queueing here bounds the wait.
        self._turn = Turns() if self.is_sqlite else None

    @property
    def is_sqlite(self) -> bool:
        """Whether this is SQLite, where one process writes at a time."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that reads one state of the database; what it might have changed is thrown away.

        Raises ConflictError when the connection breaks.
        """
        with told_as_conflicts(), Session(self._reading, expire_on_commit=False, info=self._info) as session:
            yield session

    @contextmanager
    def look(self) -> Iterator[tuple[Connection, Session]]:
        """The same for what is asked so often that a session would be most of its cost: a connection to ask.

        The session reads over that connection, and costs next to nothing until it does. Raises ConflictError.
        """
        with (
            told_as_conflicts(),
            self._reading.connect() as connection,
            Session(connection, join_transaction_mode="rollback_only", info=self._info) as session,
        ):
            yield connection, session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that is one transaction: committed when the block ends, rolled back when it raises.

        Raises ConflictError when another transaction was in the way or the connection broke: run it again; BusyError
        when others have the database for longer than this thread can wait.
        """
        session = Session(self._writing, expire_on_commit=False, info=self._info)
        with told_as_conflicts(), self._own_turn(), session, session.begin():
            yield session
        self.on_commit()

    def close(self) -> None:
        """Close all connections, and forget what was kept of what they read."""
        self.engine.dispose()
        self._info["shared"].clear()

    @contextmanager
    def _own_turn(self) -> Iterator[None]:
        if self._turn is None:
            yield
            return
        seconds = seconds_left()
        if not self._turn.acquire(timeout=-1 if seconds is None else seconds):
            raise BusyError("another thread of this process has the database")
        try:
            yield
        finally:
            self._turn.release()


def file_of(url: str) -> Path | None:
    """The file of a SQLite address, or None for another database."""
    parsed = make_url(url)
    return Path(parsed.database) if parsed.get_backend_name() == "sqlite" and parsed.database else None
