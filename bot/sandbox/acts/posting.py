"""Messages appear, change and go."""

from bot.sandbox.acts.announce import MESSAGE_EVENT, announce
from bot.sandbox.block_ids import with_ids
from bot.sandbox.channel import EVENT_TYPE, Channel
from bot.sandbox.message_objects import message_object
from bot.sandbox.payload import Json, duplicate
from bot.sandbox.pings import pings_in
from bot.sandbox.post import Post
from bot.sandbox.world import World


def add_post(world: World, post: Post, link_names: bool = False) -> Post:
    """Keep a new message (its `ts` is given here) and tell the app."""
    channel = world.channel(post.channel)
    with world.lock:
        post.ts = world.next_ts(channel)
        _take(world, post, post.text, post.blocks, link_names)
        world.keep(post)
    shown = message_object(world, post)
    event = shown | {"channel": channel.id, "event_ts": post.ts, "channel_type": EVENT_TYPE[channel.kind]}
    announce(world, MESSAGE_EVENT[channel.kind], event, channel)
    if f"<@{world.identity.bot_user}>" in post.text and channel.kind != "im" and not post.by_bot:
        mention = {k: v for k, v in event.items() if k != "channel_type"} | {"type": "app_mention"}
        announce(world, "app_mention", mention, channel)
    return post


def add_ephemeral(world: World, post: Post) -> Post:
    """Show a message to one person only; Slack tells nobody and keeps it nowhere."""
    with world.lock:
        post.ts = world.next_ts(world.channel(post.channel))
        _take(world, post, post.text, post.blocks)
        world.ephemerals.append(post)
    world.changes.note()
    return post


def change_post(world: World, post: Post, text: str, blocks: list[Json], link_names: bool = False) -> None:
    """Give a message new content and tell the app (`message_changed`)."""
    before = message_object(world, post)
    with world.lock:
        channel = world.channel(post.channel)
        at = world.next_ts(channel)
        post.versions.append((post.text, post.blocks))
        _take(world, post, text, blocks, link_names)
        post.edits += 1
        post.edited = {"user": post.user, "ts": at}
    world.changes.note()
    if post.ephemeral_to is None:
        _announce_change(world, channel, at, {"message": message_object(world, post), "previous_message": before})


def delete_post(world: World, post: Post) -> None:
    """Take a message away; the first message of a thread leaves a tombstone."""
    before = message_object(world, post)
    with world.lock:
        channel = world.channel(post.channel)
        at = world.next_ts(channel)
        if post.ephemeral_to is None and world.replies(post):
            _bury(world, channel, post, at, before)
            return
        post.deleted = True
        world.drop(post)
    if post.ephemeral_to is None:
        gone = {"subtype": "message_deleted", "deleted_ts": post.ts, "previous_message": before}
        _announce_change(world, channel, at, gone)


def _bury(world: World, channel: Channel, post: Post, at: str, before: Json) -> None:
    post.deleted, post.subtype, post.user = True, "tombstone", "USLACKBOT"
    post.text, post.blocks, post.metadata, post.by_bot = "This message was deleted.", [], None, False
    post.files, post.other_app, post.edited, post.client_msg_id = [], None, None, None
    world.changes.note()
    _announce_change(world, channel, at, {"message": message_object(world, post), "previous_message": before})


def _announce_change(world: World, channel: Channel, at: str, what: Json) -> None:
    event = {"type": "message", "subtype": "message_changed", "hidden": True, "channel": channel.id, "ts": at}
    event |= {"event_ts": at, "channel_type": EVENT_TYPE[channel.kind]}
    announce(world, MESSAGE_EVENT[channel.kind], event | what, channel)


def _take(world: World, post: Post, text: str, blocks: list[Json], link_names: bool = False) -> None:
    post.text = text
    post.blocks = with_ids(duplicate(blocks), world.new_id)
    post.pings += [p for p in pings_in(text, post.blocks, link_names) if p not in post.pings]
