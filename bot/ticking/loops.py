"""A thread that does one thing over and over, can be woken, and never dies of a failure without a word."""

import logging
import threading
import uuid
from collections.abc import Callable
from typing import Final

from models.storage.conflicts import ConflictError

log = logging.getLogger(__name__)

AFTER_FAILURE: Final = 1.0


class Loop:
    """Calls `step` again and again; what it gives is how many seconds to wait until the next time, unless woken."""

    def __init__(self, name: str, step: Callable[[], float]) -> None:
        self._step = step
        self._stopping = threading.Event()
        self._woken = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    @property
    def name(self) -> str:
        """What the thread is called in logs."""
        return self._thread.name

    @property
    def is_alive(self) -> bool:
        """Whether the thread runs."""
        return self._thread.is_alive()

    @property
    def is_stopping(self) -> bool:
        """Whether it has been told to end: a long step looks here between two pieces of work."""
        return self._stopping.is_set()

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def wake(self) -> None:
        """Take the next step at once. Called by the thread itself it does nothing, since it is at work."""
        if threading.current_thread() is not self._thread:
            self._woken.set()

    def stop(self, seconds: float) -> bool:
        """End after the step that runs, waiting for it so long at most; say whether it has ended."""
        self._stopping.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._woken.wait(self._one_step())
            self._woken.clear()

    def _one_step(self) -> float:
        try:
            return self._step()
        except ConflictError as conflict:
            log.warning("%s goes on in a moment: %s.", self.name.capitalize(), conflict)
            return AFTER_FAILURE
        except Exception:
            log.exception("%s failed and goes on (reference %s).", self.name, reference())
            return AFTER_FAILURE


def reference() -> str:
    """A short word by which a failure can be found in the log."""
    return uuid.uuid4().hex[:8]
