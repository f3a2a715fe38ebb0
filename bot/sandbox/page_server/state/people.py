"""The people of the workspace, and those whom one can be."""

from collections.abc import Callable

from bot.sandbox.payload import Json
from bot.sandbox.user import User
from bot.sandbox.world import World


def people_state(world: World, unread: Callable[[str], int]) -> list[Json]:
    """Everybody one can be; `unread`: how many direct messages the person with an id has not read."""
    return [_person(user) | {"unread": unread(user.id)} for user in world.users.values() if _is_somebody(user)]


def names_state(world: World) -> Json:
    """The name behind every id, apps too."""
    return {user.id: user.real_name for user in world.users.values()} | {i: a.name for i, a in world.other_apps.items()}


def _is_somebody(user: User) -> bool:
    return not user.is_bot and user.id != "USLACKBOT"


def _person(user: User) -> Json:
    marks = [m for m, on in (("guest", user.guest), ("external", user.external_team), ("gone", user.deleted)) if on]
    zone = user.tz or "Etc/UTC"
    place = zone.rpartition("/")[2].replace("_", " ")
    return {
        "id": user.id, "name": user.real_name, "handle": user.name, "zone": zone, "place": place, "marks": marks,
    }  # fmt: skip
