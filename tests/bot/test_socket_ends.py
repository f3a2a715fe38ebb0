"""The Socket Mode connection ends when it is told to."""

import pytest

from tests.bot.conftest import PATIENCE, Desk, wait_for

HOUR = 3_600


def test_it_ends_although_nothing_comes_that_could_wake_it(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.slack.socket.PING_SECONDS", HOUR)
    # Its first ping, at any time after the start, would wake the reader.
    monkeypatch.setattr("slack_sdk.socket_mode.builtin.SocketModeClient._monitor_current_session", lambda _: None)
    bot = desk.in_socket_mode()
    bot.start()
    assert bot._socket is not None  # noqa: SLF001
    session = bot._socket._handler.client.current_session  # noqa: SLF001
    assert session is not None
    assert session.sock is not None
    session.sock.settimeout(HOUR)
    session.ping(f"{session.session_id}:7")
    wait_for(lambda: session.last_ping_pong_time == 7)
    wait_for(session.sock_receive_lock.locked)
    assert bot._socket.stop(PATIENCE)  # noqa: SLF001
