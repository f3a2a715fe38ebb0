"""A message as Slack shows it to apps: in events, in payloads and in answers of the Web API."""

from bot.sandbox.payload import Json, duplicate
from bot.sandbox.post import Post
from bot.sandbox.shared_file import file_object
from bot.sandbox.world import World

MOST_REPLY_USERS = 5


def message_object(world: World, post: Post, metadata: str = "none") -> Json:
    """A message as the Web API and events show it. `metadata`: none, type (only its event type) or all."""
    shown: Json = {"type": "message", "text": post.text, "ts": post.ts} | _author(world, post) | _subtype(post)
    if post.client_msg_id and not post.by_bot:
        shown["client_msg_id"] = post.client_msg_id
    if post.files:
        shown |= {"files": [file_object(f, world.identity) for f in post.files]}
        shown |= {"upload": False, "display_as_bot": False}
    if post.blocks:
        shown["blocks"] = duplicate(post.blocks)
    if post.edited:
        team = world.identity.team_id
        shown |= {"edited": dict(post.edited), "source_team": team, "user_team": team}
    return shown | _thread_fields(world, post) | _metadata_field(post, metadata)


def reactions_field(post: Post) -> Json:
    """The `reactions` of a message, when it has any."""
    listed = [{"name": n, "users": list(u), "count": len(u)} for n, u in post.reactions.items() if u]
    return {"reactions": listed} if listed else {}


def _author(world: World, post: Post) -> Json:
    """Who wrote it: a person, the app, another app by its bot user, or one of the old kind that has none."""
    me = world.identity
    if post.subtype == "tombstone":
        return {"user": post.user, "hidden": True}
    if post.other_app is None:
        own = _bot_fields(me.bot_id, me.app_id, world.manifest.name, me.team_id) if post.by_bot else {}
        return {"user": post.user, "team": me.team_id} | own
    other = post.other_app
    if other.user is None:
        return {"bot_id": other.bot_id, "username": other.name}
    return {"user": other.user, "team": me.team_id} | _bot_fields(other.bot_id, other.app_id, other.name, me.team_id)


def _bot_fields(bot_id: str, app_id: str, name: str, team_id: str) -> Json:
    profile = {"id": bot_id, "app_id": app_id, "name": name, "team_id": team_id, "deleted": False}
    return {"bot_id": bot_id, "app_id": app_id, "bot_profile": profile}


def _subtype(post: Post) -> Json:
    if post.subtype:
        return {"subtype": post.subtype}
    if post.other_app is not None and post.other_app.user is None:
        return {"subtype": "bot_message"}
    return {"subtype": "file_share"} if post.files else {}


def _thread_fields(world: World, post: Post) -> Json:
    if post.is_reply:
        root = world.post(post.channel, post.thread_ts or "")
        return {"thread_ts": post.thread_ts} | ({"parent_user_id": root.user} if root else {})
    replies = world.replies(post) if post.ephemeral_to is None else []
    if not replies:
        return {}
    people = list(dict.fromkeys(r.user for r in replies))
    fields: Json = {
        "thread_ts": post.ts, "reply_count": len(replies), "reply_users": people[:MOST_REPLY_USERS],
        "reply_users_count": len(people), "latest_reply": replies[-1].ts, "is_locked": False,
    }  # fmt: skip
    return fields if post.subtype == "tombstone" else fields | {"subscribed": False}


def _metadata_field(post: Post, metadata: str) -> Json:
    if post.metadata is None or metadata == "none":
        return {}
    if metadata == "type":
        return {"metadata": {"event_type": post.metadata["event_type"]}}
    return {"metadata": duplicate(post.metadata)}
