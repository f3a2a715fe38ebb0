"""Tells the app about something, if it subscribed to it, may know of it and is there."""

from bot.sandbox.channel import Channel
from bot.sandbox.envelopes import event_callback
from bot.sandbox.payload import Json
from bot.sandbox.world import World

MESSAGE_EVENT = {"public": "message.channels", "private": "message.groups", "im": "message.im", "mpim": "message.mpim"}

# What an event needs (docs.slack.dev/reference/events); those that depend on the conversation come with `channel`.
NEEDS = {
    "message.channels": "channels:history", "message.groups": "groups:history", "message.im": "im:history",
    "message.mpim": "mpim:history", "reaction_added": "reactions:read", "reaction_removed": "reactions:read",
    "user_change": "users:read", "team_join": "users:read", "app_mention": "app_mentions:read",
    "channel_archive": "channels:read", "channel_unarchive": "channels:read", "channel_rename": "channels:read",
    "channel_deleted": "channels:read", "channel_left": "channels:read", "channel_created": "channels:read",
    "group_archive": "groups:read", "group_unarchive": "groups:read", "group_rename": "groups:read",
    "group_deleted": "groups:read", "group_left": "groups:read",
}  # fmt: skip


def announce(world: World, subscription: str, event: Json, channel: Channel | None = None) -> None:
    """Queue an event; nothing happens where Slack would say nothing. `channel`: where the bot has to be."""
    needed = NEEDS.get(subscription)
    if subscription.startswith("member_") and channel is not None:
        needed = channel.scope("read")
    if subscription not in world.manifest.events or (needed and needed not in world.granted):
        return
    if channel is not None and world.identity.bot_user not in channel.members:
        return
    tell(world, event, channel)


def tell(world: World, event: Json, channel: Channel | None = None) -> None:
    """Queue an event for the app, whatever it subscribed to."""
    world.events.put(event_callback(world, event, shared=bool(channel and channel.shared)))
