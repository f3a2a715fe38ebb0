"""Keeping the books: what Slack has on record against what the database says, by nothing but plain SQL.

Nothing here is the product's: not its models, not its sender. One entry for each thing that is not as it should be.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from bot.sandbox.people.message import Message
from tests.faults.office import Office
from tests.people import CAST, LOBBY, OPS, SECRET

POSTS = """
    SELECT m.opaque, m.key, m.channel, m.ts, d.state FROM messages m
    JOIN deliveries d ON d.message_id = m.id AND d.action = 'post'
"""


def check(office: Office, users: Iterable[str] = ()) -> None:
    """Nothing lost, nothing doubled, nobody pinged: every message owed stands once in Slack, and none besides."""
    problems = [*_messages(office, standing(office, users)), *_inputs(office), *_items(office)]
    problems += [f"{message} pings {whom}" for message, whom in office.slack.pings]
    assert problems == [], "\n".join(problems)


def standing(office: Office, users: Iterable[str] = ()) -> list[Message]:
    """Every message of the bot's that stands in Slack."""
    people = {*(one.user for one in CAST), *users}
    found = [one for channel in (OPS, SECRET, LOBBY) for one in office.slack.messages(channel)]
    found += [one for user in people for one in office.person(user).dms]
    return [one for one in found if one.by_bot and not one.deleted]


def key_of(message: Message) -> str:
    """The opaque key in a message's metadata."""
    kept = message.post.metadata or {}
    return str(kept.get("event_payload", {}).get("key", ""))


def _messages(office: Office, found: list[Message]) -> Iterable[str]:
    copies = Counter(key_of(message) for message in found)
    places = {key_of(message): (message.channel, message.ts) for message in found}
    owed = {opaque: (key, (channel, ts), state) for opaque, key, channel, ts, state in office.rows(POSTS)}
    for message in found:
        if key_of(message) not in owed:
            yield f"nobody owed {message}"
    for opaque, (key, place, state) in owed.items():
        if copies[opaque] != (1 if state == "sent" else 0):
            yield f"{key} ({state}) stands {copies[opaque]} times"
        elif state == "sent" and places[opaque] != place:
            yield f"{key} stands at {places[opaque]}, not at {place}"
    for number, state, _, since in office.owed():
        if since <= office.now:
            yield f"delivery {number} is still owed ({state})"


def _inputs(office: Office) -> Iterable[str]:
    """Each thing people did that Slack counts as taken has had exactly one effect; no other more than one."""
    replies = Counter(key for (key,) in office.rows("SELECT key FROM messages WHERE kind = 'reply'"))
    accepted = {
        one.payload["event_id"]: any(outcome.accepted for outcome in one.outcomes)
        for one in office.slack.deliveries
        if one.kind == "event" and one.event.get("channel_type") == "im" and _by_a_person(one.event)
    }
    for event_id, taken in accepted.items():
        effects = sum(count for key, count in replies.items() if key.endswith(f":{event_id}"))
        if effects > 1 or (taken and effects == 0):
            yield f"what was written in {event_id} was answered {effects} times"


def _by_a_person(event: Mapping[str, Any]) -> bool:
    return "user" in event and "subtype" not in event and "bot_id" not in event


def _items(office: Office) -> Iterable[str]:
    """Every item has an owner, and each change is noted once in its history."""
    for (number,) in office.rows("SELECT number FROM items WHERE owner IS NULL OR owner = ''"):
        yield f"H-{number} has no owner"
    twice = "SELECT item_id, verb FROM events WHERE verb = 'open' GROUP BY item_id, verb HAVING count(*) > 1"
    for item, verb in office.rows(twice):
        yield f"item {item} has {verb} twice in its history"
