"""The workspace as JSON: everything that is to be there again at the next start, and nothing that is not."""

import base64
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from typing import Any, Final

from bot.sandbox.channel import Channel
from bot.sandbox.identity import OtherApp
from bot.sandbox.kept_fields import made_from
from bot.sandbox.open_view import OpenView
from bot.sandbox.payload import Json
from bot.sandbox.post import Post
from bot.sandbox.shared_file import SharedFile
from bot.sandbox.user import User
from bot.sandbox.user_group import UserGroup
from bot.sandbox.world import World

# Raise it where an older document would be read wrongly: it then means a fresh start.
FORMAT: Final = 1
# In the year 9000; a clock beyond it was not kept by anybody.
LATEST: Final = 221_845_392_000.0
# Of a message these are kept apart, are for tests, or were offered while somebody typed.
_NOT_OF_A_POST: Final = ("other_app", "files", "pings", "versions", "offered")


class NotKeptError(Exception):
    """What was kept cannot be taken up again. Its text is one sentence: why."""


@dataclass(frozen=True)
class KeptWorld:
    """A workspace that can be put in place. `at` is how far its clock was (seconds since the epoch), `source` what its
    people were made from."""

    at: float
    source: str
    opens_as: str | None
    users: list[User]
    other_apps: list[OtherApp]
    files: list[SharedFile]
    channels: list[Channel]
    groups: list[UserGroup]
    posts: list[Post]
    ephemerals: list[Post]
    homes: list[OpenView]
    read: dict[tuple[str, str], str]


def as_document(world: World, source: str) -> Json:
    """Everything that is kept. Open forms are not: whoever had one begins it again."""
    with world.lock:
        return {
            "format": FORMAT, "team": world.identity.team_id, "at": world.now(), "source": source,
            "opens_as": world.opens_as,
            "users": [asdict(user) for user in world.users.values() if user.id != world.identity.bot_user],
            "other_apps": [asdict(app) for app in world.other_apps.values()],
            "files": [_file(file) for file in world.files.values()],
            "channels": [asdict(channel) for channel in world.channels.values()],
            "groups": [asdict(group) for group in world.groups.values()],
            "posts": [_post(post) for posts in world.posts.values() for post in posts.values()],
            "ephemerals": [_post(post) for post in world.ephemerals],
            "homes": [asdict(view) for view in world.homes.values()],
            "read": [[user, channel, ts] for (user, channel), ts in world.read.items()],
        }  # fmt: skip


def from_document(document: Any, team: str) -> KeptWorld:
    """The workspace that a document tells of. Raises NotKeptError."""
    if not isinstance(document, dict) or (document.get("format"), document.get("team")) != (FORMAT, team):
        raise NotKeptError("What is kept of the sandbox was written by another version of Sunrelay.")
    try:
        return _read(document)
    except (AttributeError, KeyError, TypeError, ValueError):
        raise NotKeptError("What is kept of the sandbox cannot be read.") from None


def put_in_place(world: World, kept: KeptWorld) -> None:
    """Fill an empty workspace."""
    with world.lock:
        world.opens_as = kept.opens_as
        world.users |= {user.id: user for user in kept.users}
        world.other_apps |= {app.bot_id: app for app in kept.other_apps}
        world.files |= {file.id: file for file in kept.files}
        world.groups |= {group.id: group for group in kept.groups}
        for channel in kept.channels:
            world.add_channel(channel)
        for post in kept.posts:
            world.keep(post)
        world.ephemerals += kept.ephemerals
        world.homes |= {view.user: view for view in kept.homes}
        world.read |= kept.read


def _read(document: Json) -> KeptWorld:
    apps = [made_from(OtherApp, one) for one in document["other_apps"]]
    files = [made_from(SharedFile, one | {"content": base64.b64decode(one["content"])}) for one in document["files"]]
    by_id, by_bot = {file.id: file for file in files}, {app.bot_id: app for app in apps}
    channels = [made_from(Channel, one) for one in document["channels"]]
    posts, ephemerals = (
        [_as_post(one, by_id, by_bot) for one in document[name]] for name in ("posts", "ephemerals")
    )  # fmt: skip
    there = {channel.id for channel in channels}
    if not all(post.channel in there for post in (*posts, *ephemerals)):
        raise ValueError("a message stands in a channel that is not there")
    at, users = float(document["at"]), [made_from(User, one) for one in document["users"]]
    if not 0.0 <= at < LATEST or not all(user.zone() for user in users):
        raise ValueError("the clock stands at no time")
    return KeptWorld(
        at=at, source=str(document["source"]), opens_as=document["opens_as"], users=users, other_apps=apps, files=files,
        channels=channels,
        groups=[made_from(UserGroup, one) for one in document["groups"]], posts=posts, ephemerals=ephemerals,
        homes=[made_from(OpenView, one) for one in document["homes"]],
        read={(user, channel): ts for user, channel, ts in document["read"]},
    )  # fmt: skip


def _file(file: SharedFile) -> Json:
    return asdict(file) | {"content": base64.b64encode(file.content).decode("ascii")}


def _post(post: Post) -> Json:
    kept = {one.name: getattr(post, one.name) for one in fields(post) if one.name not in _NOT_OF_A_POST}
    return kept | {"files": [file.id for file in post.files], "app": post.other_app and post.other_app.bot_id}


def _as_post(kept: Json, files: dict[str, SharedFile], apps: dict[str, OtherApp]) -> Post:
    rest = {name: value for name, value in kept.items() if name not in ("files", "app")}
    shared: Iterable[SharedFile] = (files[one] for one in kept["files"])
    return made_from(Post, rest | {"files": list(shared), "other_app": apps[kept["app"]] if kept["app"] else None})
