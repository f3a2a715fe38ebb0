"""Socket Mode, with Bolt's own handler and with bare connections."""

import asyncio
from collections.abc import Iterator
from typing import Any

import aiohttp
import pytest
from slack_bolt import Ack, App, Respond
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.sandbox import Person, StandIn
from tests.sandbox.conftest import Clock, Json, modal, text_input
from tests.sandbox.test_http_delivery import PATIENCE, eventually


@pytest.fixture
def bolt(slack: StandIn, client: WebClient) -> Iterator[list[Any]]:
    """A Bolt app on a Socket Mode connection; what it saw."""
    seen: list[Any] = []
    app = App(client=client, process_before_response=True, signing_secret="unused here")

    @app.command("/handoff")
    def _command(ack: Ack, body: Json, client: WebClient, respond: Respond) -> None:
        client.views_open(trigger_id=body["trigger_id"], view=modal(text_input(), callback_id="hand_off"))
        ack("opening")
        respond("opened")

    @app.view("hand_off")
    def _view(ack: Ack, view: Json) -> None:
        value = view["state"]["values"]["headline"]["value"]["value"]
        ack(response_action="errors", errors={"headline": "Too short."}) if value == "x" else ack()

    @app.event("reaction_added")
    def _reaction(event: Json, request: Any) -> None:
        seen.append((event["reaction"], request.headers.get("x-slack-retry-num")))
        if event["reaction"] == "boom" and len(seen) == 2:
            raise RuntimeError("the first time it fails")

    @app.event("message")
    def _message(event: Json) -> None:
        seen.append(event["text"])

    slack.deliver_by_socket(seconds=PATIENCE)
    handler = SocketModeHandler(app, slack.app_token)
    handler.connect()  # type: ignore[no-untyped-call]
    eventually(lambda: slack.sockets.count == 1)
    yield seen
    # The real client holds its lock for up to three seconds while it reads: a closed connection wakes it.
    handler.client.auto_reconnect_enabled = False
    slack.sockets.cut()
    handler.close()  # type: ignore[no-untyped-call]


def test_a_command_a_form_and_an_event(bolt: list[Any], wei: Person) -> None:
    answer = wei.types("ops", "/handoff")
    assert [m.text for m in answer.messages] == ["opened", "opening"]
    form = wei.form
    assert form is not None
    assert form.fill("Headline", "x").submit() == {"Headline": "Too short."}
    assert form.fill("Headline", "Replica lags").submit() == {}
    message = wei.posts("ops", "hello")
    wei.reacts(message, "eyes")
    assert bolt == ["hello", ("eyes", ["0"])]


def test_an_event_that_is_not_acknowledged_comes_again(slack: StandIn, bolt: list[Any], wei: Person) -> None:
    message = wei.posts("ops", "hello")
    slack.deliver_by_socket(seconds=1)
    wei.reacts(message, "boom")
    eventually(lambda: len(bolt) == 3)
    assert bolt[1:] == [("boom", ["0"]), ("boom", ["1"])]


def test_after_a_disconnect_the_app_is_back(slack: StandIn, bolt: list[Any], wei: Person) -> None:
    slack.sockets.disconnect("refresh_requested")
    eventually(lambda: slack.sockets.count == 1)
    wei.posts("ops", "after")
    eventually(lambda: "after" in bolt)


def connect(slack: StandIn, client_token: str) -> str:
    return str(WebClient(client_token, base_url=slack.api_url).apps_connections_open(app_token=client_token)["url"])


def test_a_ticket_opens_one_connection(slack: StandIn) -> None:
    url = connect(slack, slack.app_token)

    async def twice() -> tuple[Json, int]:
        async with aiohttp.ClientSession() as session, session.ws_connect(url) as socket:
            hello: Json = await socket.receive_json()
            async with session.get(url.replace("ws://", "http://")) as again:
                return hello, again.status

    hello, status = asyncio.run(twice())
    assert (hello["type"], hello["num_connections"], status) == ("hello", 1, 403)
    assert hello["connection_info"]["app_id"] == "A0SUN"


def test_ten_connections_share_the_load_and_an_eleventh_is_refused(slack: StandIn, wei: Person) -> None:
    slack.deliver_by_socket(seconds=PATIENCE)

    async def run() -> tuple[list[int], str]:
        async with aiohttp.ClientSession() as session:
            sockets = [await session.ws_connect(connect(slack, slack.app_token)) for _ in range(11)]
            greetings = [await s.receive_json() for s in sockets]
            counts = [0] * 10

            async def serve(index: int) -> None:
                while True:
                    envelope = await sockets[index].receive_json()
                    counts[index] += 1
                    await sockets[index].send_json({"envelope_id": envelope["envelope_id"]})

            tasks = [asyncio.create_task(serve(i)) for i in range(10)]
            for number in range(20):
                await asyncio.to_thread(wei.posts, "ops", str(number))
            for task in tasks:
                task.cancel()
            return counts, str(greetings[10].get("reason"))

    counts, refusal = asyncio.run(run())
    assert counts == [2] * 10
    assert refusal == "too_many_websockets"


def test_a_connection_that_breaks_before_the_acknowledgement(slack: StandIn, wei: Person, clock: Clock) -> None:
    slack.deliver_by_socket(retries=False, seconds=PATIENCE)

    async def run() -> None:
        async with aiohttp.ClientSession() as session:
            socket = await session.ws_connect(connect(slack, slack.app_token))
            await socket.receive_json()
            posting = asyncio.create_task(asyncio.to_thread(wei.posts, "ops", "x"))
            await socket.receive_json()
            await asyncio.to_thread(slack.sockets.cut)
            await posting

    asyncio.run(run())
    failed = slack.deliveries[-1]
    assert (failed.retry_reason, failed.due) == ("connection_failed", clock())


def test_no_connection_at_all(slack: StandIn, wei: Person) -> None:
    slack.deliver_by_socket(retries=False)
    assert wei.types("ops", "/handoff").status == "dispatch_failed"
