"""What several do at once: nothing of the workspace changes while others read it."""

import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox import Form, Person, StandIn
from bot.sandbox.open_view import OpenView
from tests.sandbox.beside import AT_ONCE, beside
from tests.sandbox.conftest import App, Clock, actions, chooser, plain
from tests.sandbox.test_http_delivery import eventually

OFFERS = [{"text": plain(text), "value": text} for text in ("one", "two")]


def is_held(slack: StandIn) -> bool:
    """Whether others have to wait for the workspace."""
    got: list[bool] = []

    def take() -> None:
        got.append(slack.world.lock.acquire(blocking=False))
        if got[0]:
            slack.world.lock.release()

    with beside(take):
        pass
    return not got[0]


class Noticed(dict[Any, Any]):
    """Notes of each change of it whether others had to wait for it."""

    def __init__(self, slack: StandIn, before: dict[Any, Any]) -> None:
        super().__init__(before)
        self._slack = slack
        self.changes: list[bool] = []

    def __setitem__(self, key: Any, value: Any) -> None:
        self.changes.append(is_held(self._slack))
        super().__setitem__(key, value)

    def pop(self, *what: Any) -> Any:
        self.changes.append(is_held(self._slack))
        return super().pop(*what)


def test_files_come_and_people_while_nobody_reads(slack: StandIn, app: App, wei: Person) -> None:
    files = slack.world.files = Noticed(slack, slack.world.files)
    users = slack.world.users = Noticed(slack, slack.world.users)
    wei.posts_file("ops", "lag.png")
    slack.new_user("U0NEW", "Nia New")
    assert (files.changes, set(users.changes), len(app.events())) == ([True], {True}, 2)


def test_a_message_takes_what_is_put_into_it_while_nobody_reads(
    slack: StandIn, app: App, client: WebClient, wei: Person
) -> None:
    app.answers["block_suggestion"] = lambda _: (200, json.dumps({"options": OFFERS}))
    menu = {"type": "external_select", "action_id": "menu", "min_query_length": 0}
    client.chat_postMessage(channel="C0OPS", text="x", blocks=[{"block_id": "b", **actions(menu)}])
    (message,) = slack.messages("C0OPS")
    inputs = message.post.inputs = Noticed(slack, {})
    offered = message.post.offered = Noticed(slack, {})
    wei.asks_for_choices(message, "b", "menu", "o")
    wei.puts(message, "b", "menu", OFFERS[1])
    wei.points_at(message, "b", "menu")
    assert (offered.changes, inputs.changes) == ([True], [True, True])


def test_a_message_goes_while_nobody_reads(slack: StandIn, client: WebClient, wei: Person) -> None:
    client.chat_postEphemeral(channel="C0OPS", user="U0WEI", text="psst")
    posts = slack.world.posts["C0OPS"] = Noticed(slack, slack.world.posts["C0OPS"])
    wei.dismisses(wei.ephemerals[0])
    assert posts.changes == [True]


def test_a_form_takes_choices_and_closes_while_nobody_reads(
    slack: StandIn, app: App, opens: Callable[..., Form], monkeypatch: pytest.MonkeyPatch
) -> None:
    app.answers["block_suggestion"] = lambda _: (200, json.dumps({"options": OFFERS}))
    form = opens(chooser("Zone", "external_select", min_query_length=0))
    loaded = form.view.loaded = Noticed(slack, {})
    form.search("Zone", "o")
    held: list[bool] = []
    monkeypatch.setattr(OpenView, "__setattr__", lambda *_: held.append(is_held(slack)))
    form.close()
    assert (loaded.changes, held) == ([True], [True])


def test_who_sees_what_a_call_did_sees_the_call(
    slack: StandIn, client: WebClient, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = threading.Event()

    def slowly() -> float:
        looked.wait(AT_ONCE)
        return clock()

    monkeypatch.setattr(slack._api, "_now", slowly)  # noqa: SLF001
    with beside(lambda: client.chat_postMessage(channel="C0OPS", text="x")):
        eventually(lambda: slack.messages("C0OPS"))
        calls = slack.calls_of("chat.postMessage")
        looked.set()
    assert len(calls) == 1
