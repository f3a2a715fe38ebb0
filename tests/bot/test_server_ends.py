"""The web server ends although somebody is still being answered; nothing of theirs gets where it does not belong."""

import http.client
import os
import threading
from collections.abc import Iterable
from typing import Any, cast

import pytest

from bot.web.server import HttpServer
from bot.web.site import Site
from tests.bot.conftest import PATIENCE, wait_for


class Slow:
    """A site that answers when it is let."""

    def __init__(self) -> None:
        self.begun, self.over, self.ended = threading.Event(), threading.Event(), threading.Event()

    def __call__(self, _: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer, late."""
        self.begun.set()
        self.over.wait(PATIENCE)
        start_response("200 OK", [("Content-Length", "2")])
        self.ended.set()
        return [b"ok"]


def test_who_is_answered_after_the_end_writes_into_nobody_elses_file(caplog: pytest.LogCaptureFixture) -> None:
    slow = Slow()
    server = HttpServer(cast(Site, slow), 0, "127.0.0.1")
    server.start()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
    connection.request("GET", "/")
    assert slow.begun.wait(PATIENCE)
    server.stop(0)
    wait_for(lambda: not server.is_alive)
    connection.close()
    # The next files that are opened get the numbers that are free: one of them would be the server's own.
    pipes = [os.pipe() for _ in range(20)]
    server._server.pull_trigger()  # noqa: SLF001 (whoever answers, and saw an instant ago that somebody still listens)
    slow.over.set()
    wait_for(lambda: not any(thread.is_alive() for thread in server._room._threads))  # noqa: SLF001 (shows nowhere else)
    for reading, writing in pipes:
        os.close(writing)
        assert os.read(reading, 1) == b""
        os.close(reading)
    assert "A request failed" not in caplog.text
