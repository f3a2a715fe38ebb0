"""Channels are archived, brought back, renamed and deleted."""

from bot.sandbox.acts.announce import announce
from bot.sandbox.channel import Channel
from bot.sandbox.payload import Json
from bot.sandbox.world import World


def archive(world: World, channel: Channel, actor: str = "USLACKBOT") -> None:
    """Nothing can be posted there any more."""
    channel.archived = True
    world.changes.note()
    announce(world, _name(channel, "archive"), _event(world, channel, "archive", {"user": actor}), channel)


def unarchive(world: World, channel: Channel, actor: str = "USLACKBOT") -> None:
    """The channel is open again."""
    channel.archived = False
    world.changes.note()
    announce(world, _name(channel, "unarchive"), _event(world, channel, "unarchive", {"user": actor}), channel)


def rename(world: World, channel: Channel, name: str) -> None:
    """The channel gets another name."""
    channel.name = name
    world.changes.note()
    renamed = {"id": channel.id, "name": name, "created": channel.created}
    event = {"type": _name(channel, "rename"), "channel": renamed, "event_ts": world.next_ts(channel)}
    announce(world, _name(channel, "rename"), event, channel)


def delete(world: World, channel: Channel) -> None:
    """The channel and everything in it is gone."""
    announce(world, _name(channel, "deleted"), _event(world, channel, "deleted", {}), channel)
    with world.lock:
        world.channels.pop(channel.id, None)
        world.posts.pop(channel.id, None)
    world.changes.note()


def _name(channel: Channel, what: str) -> str:
    return f"{'group' if channel.kind == 'private' else 'channel'}_{what}"


def _event(world: World, channel: Channel, what: str, more: Json) -> Json:
    return {"type": _name(channel, what), "channel": channel.id, "event_ts": world.next_ts(channel)} | more
