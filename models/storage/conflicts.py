"""When another transaction was in the way or the connection broke: nothing was changed, and the same is run again."""

import functools
import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from models.storage.patience import is_out_of_patience

log = logging.getLogger(__name__)

TRIES: Final = 3
# serialization_failure, deadlock_detected, lock_not_available, unique_violation (PostgreSQL, Appendix A).
IN_THE_WAY: Final = frozenset({"40001", "40P01", "55P03", "23505"})

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


class ConflictError(Exception):
    """The transaction was undone through no fault of its own. Run again, it may succeed."""


class BusyError(ConflictError):
    """Others have the database for longer than who asks can wait. Nothing was changed."""


class NoTimeError(BusyError):
    """Who asks has waited too long already."""


class AwayError(BusyError):
    """The database cannot be reached: its server is down, or starting. Nothing was changed."""


def require_time() -> None:
    """Raise NoTimeError where this thread has waited as long as it may: nothing is begun that would come too late."""
    if is_out_of_patience():
        raise NoTimeError("there was too much to do at once")


@contextmanager
def told_as_conflicts() -> Iterator[None]:
    """Raise ConflictError in place of the driver's errors that mean one, BusyError of those that mean a long wait."""
    try:
        yield
    except NoConnectionError as error:
        raise BusyError(str(error)) from error
    except DBAPIError as error:
        if _is_locked(error.orig):
            raise BusyError(str(error.orig)) from error
        if _is_away(error):
            raise AwayError(str(error.orig).strip().splitlines()[0]) from error
        if error.connection_invalidated or getattr(error.orig, "sqlstate", None) in IN_THE_WAY:
            raise ConflictError(str(error.orig).strip()) from error
        raise


def again_after_conflicts(work: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """The same function, run up to three times while ConflictError stops it and there is time; then it is the caller's.

    Only for what acts once however often it runs: a verb under its key, a row looked at anew.
    """

    @functools.wraps(work)
    def run(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        for _ in range(TRIES - 1):
            try:
                return work(*args, **kwargs)
            except ConflictError as conflict:
                if is_out_of_patience() or isinstance(conflict, AwayError):
                    raise
                log.info("Run again after a conflict: %s", conflict)
        return work(*args, **kwargs)

    return run


def _is_away(error: DBAPIError) -> bool:
    """Whether no connection could be made: what a server has answered has a state (PostgreSQL, Appendix A)."""
    refused = isinstance(error, OperationalError) and not isinstance(error.orig, sqlite3.Error)
    return refused and not error.connection_invalidated and getattr(error.orig, "sqlstate", None) is None


def _is_locked(error: BaseException | None) -> bool:
    """Whether SQLite's file is somebody else's for now (sqlite.org/rescode.html: the low byte is the kind)."""
    return isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
