"""A thread that calls Slack for one delivery at a time, so that Slack's slowness does not add up."""

import threading
import time
from collections.abc import Callable
from typing import Final

from bot.outbox.preparing import Taken
from bot.ticking.loops import Loop
from models.tables import Action

LONGEST_WAIT: Final = 60.0


class Sender:
    """Sends what it is given with `send`, and says with `done` that it is idle again."""

    def __init__(self, number: int, send: Callable[[Taken], None], done: Callable[[], None]) -> None:
        self._send = send
        self._done = done
        self._idle = threading.Event()
        self._idle.set()
        self._in_hand: Taken | None = None
        self.loop = Loop(f"sender {number}", self._step)

    @property
    def is_idle(self) -> bool:
        """Whether it can be given something."""
        return self._idle.is_set()

    def has(self, action: Action) -> bool:
        """Whether it has such a delivery in hand."""
        taken = self._in_hand
        return taken is not None and taken.delivery.action is action

    def give(self, taken: Taken) -> None:
        """Have it send this. Only what is idle can be given something."""
        # In this order: its thread may look at any time, and be through with what it finds before this goes on.
        self._idle.clear()
        self._in_hand = taken
        self.loop.wake()

    def stop(self, until: float) -> bool:
        """Finish what is in hand, and end; False where that took longer than until then, by time.monotonic."""
        if self.loop.is_alive:
            self._idle.wait(max(0.0, until - time.monotonic()))
        return self.loop.stop(max(0.0, until - time.monotonic()))

    def _step(self) -> float:
        if self._in_hand is not None:
            try:
                self._send(self._in_hand)
            finally:
                self._in_hand = None
                self._idle.set()
                self._done()
        return LONGEST_WAIT
