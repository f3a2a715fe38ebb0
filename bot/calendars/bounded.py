"""Doing what may take for ever, and giving it up: some rules of repetition never end, and no check knows them all."""

import ctypes
import threading
from collections.abc import Callable
from typing import Final, TypeVar

from models.calendars.reading import CalendarProblem

TRIES: Final = 10
A_MOMENT: Final = 0.2

T = TypeVar("T")


class _GivenUp(BaseException):
    """Ends the thread that reads. It is no Exception, so that nothing on the way takes it for one."""


def within(seconds: float, work: Callable[[], T]) -> T:
    """What the work gives or raises. Raises CalendarProblem where it takes longer than that; it is then ended.

    It runs in a thread of its own, so that what ends it cannot hit anything else. Only Python's own code is ended so.
    """
    outcome: list[T] = []
    problem: list[Exception] = []
    # Who is through cannot be ended any more: what ends it would meet it where nothing catches that.
    through, ending = threading.Event(), threading.Lock()

    def run() -> None:
        try:
            try:
                outcome.append(work())
            except Exception as error:  # noqa: BLE001 - it is raised again, in the caller's thread
                problem.append(error)
            except _GivenUp:
                pass  # a second one may be on its way
            with ending:
                through.set()
        except _GivenUp:
            through.set()

    thread = threading.Thread(target=run, name="calendar-reading", daemon=True)
    thread.start()
    thread.join(seconds)
    if _is_given_up(thread, through, ending):
        raise CalendarProblem(
            f"The calendar takes longer than {seconds:.0f} seconds to read: publish one with less in it."
        )
    if problem:
        raise problem[0]
    return outcome[0]


def _is_given_up(thread: threading.Thread, through: threading.Event, ending: threading.Lock) -> bool:
    """End it unless it is through; again where Python has let nothing out, as in a destructor, and it goes on."""
    tries = 0
    while tries < TRIES:
        with ending:
            if through.is_set():
                break
            _end(thread)
        tries += 1
        thread.join(A_MOMENT)
    return tries > 0


def _end(thread: threading.Thread) -> None:
    """Raise in it what it ends of (docs.python.org/3/c-api/init.html: PyThreadState_SetAsyncExc)."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident or 0), ctypes.py_object(_GivenUp))
