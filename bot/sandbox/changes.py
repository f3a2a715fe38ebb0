"""Says that something has changed, to whoever shows the workspace."""

import asyncio
import contextlib
import secrets
import threading
from collections.abc import Callable


class Changes:
    """A counter that rises with every change of what a page shows. Safe for several threads. `start` tells it from that
    of another start of the sandbox."""

    def __init__(self) -> None:
        self.start = secrets.token_hex(8)
        self._changed = threading.Condition()
        self._count = 0
        self._listeners: list[Callable[[], None]] = []

    @property
    def count(self) -> int:
        """How many changes there have been."""
        return self._count

    def note(self) -> None:
        """Something is not what it was."""
        with self._changed:
            self._count += 1
            self._changed.notify_all()
            listeners = list(self._listeners)
        for listener in listeners:
            listener()

    def wait(self, since: int, seconds: float) -> int:
        """The count, as soon as it is more than `since`, or after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._count > since, seconds)
            return self._count

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call it at each change, in the thread that made it: it must be quick. What comes back ends that."""

        def stop() -> None:
            with self._changed:
                self._listeners.remove(listener)

        with self._changed:
            self._listeners.append(listener)
        return stop

    async def next(self, since: int, seconds: float) -> int:
        """The same as `wait` for an event loop: it takes up no thread."""
        loop, woken = asyncio.get_running_loop(), asyncio.Event()

        def wake() -> None:
            with contextlib.suppress(RuntimeError):  # the loop is closed
                loop.call_soon_threadsafe(woken.set)

        stop = self.listen(wake)
        try:
            if self._count <= since:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(woken.wait(), seconds)
        finally:
            stop()
        return self._count
