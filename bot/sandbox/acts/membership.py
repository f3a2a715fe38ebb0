"""People and the bot come into conversations and leave them."""

from bot.sandbox.acts.announce import announce, tell
from bot.sandbox.channel import Channel
from bot.sandbox.payload import Json
from bot.sandbox.world import World

TYPE_LETTER = {"public": "C", "private": "G", "im": "D", "mpim": "G"}


def join(world: World, channel: Channel, user: str, inviter: str | None = None) -> None:
    """A person (or the bot) becomes a member; nothing happens to one who is."""
    with world.lock:
        if user in channel.members:
            return
        channel.members.append(user)
    world.changes.note()
    event = _event(world, "member_joined_channel", channel, user)
    announce(world, "member_joined_channel", event | ({"inviter": inviter} if inviter else {}), channel)


def leave(world: World, channel: Channel, user: str, actor: str | None = None) -> None:
    """A person leaves; when the bot is taken out it is told once more, by `channel_left` or `group_left`."""
    if user not in channel.members:
        return
    gone = _event(world, "member_left_channel", channel, user)
    if user != world.identity.bot_user:
        channel.members.remove(user)
        world.changes.note()
        announce(world, "member_left_channel", gone, channel)
        return
    announce(world, "member_left_channel", gone, channel)
    channel.members.remove(user)
    world.changes.note()
    kind = "group_left" if channel.kind == "private" else "channel_left"
    event = {"type": kind, "channel": channel.id, "actor_id": actor or "USLACKBOT", "event_ts": gone["event_ts"]}
    if kind in world.manifest.events:
        tell(world, event, channel)


def _event(world: World, kind: str, channel: Channel, user: str) -> Json:
    person = world.users.get(user)
    team = person.external_team if person and person.external_team else world.identity.team_id
    return {
        "type": kind, "user": user, "channel": channel.id, "channel_type": TYPE_LETTER[channel.kind], "team": team,
        "event_ts": world.next_ts(channel),
    }  # fmt: skip
