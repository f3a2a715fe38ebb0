"""When another transaction was in the way or the connection broke: nothing was changed, and the same is run again."""

import functools
import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, ParamSpec, TypeVar

from sqlalchemy.exc import DBAPIError

log = logging.getLogger(__name__)

TRIES: Final = 3
# serialization_failure, deadlock_detected, lock_not_available, unique_violation (PostgreSQL, Appendix A).
IN_THE_WAY: Final = frozenset({"40001", "40P01", "55P03", "23505"})

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


class ConflictError(Exception):
    """The transaction was undone through no fault of its own. Run again, it may succeed."""


@contextmanager
def told_as_conflicts() -> Iterator[None]:
    """Raise ConflictError in place of the driver's errors that mean one."""
    try:
        yield
    except DBAPIError as error:
        if error.connection_invalidated or getattr(error.orig, "sqlstate", None) in IN_THE_WAY:
            raise ConflictError(str(error.orig).strip()) from error
        raise


def again_after_conflicts(work: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """The same function, run up to three times while ConflictError stops it; the third one is the caller's.

    Only for what acts once however often it runs: a verb under its key, a row looked at anew.
    """

    @functools.wraps(work)
    def run(*args: Given.args, **kwargs: Given.kwargs) -> Answer:
        for _ in range(TRIES - 1):
            try:
                return work(*args, **kwargs)
            except ConflictError as conflict:
                log.info("Run again after a conflict: %s", conflict)
        return work(*args, **kwargs)

    return run
