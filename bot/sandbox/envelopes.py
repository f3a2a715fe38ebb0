"""What Slack sends to an app, shaped exactly as Slack shapes it (docs.slack.dev/apis/events-api,
docs.slack.dev/interactivity)."""

from bot.sandbox.channel import SLASH_NAME, Channel
from bot.sandbox.payload import Json, duplicate
from bot.sandbox.post import Post
from bot.sandbox.user import User
from bot.sandbox.world import World

# the long retired verification token that Slack still sends
OLD_TOKEN = "verification-token-that-means-nothing"  # noqa: S105


def event_callback(world: World, event: Json, shared: bool = False) -> Json:
    """The envelope of an event."""
    me = world.identity
    event_id = world.new_id("Ev")
    return {
        "token": OLD_TOKEN, "team_id": me.team_id, "context_team_id": me.team_id, "context_enterprise_id": None,
        "api_app_id": me.app_id, "event": duplicate(event), "type": "event_callback", "event_id": event_id,
        "event_time": int(world.now()), "is_ext_shared_channel": shared, "event_context": f"4-{event_id}",
        "authorizations": [
            {"enterprise_id": None, "team_id": me.team_id, "user_id": me.bot_user, "is_bot": True,
             "is_enterprise_install": False},
        ],
    }  # fmt: skip


def slash_command(world: World, user: User, channel: Channel, command: str, text: str) -> Json:
    """A slash command, without its `response_url` and `trigger_id`."""
    me = world.identity
    return {
        "token": OLD_TOKEN, "team_id": me.team_id, "team_domain": me.domain, "channel_id": channel.id,
        "channel_name": SLASH_NAME.get(channel.kind, channel.name), "user_id": user.id, "user_name": user.name,
        "command": command, "text": text, "api_app_id": me.app_id, "is_enterprise_install": "false",
    }  # fmt: skip


def interaction(world: World, kind: str, user: User) -> Json:
    """What all interactive payloads have in common."""
    me = world.identity
    team = user.external_team or me.team_id
    return {
        "type": kind, "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": team},
        "api_app_id": me.app_id, "token": OLD_TOKEN, "team": {"id": me.team_id, "domain": me.domain},
        "enterprise": None, "is_enterprise_install": False,
    }  # fmt: skip


def place(channel: Channel) -> Json:
    """The `channel` of an interactive payload."""
    return {"id": channel.id, "name": SLASH_NAME.get(channel.kind, channel.name)}


def message_container(post: Post) -> Json:
    """Where a button in a message stands."""
    container: Json = {"type": "message", "message_ts": post.ts, "channel_id": post.channel}
    if post.thread_ts:
        container["thread_ts"] = post.thread_ts
    return container | {"is_ephemeral": post.ephemeral_to is not None}


def bot_profile(world: World) -> Json:
    """The `bot_profile` of what the bot posts."""
    me = world.identity
    return {"id": me.bot_id, "app_id": me.app_id, "name": world.manifest.name, "team_id": me.team_id, "deleted": False}


def message_object(world: World, post: Post, metadata: str = "none") -> Json:
    """A message as the Web API and events show it. `metadata`: none, type (only its event type) or all."""
    me = world.identity
    shown: Json = {"type": "message", "user": post.user, "text": post.text, "ts": post.ts, "team": me.team_id}
    if post.subtype:
        shown["subtype"] = post.subtype
    if post.by_bot:
        shown |= {"bot_id": me.bot_id, "app_id": me.app_id, "bot_profile": bot_profile(world)}
    if post.client_msg_id and not post.by_bot:
        shown["client_msg_id"] = post.client_msg_id
    if post.blocks:
        shown["blocks"] = duplicate(post.blocks)
    if post.edited:
        shown["edited"] = dict(post.edited)
    return shown | _thread_fields(world, post) | _metadata_field(post, metadata)


def _thread_fields(world: World, post: Post) -> Json:
    if post.is_reply:
        root = world.post(post.channel, post.thread_ts or "")
        return {"thread_ts": post.thread_ts} | ({"parent_user_id": root.user} if root else {})
    replies = world.replies(post) if post.ephemeral_to is None else []
    if not replies:
        return {}
    people = list(dict.fromkeys(r.user for r in replies))
    return {
        "thread_ts": post.ts, "reply_count": len(replies), "reply_users": people, "reply_users_count": len(people),
        "latest_reply": replies[-1].ts, "is_locked": False, "subscribed": False,
    }  # fmt: skip


def _metadata_field(post: Post, metadata: str) -> Json:
    if post.metadata is None or metadata == "none":
        return {}
    if metadata == "type":
        return {"metadata": {"event_type": post.metadata["event_type"]}}
    return {"metadata": duplicate(post.metadata)}


def reactions_field(post: Post) -> Json:
    """The `reactions` of a message, when it has any."""
    listed = [{"name": n, "users": list(u), "count": len(u)} for n, u in post.reactions.items() if u]
    return {"reactions": listed} if listed else {}
