"""Signed HTTP: three seconds to answer, events are sent again, commands are not."""

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bot.sandbox import Person, StandIn
from tests.sandbox.conftest import App, Clock

PATIENCE = 60.0


class Endpoint(App):
    """The same noting app, behind a URL; it thinks until it `goes_on`."""

    def __init__(self) -> None:
        super().__init__()
        self.url = ""
        self.goes_on = threading.Event()
        self.goes_on.set()


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    app = Endpoint()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            status, _, text = app(body, {k.lower(): v for k, v in self.headers.items()})
            app.goes_on.wait(PATIENCE)
            self.send_response(status)
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            """Nothing is logged."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    app.url = f"http://127.0.0.1:{server.server_port}/slack/events"
    yield app
    app.goes_on.set()
    server.shutdown()
    thread.join()
    server.server_close()


def eventually(check: Callable[[], object]) -> None:
    """Wait until the check holds: a busy machine is waited for."""
    end = time.monotonic() + PATIENCE
    while not check():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.01)


def test_everything_arrives_signed(slack: StandIn, endpoint: Endpoint, wei: Person) -> None:
    slack.deliver_http(endpoint.url, seconds=PATIENCE)
    endpoint.answers["command"] = lambda _: (200, "two wait")
    assert wei.types("ops", "/handoff list").text == "two wait"
    message = wei.posts("ops", "hello 😀")
    assert [e["ts"] for e in endpoint.events("message")] == [message.ts]
    for headers in endpoint.headers:
        assert headers["x-slack-signature"].startswith("v0=")


def test_what_the_bot_does_is_told_by_itself(slack: StandIn, endpoint: Endpoint) -> None:
    slack.deliver_http(endpoint.url, seconds=PATIENCE)
    slack.set_user("U0WEI", tz="Europe/Lisbon")
    eventually(lambda: endpoint.events("user_change"))


def test_failed_events_come_again_by_themselves(slack: StandIn, endpoint: Endpoint, wei: Person, clock: Clock) -> None:
    slack.deliver_http(endpoint.url, seconds=PATIENCE)
    endpoint.answers["event_callback"] = lambda _: (500, "")
    wei.posts("ops", "x")
    eventually(lambda: slack.deliveries[0].due == clock() + 60)
    endpoint.answers["event_callback"] = lambda _: (200, "")
    clock.forward(60)
    eventually(lambda: len(slack.deliveries[0].outcomes) == 3)
    assert [h.get("x-slack-retry-num") for h in endpoint.headers] == [None, "1", "2"]
    assert slack.deliveries[0].outcomes[-1].accepted


def test_a_slow_app_times_out(slack: StandIn, endpoint: Endpoint, wei: Person) -> None:
    slack.deliver_http(endpoint.url, retries=False, seconds=0.1)
    endpoint.goes_on.clear()
    answer = wei.types("ops", "/handoff list")
    assert (answer.status, answer.text) == ("operation_timeout", '/handoff failed with the error "operation_timeout"')
    wei.posts("ops", "x")
    assert slack.deliveries[-1].retry_reason == "http_timeout"
    eventually(lambda: len(endpoint.payloads) == 2)
    assert len([p for p in endpoint.payloads if "command" in p]) == 1, "a command is never sent again"


def test_nobody_listening(slack: StandIn, wei: Person) -> None:
    slack.deliver_http("http://127.0.0.1:9/slack/events", retries=False)
    assert wei.types("ops", "/handoff list").status == "dispatch_failed"
    wei.posts("ops", "x")
    assert slack.deliveries[-1].retry_reason == "connection_failed"


def test_an_address_it_cannot_deliver_to(slack: StandIn) -> None:
    with pytest.raises(ValueError, match="http:// addresses"):
        slack.deliver_http("localhost:3000")
