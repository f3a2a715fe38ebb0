"""One thread at a time, in the order of arrival: with Python's own lock the quickest goes first, and others starve."""

import threading
from collections import deque


class Turns:
    """Like a lock, but fair."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._taken = False

    def acquire(self, timeout: float = -1) -> bool:
        """Wait for one's turn, for so many seconds at most (-1: as long as it takes); say whether it came."""
        with self._lock:
            if not self._taken:
                self._taken = True
                return True
            mine = threading.Lock()
            mine.acquire()  # whoever has the turn hands it on by releasing it
            self._waiting.append(mine)
        if mine.acquire(timeout=timeout):
            return True
        with self._lock:
            if mine in self._waiting:
                self._waiting.remove(mine)
                return False
        return True  # it was handed on at the last moment

    def release(self) -> None:
        """Hand the turn on to whoever has waited longest."""
        with self._lock:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._taken = False
