"""Reactions are put on messages and taken off."""

import re

from bot.sandbox.acts.announce import announce
from bot.sandbox.payload import Json
from bot.sandbox.post import Post
from bot.sandbox.refusal import Refusal
from bot.sandbox.world import World

NAME = re.compile(r"^[a-z0-9_+'-]+(::skin-tone-[2-6])?$")


def react(world: World, post: Post, user: str, reaction: str) -> None:
    """One person's emoji on a message; `already_reacted` the second time."""
    if not NAME.match(reaction):
        raise Refusal("invalid_name")
    with world.lock:
        people = post.reactions.setdefault(reaction, [])
        if user in people:
            raise Refusal("already_reacted")
        people.append(user)
    _announce(world, "reaction_added", post, user, reaction)


def unreact(world: World, post: Post, user: str, reaction: str) -> None:
    """Taken off again; `no_reaction` when there is none."""
    with world.lock:
        people = post.reactions.get(reaction, [])
        if user not in people:
            raise Refusal("no_reaction")
        people.remove(user)
        if not people:
            del post.reactions[reaction]
    _announce(world, "reaction_removed", post, user, reaction)


def _announce(world: World, kind: str, post: Post, user: str, reaction: str) -> None:
    world.changes.note()
    channel = world.channel(post.channel)
    item = {"type": "message", "channel": post.channel, "ts": post.ts}
    event: Json = {"type": kind, "user": user, "reaction": reaction, "item": item}
    if post.user in world.users:
        event["item_user"] = post.user
    announce(world, kind, event | {"event_ts": world.next_ts(channel)}, channel)
