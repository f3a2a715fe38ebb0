"""What is answered over HTTP: Slack, health, figures, and everybody else's requests."""

import http.client
import json
import socket
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from pydantic import SecretStr

from bot.clock import wall_clock
from bot.running import Sunrelay
from bot.sandbox.signing import sign
from bot.settings import Settings
from bot.web.server import HttpServer, PortProblem
from bot.web.site import MOST_BYTES
from models.acts import Act, Surface
from models.calendars.feeds import give_feed, revoke_feed
from models.owed.pacing import held_pace
from tests.bot.conftest import OPS, PATIENCE, Desk, wait_for

FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def bot(desk: Desk) -> Iterator[Sunrelay]:
    settings = Settings.model_construct(
        slack_bot_token=SecretStr(desk.slack.bot_token), slack_signing_secret=SecretStr(desk.slack.signing_secret),
        slack_api_url=desk.slack.api_url, port=0, tick_seconds=20.0,
    )  # fmt: skip
    bot = Sunrelay(settings, desk.database, desk.connected, desk.clock)
    bot.start()
    yield bot
    bot.stop()


def ask(bot: Sunrelay, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", bot.port, timeout=PATIENCE)
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text


def post(bot: Sunrelay, body: str, content_type: str, *, ago: float = 0, secret: str | None = None) -> tuple[int, str]:
    signing = bot.settings.slack_signing_secret
    assert signing is not None
    headers = sign(secret or signing.get_secret_value(), body, int(wall_clock().timestamp() - ago))
    return ask(bot, "POST", "/slack/events", body.encode("utf-8"), content_type=content_type, **headers)


def command(bot: Sunrelay, text: str) -> tuple[int, str]:
    fields = {
        "command": "/handoff", "text": text, "user_id": "U0WEI", "team_id": "T0SUN", "channel_id": OPS,
        "trigger_id": f"1.{text}", "response_url": "https://hooks.slack.com/x",
    }  # fmt: skip
    return post(bot, urlencode(fields), FORM)


def test_a_signed_command_is_answered(bot: Sunrelay) -> None:
    status, text = command(bot, "help")
    assert status == 200
    assert "H-42" in json.loads(text)["text"]


def test_the_word_payload_in_a_command_does_not_lose_it(bot: Sunrelay) -> None:
    status, text = command(bot, "back H-7 its payload is too large")
    assert status == 200
    assert "H-7" in json.loads(text)["text"]


def test_a_url_is_verified(bot: Sunrelay) -> None:
    status, text = post(bot, json.dumps({"type": "url_verification", "challenge": "abc"}), "application/json")
    assert (status, json.loads(text)) == (200, {"challenge": "abc"})


def test_a_wrong_signature_and_an_old_one_are_refused(bot: Sunrelay) -> None:
    for how in ({"secret": "wrong"}, {"ago": 301}):
        status, text = post(bot, urlencode({"command": "/handoff", "text": "help"}), FORM, **how)
        assert status == 401
        assert "signature" in json.loads(text)["error"]
    assert ask(bot, "POST", "/slack/events", b"command=x", content_type=FORM)[0] == 401


@pytest.mark.parametrize("timestamp", ["soon", "", "-5", "١٢٣", "1e9"])
def test_a_timestamp_that_is_no_number_is_refused(bot: Sunrelay, timestamp: str) -> None:
    connection = socket.create_connection(("127.0.0.1", bot.port or 0), timeout=PATIENCE)
    head = f"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM}\r\nContent-Length: 1\r\n"
    connection.sendall(f"{head}X-Slack-Request-Timestamp: {timestamp}\r\nConnection: close\r\n\r\nx".encode())
    answer = connection.recv(4096)
    connection.close()
    assert b" 401 " in answer.splitlines()[0] + b" "


@pytest.mark.parametrize(
    "body,content_type",
    [
        ("{", "application/json"),
        ("[1]", "application/json"),
        ("null", "application/json"),
        ("", "application/json"),
        ("[" * 100_000, "application/json"),
        ("payload=%7B", FORM),
        ("payload=[]", FORM),
        ("hello", "text/plain"),
        ('{"authorizations": 5}', "application/json"),
        ('{"team": 5, "event": {"type": []}, "authorizations": [1]}', "application/json"),
    ],
)
def test_content_that_is_not_slacks_gets_a_sentence(bot: Sunrelay, body: str, content_type: str) -> None:
    status, text = post(bot, body, content_type)
    assert status == 400
    assert json.loads(text)["error"].endswith(".")


def test_bytes_that_are_no_text_get_a_sentence(bot: Sunrelay) -> None:
    status, text = ask(bot, "POST", "/slack/events", b"\xff\xfe", content_type=FORM)
    assert (status, "UTF-8" in text) == (400, True)


def test_a_body_that_is_too_large_is_refused(bot: Sunrelay) -> None:
    connection = socket.create_connection(("127.0.0.1", bot.port or 0), timeout=PATIENCE)
    head = f"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM}\r\nContent-Length: {MOST_BYTES + 1}\r\n\r\n"
    connection.sendall(head.encode())
    assert b"413" in connection.recv(4096).splitlines()[0]
    connection.close()


def test_an_event_nobody_listens_for_does_no_harm(bot: Sunrelay) -> None:
    for body in ({"type": "event_callback", "team_id": "T0SUN", "event": {"type": "never_heard_of"}}, {"type": "new"}):
        status, text = post(bot, json.dumps(body), "application/json")
        assert status in {200, 404}
        assert "Traceback" not in text


def test_health_and_figures(bot: Sunrelay, desk: Desk) -> None:
    assert ask(bot, "GET", "/healthz") == (200, "Sunrelay is well.\nThe auditor has not looked yet.\n")
    desk.hand_off()
    bot.settle()
    wait_for(lambda: 'sunrelay_sends_total{outcome="sent"}' in ask(bot, "GET", "/metrics")[1])  # its threads send, too
    status, text = ask(bot, "GET", "/metrics")
    assert status == 200
    for line in ('sunrelay_sends_total{outcome="sent"}', 'sunrelay_deliveries{state="parked"} 0.0',
                 "sunrelay_ticks_total", "sunrelay_watchdog_total 0.0", "sunrelay_oldest_due_seconds 0.0",
                 'sunrelay_http_answers_total{status="200"}'):  # fmt: skip
        assert line in text


def test_the_pace_is_shown_once_it_is_learnt(bot: Sunrelay, desk: Desk) -> None:
    assert "sunrelay_posts_per_minute" not in ask(bot, "GET", "/metrics")[1]
    with desk.database.write() as session:
        held_pace(session, desk.connected.workspace_id).per_minute = 420.0
    assert "sunrelay_posts_per_minute 420.0" in ask(bot, "GET", "/metrics")[1]


def test_it_is_not_well_without_ticks_or_a_thread(bot: Sunrelay) -> None:
    bot.ticker.stop(PATIENCE)
    bot.outbox.stop(PATIENCE)
    bot.ticker._finished -= 100  # noqa: SLF001
    status, text = ask(bot, "GET", "/healthz")
    assert status == 503
    assert "The last tick finished 10" in text
    assert "The thread outbox has ended." in text
    assert "The thread sender 1 has ended." in text


@pytest.mark.parametrize(
    "method,path,status",
    [("GET", "/", 404), ("GET", "/slack/events", 405), ("POST", "/healthz", 405), ("POST", "/slack", 404)],
)
def test_everything_else_is_told_what_there_is(bot: Sunrelay, method: str, path: str, status: int) -> None:
    found, text = ask(bot, method, path)
    assert found == status
    assert text.strip().endswith(".")


def test_a_failure_inside_shows_a_reference_and_no_trace(bot: Sunrelay, caplog: pytest.LogCaptureFixture) -> None:
    bot.site._troubles = lambda: [str(1 // 0)]  # noqa: SLF001
    status, text = ask(bot, "GET", "/healthz")
    assert status == 500
    assert "reference" in text
    assert "ZeroDivision" not in text
    assert "ZeroDivision" in caplog.text


def test_a_port_in_use_is_a_sentence(bot: Sunrelay) -> None:
    with pytest.raises(PortProblem, match=rf"PORT {bot.port} cannot be listened on \(.*\): stop what uses it"):
        HttpServer(bot.site, bot.port or 0)


def test_in_socket_mode_events_come_by_the_socket_and_the_port_says_how_the_bot_is(desk: Desk) -> None:
    bot = desk.in_socket_mode()
    bot.start()
    try:
        desk.slack.deliver_by_socket()
        answer = desk.slack.person("U0WEI").types(OPS, "/handoff help")
        assert "H-42" in answer.shown
        assert ask(bot, "GET", "/healthz")[0] == 200
        assert ask(bot, "POST", "/slack/events")[0] == 404
        _cut_off(bot)
        status, text = ask(bot, "GET", "/healthz")
        assert status == 503
        assert "The Socket Mode connection is down" in text
    finally:
        bot.stop()


def test_slack_may_hang_up_in_the_instant_in_which_the_bot_ends(desk: Desk) -> None:
    bot = desk.in_socket_mode()
    bot.start()
    assert bot._socket is not None  # noqa: SLF001
    client = bot._socket._handler.client  # noqa: SLF001
    disconnect, stumbles = client.disconnect, iter([True])

    def stumble() -> None:
        disconnect()
        if next(stumbles, False):
            raise AttributeError("'NoneType' object has no attribute 'close'")

    client.disconnect = stumble  # type: ignore[method-assign]
    bot.stop()
    assert client.message_processor.is_alive() is False
    assert client.current_session_runner.is_alive() is False


def _cut_off(bot: Sunrelay) -> None:
    """End the connection, and keep the client from making another."""
    assert bot._socket is not None  # noqa: SLF001
    client = bot._socket._handler.client  # noqa: SLF001
    client.auto_reconnect_enabled = False
    client.disconnect()


def test_in_socket_mode_a_port_in_use_only_warns(desk: Desk, bot: Sunrelay, caplog: pytest.LogCaptureFixture) -> None:
    another = desk.in_socket_mode(port=bot.port or 0)
    another.start()
    assert another.port is None
    another.stop()
    assert "cannot be listened on" in caplog.text


def test_a_calendar_stands_at_its_address_and_nowhere_else(bot: Sunrelay) -> None:
    act = Act(bot.connected.workspace_id, "U0WEI", bot.clock(), Surface.BUTTON)
    secret = give_feed(bot.database, act, "own").secret

    status, text = ask(bot, "GET", f"/calendar/{secret}.ics")
    assert status == 200
    assert text.startswith("BEGIN:VCALENDAR")
    assert "SUMMARY:On shift: Platform APAC" in text
    assert ask(bot, "HEAD", f"/calendar/{secret}.ics") == (200, "")
    assert ask(bot, "POST", f"/calendar/{secret}.ics")[0] == 405
    for path in (
        f"/calendar/{'A' * 43}.ics",
        f"/calendar/{secret}",
        f"/calendar/{secret}x.ics",
        "/calendar/",
        "/calendar",
    ):
        assert ask(bot, "GET", path)[0] == 404, path
    revoke_feed(bot.database, act, "own")
    assert ask(bot, "GET", f"/calendar/{secret}.ics") == (
        404, "There is no calendar here: /handoff calendar in Slack gives a new address.\n"
    )  # fmt: skip
