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
    """What all interactive payloads have in common; those of shortcuts do not name the app."""
    me = world.identity
    team = user.external_team or me.team_id
    app = {} if kind in ("shortcut", "message_action") else {"api_app_id": me.app_id}
    return app | {
        "type": kind, "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": team},
        "token": OLD_TOKEN, "team": {"id": me.team_id, "domain": me.domain},
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
