"""Accounts are made and changed."""

from bot.sandbox.acts.announce import announce
from bot.sandbox.user import User
from bot.sandbox.world import World


def new_user(world: World, user: User) -> None:
    """Somebody joins the workspace (`team_join`)."""
    with world.lock:
        world.users[user.id] = user
    world.changes.note()
    shown = user.as_json(world.identity.team_id, world.now())
    announce(world, "team_join", {"type": "team_join", "user": shown, "event_ts": _stamp(world)})


def changed_user(world: World, user: User) -> None:
    """An account is not what it was (`user_change`): zone, name, deactivated, guest."""
    world.changes.note()
    user.updated = max(user.updated, int(world.now()))
    shown = user.as_json(world.identity.team_id, world.now())
    event = {"type": "user_change", "user": shown, "cache_ts": user.updated, "event_ts": _stamp(world)}
    announce(world, "user_change", event)


def _stamp(world: World) -> str:
    return f"{world.now():.6f}"
