"""What goes wrong on demand, seen by Slack's own client."""

import http.client
import urllib.error
from collections import Counter
from contextlib import suppress
from random import Random

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_handlers import ConnectionErrorRetryHandler
from slack_sdk.http_retry.builtin_interval_calculators import FixedValueRetryIntervalCalculator

from bot.sandbox import StandIn
from tests.sandbox.conftest import refused
from tests.sandbox.test_http_delivery import eventually


def texts(slack: StandIn) -> list[str]:
    return [m.text for m in slack.messages("C0OPS")]


def post(client: WebClient) -> object:
    return client.chat_postMessage(channel="C0OPS", text="x")


def test_ratelimited(slack: StandIn, client: WebClient) -> None:
    slack.faults.next("chat.postMessage", "ratelimited", retry_after=7)
    with pytest.raises(SlackApiError) as caught:
        post(client)
    assert (caught.value.response.status_code, caught.value.response.headers["Retry-After"]) == (429, "7")
    slack.faults.next("chat.postMessage", "ratelimited")
    with pytest.raises(SlackApiError) as caught:
        post(client)
    assert "Retry-After" not in caught.value.response.headers
    assert texts(slack) == []


@pytest.mark.parametrize("kind, status", [("http_500", 500), ("http_503", 503), ("http_500_after_accept", 500)])
def test_server_errors(slack: StandIn, client: WebClient, kind: str, status: int) -> None:
    slack.faults.next("chat.postMessage", kind)
    with pytest.raises(SlackApiError) as caught:
        post(client)
    assert caught.value.response.status_code == status
    assert texts(slack) == (["x"] if "accept" in kind else [])


@pytest.mark.parametrize("kind, posted", [("drop", []), ("drop_after_accept", ["x"])])
def test_dropped_connections(slack: StandIn, client: WebClient, kind: str, posted: list[str]) -> None:
    slack.faults.next("chat.postMessage", kind)
    with pytest.raises((OSError, http.client.HTTPException)):
        post(client)
    assert texts(slack) == posted


def test_a_client_that_retries_doubles_a_post(slack: StandIn) -> None:
    at_once = ConnectionErrorRetryHandler(interval_calculator=FixedValueRetryIntervalCalculator(0.01))
    eager = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[at_once])
    slack.faults.next("chat.postMessage", "drop_after_accept")
    post(eager)
    assert texts(slack) == ["x", "x"]


@pytest.mark.parametrize("kind, posted", [("hang", []), ("hang_after_accept", ["x"])])
def test_no_answer(slack: StandIn, kind: str, posted: list[str]) -> None:
    fault = slack.faults.next("*", kind)
    impatient = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[], timeout=1)
    with pytest.raises((TimeoutError, urllib.error.URLError)):
        post(impatient)
    eventually(lambda: fault.times == 0)
    eventually(lambda: texts(slack) == posted)


def test_a_post_that_lands_late(slack: StandIn) -> None:
    slack.faults.next("chat.postMessage", "accept_late")
    impatient = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[], timeout=1)
    with pytest.raises((TimeoutError, urllib.error.URLError)):
        post(impatient)
    assert texts(slack) == []
    eventually(lambda: [a["ok"] for a in slack.faults.land_late()] == [True])
    assert texts(slack) == ["x"]


@pytest.mark.parametrize("kind", ["half_body", "not_json"])
def test_answers_that_cannot_be_read(slack: StandIn, client: WebClient, kind: str) -> None:
    slack.faults.next("chat.postMessage", kind)
    with pytest.raises((SlackApiError, http.client.HTTPException)):
        post(client)
    assert texts(slack) == ["x"]


def test_any_error_code_and_only_for_some_calls(slack: StandIn, client: WebClient) -> None:
    slack.faults.next("chat.postMessage", "fatal_error", times=2, when=lambda args: args["text"] == "bad")
    assert post(client)
    codes = [refused(lambda: client.chat_postMessage(channel="C0OPS", text="bad"))["error"] for _ in range(2)]
    assert codes == ["fatal_error", "fatal_error"]
    client.chat_postMessage(channel="C0OPS", text="bad")
    assert texts(slack) == ["x", "bad"]
    assert [c.fault for c in slack.calls] == ["", "fatal_error", "fatal_error", ""]


def test_a_share_of_all_calls(slack: StandIn, client: WebClient) -> None:
    slack.faults.keep_failing(0.25, ("ratelimited", "drop_after_accept"), Random(1), retry_after=3)
    for _ in range(200):
        with suppress(SlackApiError, OSError, http.client.HTTPException):
            post(client)
    failed = Counter(call.fault for call in slack.calls if call.fault)
    assert set(failed) == {"ratelimited", "drop_after_accept"}
    assert 30 < failed.total() < 70
    assert len(texts(slack)) == 200 - failed["ratelimited"]

    slack.faults.clear()
    for _ in range(50):
        post(client)
    assert len(slack.calls) == 250
    assert Counter(call.fault for call in slack.calls if call.fault) == failed
