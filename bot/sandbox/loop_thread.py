"""One background thread with an event loop, shared by every stand-in of the process: starting one costs little."""

import asyncio
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

T = TypeVar("T")

_lock = threading.Lock()
_running: list[tuple[asyncio.AbstractEventLoop, threading.Thread]] = []


def server_loop() -> asyncio.AbstractEventLoop:
    """The loop, running; a new one where the thread did not survive (after a fork)."""
    with _lock:
        if not _running or not _running[-1][1].is_alive():
            loop = asyncio.new_event_loop()
            thread = threading.Thread(target=loop.run_forever, name="sandbox-server", daemon=True)
            thread.start()
            _running[:] = [(loop, thread)]
        return _running[-1][0]


def run_there(work: Coroutine[Any, Any, T], timeout: float | None = 30.0) -> T:
    """Run a coroutine on that loop from another thread and wait for its result."""
    return asyncio.run_coroutine_threadsafe(work, server_loop()).result(timeout)
