"""The web server: waitress on PORT, its requests answered by the few threads of a waiting room."""

import logging
import os
import socket
import threading
import time
from collections.abc import Callable
from typing import Any, Final

from waitress import wasyncore
from waitress.server import create_server

from bot.waiting_room import WaitingRoom
from bot.web.site import MOST_BYTES, Site

log = logging.getLogger(__name__)

# Slack keeps connections open, and balancers do; each costs little.
MOST_CONNECTIONS: Final = 500


class PortProblem(Exception):
    """The port cannot be listened on. Its text is one sentence: which, why, and what to do."""


class HttpServer:
    """Serves the site on `port` of every interface; 0 takes a free one. `turned_away` is called for each request that
    nobody had time for."""

    def __init__(
        self,
        site: Site,
        port: int,
        host: str = "0.0.0.0",  # noqa: S104 - Slack calls from outside
        turned_away: Callable[[], None] = lambda: None,
    ) -> None:
        """Listen. Raises PortProblem."""
        self._map: dict[int, Any] = {}
        self._stopping = threading.Event()
        # Its thread may end by itself while it is being woken: what it has closed must not be written to.
        self._closing = threading.Lock()
        self._is_closed = False
        try:
            self._socket = socket.create_server((host, port))
        except OSError as problem:
            why = os.strerror(problem.errno) if problem.errno else str(problem)
            raise PortProblem(
                f"PORT {port} cannot be listened on ({why}): stop what uses it, or set PORT to another."
            ) from None
        self.port = int(self._socket.getsockname()[1])
        self._server = _serve(
            site, map=self._map, sockets=[self._socket], threads=0, ident=None, connection_limit=MOST_CONNECTIONS,
            max_request_body_size=MOST_BYTES, clear_untrusted_proxy_headers=True, channel_timeout=30,
        )  # fmt: skip
        self._room = WaitingRoom("http", turned_away)
        self._server.task_dispatcher = _Dispatcher(self._room)
        self._finish_by = 0.0
        self._thread = threading.Thread(target=self._run, name="http", daemon=True)

    @property
    def is_alive(self) -> bool:
        """Whether requests are answered."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Answer in threads from now on."""
        self._room.open()
        self._thread.start()

    def stop(self, seconds: float) -> bool:
        """Take no more requests, let those in hand finish for so long at most, and end."""
        self._finish_by = time.monotonic() + seconds
        self._stopping.set()
        if not self._thread.is_alive():
            self._close()
            return True
        with self._closing:
            if not self._is_closed:
                self._server.pull_trigger()
        self._thread.join(seconds + 2)  # it gives the last of them a second more
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            while not self._stopping.is_set():
                self._turn()
            wasyncore.dispatcher.close(self._server)
            while self._is_busy() and time.monotonic() < self._finish_by:
                self._turn()
        except Exception:
            log.exception("The web server died.")
        finally:
            self._close()

    def _close(self) -> None:
        if not self._room.close(1):
            # Who is not through yet writes into the pipe that wakes the server: by then its number must not be that of
            # a file or a connection of somebody else's.
            self._server.trigger.close = self._server.trigger.socket.close
        with self._closing:
            self._is_closed = True
            wasyncore.close_all(self._map)
        self._socket.close()

    def _turn(self) -> None:
        wasyncore.loop(timeout=0.5, use_poll=True, map=self._map, count=1)

    def _is_busy(self) -> bool:
        return any(one.requests or one.total_outbufs_len for one in list(self._server.active_channels.values()))


class _Dispatcher:
    """Waitress's requests go into the waiting room; what it calls a task is a connection with a request."""

    def __init__(self, room: WaitingRoom) -> None:
        self._room = room

    def add_task(self, task: Any) -> None:
        self._room.enter(task.service)

    def shutdown(self, cancel_pending: bool = True, timeout: float = 5) -> None:  # noqa: ARG002, FBT (waitress calls it so)
        self._room.close(timeout)


def _serve(site: Site, **how: Any) -> Any:
    """Waitress's server object, of which its types tell too little."""
    return create_server(site, **how)
