"""Everything the page shows to the person it is looked at as, as JSON."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.sandbox.channel import Channel
from bot.sandbox.page_parts import parts_of
from bot.sandbox.payload import Json
from bot.sandbox.people.form import Form
from bot.sandbox.people.message import Message, reader_of
from bot.sandbox.people.person import Person
from bot.sandbox.reading.text import Reader, read_mrkdwn
from bot.sandbox.user import User
from bot.sandbox.world import World

MOST_MESSAGES = 200


def page_state(world: World, person: Person | None, turns: bool, unread: Callable[[str], int]) -> Json:
    """People, conversations with their messages, and the open form.

    `turns`: the clock can be turned. `unread`: how many direct messages the person with an id has not read.
    """
    now = world.now()
    users = [u for u in world.users.values() if not u.is_bot and u.id != "USLACKBOT"]
    state: Json = {
        "now": f"{datetime.fromtimestamp(now, UTC):%a %d %b %Y, %H:%M} UTC", "turns": turns,
        "people": [_person(u, now) | {"unread": unread(u.id)} for u in users],
        "commands": sorted(world.manifest.commands),
        "me": person.id if person else None, "rooms": [], "form": None, "app": world.manifest.name,
        "shortcuts": [n for n, (kind, _) in world.manifest.shortcuts.items() if kind == "message"],
    }  # fmt: skip
    if person is not None:
        with world.lock:
            reader = reader_of(world, person.user)
            state["rooms"] = [_room(world, c, person, reader) for c in _rooms(world, person)]
            state["form"] = _form(world, person.form, reader) if person.form else None
    return state


def _person(user: User, now: float) -> Json:
    local = datetime.fromtimestamp(now, UTC).astimezone(user.zone())
    marks = [m for m, on in (("guest", user.guest), ("external", user.external_team), ("gone", user.deleted)) if on]
    place = (user.tz or "UTC").rpartition("/")[2].replace("_", " ")
    return {"id": user.id, "name": user.real_name, "place": place, "time": f"{local:%a %H:%M}", "marks": marks}


def _rooms(world: World, person: Person) -> list[Channel]:
    world.dm(person.id)
    seen = [c for c in world.channels.values() if world.sees(person.id, c)]
    return sorted(seen, key=lambda c: (c.kind == "im", c.name))


def _room(world: World, channel: Channel, person: Person, reader: Reader) -> Json:
    messages = person.sees(channel.id)[-MOST_MESSAGES:]
    top = [m for m in messages if not m.post.is_reply or m.ephemeral]
    name = world.manifest.name if channel.kind == "im" else channel.name
    return {
        "id": channel.id, "name": name, "kind": channel.kind, "archived": channel.archived,
        "members": len(channel.members), "inside": person.id in channel.members,
        "unread": len(person.unread) if channel.kind == "im" else 0,
        "messages": [_message(world, m, reader, m.thread if not m.ephemeral else []) for m in top],
    }  # fmt: skip


def _message(world: World, message: Message, reader: Reader, thread: list[Message]) -> Json:
    blocks = message.post.blocks
    plain: list[Json] = [{"kind": "text", "text": read_mrkdwn(message.text, reader)}]
    return {
        "channel": message.channel, "ts": message.ts, "who": reader.person(message.user), "app": message.by_bot,
        "at": _clock_text(message.ts, reader.zone), "edits": message.edits if message.by_bot else 0,
        "ephemeral": message.ephemeral, "deleted": message.deleted,
        "parts": parts_of(blocks, reader, {}, list) if blocks else plain,
        "reactions": [{"name": n, "people": [reader.person(p) for p in people], "ids": list(people)}
                      for n, people in message.reactions.items()],
        "thread": [_message(world, reply, reader, []) for reply in thread],
    }  # fmt: skip


def _clock_text(ts: str, zone: ZoneInfo) -> str:
    return f"{datetime.fromtimestamp(int(ts.partition('.')[0]), UTC).astimezone(zone):%a %H:%M}"


def _form(world: World, form: Form, reader: Reader) -> Json:
    def people() -> list[str]:
        return [u.real_name for u in world.users.values() if not u.deleted and not u.is_bot and u.id != "USLACKBOT"]

    return {
        "id": form.view.id, "hash": form.view.hash, "title": form.title, "submit": form.submit_label,
        "close": form.view.content.get("close", {}).get("text", "Close"),
        "parts": parts_of(form.view.blocks, reader, form.view.values, people),
    }  # fmt: skip
