"""The conversations a person sees, and the messages of the one they look at."""

from bot.sandbox.channel import Channel
from bot.sandbox.page_server.looking import Looking
from bot.sandbox.page_server.state.messages import message_state
from bot.sandbox.payload import Json
from bot.sandbox.people.message import Message
from bot.sandbox.people.person import Person
from bot.sandbox.world import World


def rooms_state(world: World, person: Person) -> list[Json]:
    """Every conversation the person can open: channels by name, then direct messages, the app's first."""
    own = world.dm(person.id)
    seen = [c for c in world.channels.values() if world.sees(person.id, c)]
    return [_room(world, c, person) for c in sorted(seen, key=lambda c: (c.kind == "im", c.id != own.id, c.name))]


def unread_directly(world: World, person: Person) -> int:
    """How many direct messages this person has not read."""
    own = [c for c in world.channels.values() if c.kind == "im" and person.id in c.members]
    return sum(len(person.unread_in(channel.id)) for channel in own)


def open_room(world: World, person: Person, looking: Looking) -> Json | None:
    """The messages of the conversation that is looked at, with a thread of it; None where it cannot be read."""
    channel = world.channels.get(looking.room)
    if channel is None or not world.sees(person.id, channel):
        return None
    everything = person.sees(channel.id)
    top = [m for m in everything if _stands_alone(m)]
    shown = top[-looking.messages :]
    return {
        "id": channel.id, "earlier": len(top) - len(shown),
        "messages": [message_state(world, m, person.id) for m in shown],
        "thread": _thread(world, person, everything, looking.thread) if looking.thread else None,
    }  # fmt: skip


def _stands_alone(message: Message) -> bool:
    return not message.post.is_reply or message.post.broadcast


def _room(world: World, channel: Channel, person: Person) -> Json:
    others = [member for member in channel.members if member != person.id] if channel.kind == "im" else []
    name = world.user(others[0]).real_name if others else channel.name
    inside = person.id in channel.members
    return {
        "id": channel.id, "name": name, "kind": channel.kind, "archived": channel.archived, "inside": inside,
        "members": len(channel.members), "other": others[0] if others else None,
        "app_inside": world.identity.bot_user in channel.members,
        "read": world.read.get((person.id, channel.id), "0"),
        "unread": len([m for m in person.unread_in(channel.id) if _stands_alone(m)]) if inside else 0,
    }  # fmt: skip


def _thread(world: World, person: Person, everything: list[Message], ts: str) -> Json | None:
    root = next((m for m in everything if m.ts == ts and not m.ephemeral), None)
    below = [m for m in everything if m.post.thread_ts == ts and m.ts != ts]
    if root is None:
        return None
    return {
        "root": message_state(world, root, person.id),
        "replies": [message_state(world, m, person.id) for m in below],
    }
