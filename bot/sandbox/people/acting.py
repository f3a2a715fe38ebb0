"""What every act of a person has in common: it goes to the app, and something may come back."""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from bot.sandbox.block_ids import all_elements
from bot.sandbox.channel import Channel
from bot.sandbox.courier import Courier
from bot.sandbox.delivery import Delivery, Kind, Outcome
from bot.sandbox.envelopes import interaction, message_container, place
from bot.sandbox.input_values import STATE, kept_values
from bot.sandbox.message_objects import message_object
from bot.sandbox.payload import Json, duplicate
from bot.sandbox.post import Post
from bot.sandbox.user import User
from bot.sandbox.world import World

# what a client shows when the app does not answer in time, or badly
FAILED = {"http_timeout": "operation_timeout"}


@dataclass(frozen=True)
class Desk:
    """Where people act: the workspace, the way to the app, and what tells the server's address (host:port).

    `held` keeps the clock from being turned while the app answers.
    """

    world: World
    courier: Courier
    address: Callable[[], str]
    held: Callable[[], AbstractContextManager[None]] = nullcontext

    def send(self, kind: Kind, payload: Json) -> Outcome:
        """Take one act to the app, after everything that happened before it and before what follows from it."""
        self.courier.settle()
        with self.held():
            outcome = self.courier.deliver(Delivery(kind, payload))
        self.courier.settle()
        return outcome

    def trigger(self, user: User, view: str | None = None) -> str:
        """A new trigger id for an act of this person."""
        return self.world.triggers.give(f"{self.world.new_id('')}.{user.id}", user.id, view)

    def response_url(self, channel: str, user: User, source: Post | None = None) -> str:
        """A new response URL for an act of this person."""
        secret = self.world.response_urls.give(self.world.new_id("R"), channel, user.id, source)
        return f"http://{self.address()}/respond/{secret}"

    def stamp(self) -> str:
        """The time of an act, as `action_ts`."""
        return f"{self.world.now():.6f}"


def status_of(outcome: Outcome) -> str:
    """`ok`, or the error the person's client shows."""
    return "ok" if outcome.accepted else FAILED.get(outcome.error, "dispatch_failed")


def message_interaction(desk: Desk, kind: str, user: User, post: Post, channel: Channel) -> Json:
    """What a click and a message shortcut have in common."""
    payload = interaction(desk.world, kind, user) | {"channel": place(channel), "trigger_id": desk.trigger(user)}
    payload["response_url"] = desk.response_url(channel.id, user, post)
    if post.ephemeral_to is None:
        payload["message"] = message_object(desk.world, post)
    return payload


def message_action(desk: Desk, user: User, post: Post, action: Json) -> Json:
    """The `block_actions` payload of an act on a message."""
    channel = desk.world.channel(post.channel)
    payload = message_interaction(desk, "block_actions", user, post, channel)
    with desk.world.lock:
        values = post.inputs[user.id] = kept_values(post.blocks, post.inputs.get(user.id, {}))
        if action["type"] in STATE:
            key = STATE[action["type"]][0]
            values[action["block_id"]][action["action_id"]] = {"type": action["type"], key: action[key]}
        state = {"values": duplicate(values)}
    return payload | {"container": message_container(post), "state": state, "actions": [action]}


def action_of(block: Json, element: Json, stamp: str, value: Any = None) -> Json:
    """One entry of `actions`; `value` is the chosen option of an overflow menu, or the state of an input."""
    action: Json = {k: element[k] for k in ("type", "action_id")} | {"block_id": block["block_id"], "action_ts": stamp}
    if element["type"] == "button":
        action |= {k: duplicate(element[k]) for k in ("text", "value", "style") if k in element}
    elif element["type"] == "overflow":
        action["selected_option"] = duplicate(value)
    else:
        action |= {k: v for k, v in value.items() if k != "type"}
    return action


def offering(blocks: list[Json]) -> list[tuple[str, tuple[Json, Json, Json]]]:
    """Every option of every menu in a message: its text, and block, element and option."""
    return [
        (option["text"]["text"], (block, element, option))
        for block, element in all_elements(blocks)
        if element["type"] == "overflow" or element["type"] in STATE
        for option in options_of(element)
    ]


def options_of(element: Json) -> list[Json]:
    """The options of a menu, out of their groups."""
    grouped = [o for g in element.get("option_groups", []) for o in g["options"]]
    return list(element.get("options", [])) + grouped


def buttons_of(blocks: list[Json]) -> list[tuple[str, tuple[Json, Json]]]:
    """Every button: its text, and block and element."""
    return [(e["text"]["text"], (b, e)) for b, e in all_elements(blocks) if e["type"] == "button"]
