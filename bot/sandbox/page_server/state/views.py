"""The form in front of a person, and the app's Home tab; made and written under the workspace's lock."""

from bot.sandbox.open_view import OpenView
from bot.sandbox.payload import Json
from bot.sandbox.world import World


def form_state(world: World, user_id: str) -> Json | None:
    """The modal on top, if one is open; `below` is how many lie under it."""
    stack = world.modals.get(user_id, [])
    if not stack:
        return None
    top = stack[-1]
    content = {key: top.content.get(key, {}).get("text", "") for key in ("title", "submit", "close")}
    return content | _view(top) | {"below": len(stack) - 1}


def home_state(world: World, user_id: str) -> Json | None:
    """The Home tab; None while the app has published none."""
    view = world.homes.get(user_id)
    return _view(view) if view else None


def _view(view: OpenView) -> Json:
    return {
        "id": view.id, "hash": view.hash, "blocks": view.blocks, "inputs": view.values,
    }  # fmt: skip
