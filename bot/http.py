"""The web server: waitress, four threads, on PORT. More threads make the slowest answers slower, not the sum faster."""

import logging
import threading
import time
from typing import Any, Final

from waitress import wasyncore
from waitress.server import create_server

from bot.site import MOST_BYTES, Site

log = logging.getLogger(__name__)

THREADS: Final = 4


class PortProblem(Exception):
    """The port cannot be listened on. Its text is one sentence: which, why, and what to do."""


class HttpServer:
    """Serves the site on `port` of every interface; 0 takes a free one."""

    def __init__(self, site: Site, port: int, host: str = "0.0.0.0") -> None:  # noqa: S104 - Slack calls from outside
        """Listen. Raises PortProblem."""
        self._map: dict[int, Any] = {}
        self._stopping = threading.Event()
        try:
            self._server = _listen(
                site, map=self._map, host=host, port=port, threads=THREADS, ident=None,
                max_request_body_size=MOST_BYTES, clear_untrusted_proxy_headers=True, channel_timeout=30,
            )  # fmt: skip
        except OSError as problem:
            raise PortProblem(
                f"PORT {port} cannot be listened on ({problem.strerror}): stop what uses it, or set PORT to another."
            ) from None
        self.port = int(self._server.getsockname()[1])
        self._finish_by = 0.0
        self._thread = threading.Thread(target=self._run, name="http", daemon=True)

    @property
    def is_alive(self) -> bool:
        """Whether requests are answered."""
        return self._thread.is_alive()

    def start(self) -> None:
        """Answer in a thread from now on."""
        self._thread.start()

    def stop(self, seconds: float) -> bool:
        """Take no more requests, let those in hand finish for so long at most, and end."""
        self._finish_by = time.monotonic() + seconds
        self._stopping.set()
        if not self._thread.is_alive():
            self._server.close()
            return True
        self._server.pull_trigger()
        self._thread.join(seconds + 1)
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
            self._server.task_dispatcher.shutdown(timeout=1)
            wasyncore.close_all(self._map)

    def _turn(self) -> None:
        wasyncore.loop(timeout=0.5, use_poll=True, map=self._map, count=1)

    def _is_busy(self) -> bool:
        return any(one.requests or one.total_outbufs_len for one in list(self._server.active_channels.values()))


def _listen(site: Site, **how: Any) -> Any:
    """Waitress's server object, of which its types tell too little."""
    return create_server(site, **how)
