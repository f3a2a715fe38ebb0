"""The view that a call sends, and how it is put in front of a person."""

from typing import Any

from bot.sandbox.block_ids import with_ids
from bot.sandbox.block_limits import check_view
from bot.sandbox.input_values import kept_values
from bot.sandbox.open_view import OpenView
from bot.sandbox.payload import Json, duplicate
from bot.sandbox.refusal import Refusal, bad_arguments
from bot.sandbox.world import World


def read_view(view: Any, kind: str = "modal") -> Json:
    """A view that keeps Slack's limits, or Slack's error."""
    if not isinstance(view, dict):
        raise bad_arguments("missing required field: view")
    if view.get("type") != kind:
        raise bad_arguments(f"must be {kind} [json-pointer:/view/type]")
    check_view(view, kind)
    copy: Json = duplicate(view)
    return copy


def new_view(world: World, user: str, content: Json, below: OpenView | None = None) -> OpenView:
    """A view that stands in front of a person for the first time; `below` is the one it is pushed on."""
    _unique(world, content, None)
    with_ids(content["blocks"], world.new_id)
    view_id = world.new_id("V")
    root = below.root if below else view_id
    view = OpenView(view_id, user, content, new_hash(world), root, below.id if below else None)
    view.values = kept_values(view.blocks, {})
    world.changes.note()
    return view


def replace_view(world: World, view: OpenView, content: Json) -> None:
    """Other content in the same view; what was put in stays where block_id, action_id and type stay."""
    _unique(world, content, view)
    with_ids(content["blocks"], world.new_id)
    view.content, view.hash = content, new_hash(world)
    view.values = kept_values(view.blocks, view.values)
    world.changes.note()


def new_hash(world: World) -> str:
    """The hash that changes with every change of a view."""
    return f"{int(world.now())}.{world.new_id('')}"


def view_object(world: World, view: OpenView) -> Json:
    """The view as the API and payloads show it."""
    me = world.identity
    return view.as_json(me.team_id, me.app_id, me.bot_id)


def _unique(world: World, content: Json, itself: OpenView | None) -> None:
    external_id = content.get("external_id")
    shown = [v for stack in world.modals.values() for v in stack] + list(world.homes.values())
    if external_id and any(v.content.get("external_id") == external_id for v in shown if v is not itself):
        raise Refusal("duplicate_external_id")
