"""What pickers that search offer for what is typed: time zones, and places whose public holidays count."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from slack_bolt import Ack
from slack_sdk.models.blocks import Option

from handlers import ids
from handlers.blocks.form.add import item_option
from handlers.blocks.setup.region import NONE_LABEL, holidays_option, zone_option
from handlers.desk import Desk
from handlers.payloads import act_of_view, is_ours
from handlers.setup_state import Spot
from models.facts.picking import items_to_pick
from models.refusals import RefusedError
from models.shifts.searching import MOST_FOUND, find_holiday_places, find_zones, holidays_of_zone
from models.shifts.zones import zone
from models.verbs.setting_up import zones_in_setup

Suggest = Callable[[Desk, Mapping[str, Any], str], Iterable[Option]]


def on_suggestion(desk: Desk, ack: Ack, body: Mapping[str, Any]) -> None:
    """Answer what somebody types into a picker (Slack: block_suggestion payloads); at most 100 choices."""
    suggest = SUGGESTIONS.get(str(body.get("action_id")))
    if suggest is None or not is_ours(desk, body):
        ack(options=[])
        return
    options = list(suggest(desk, body, str(body.get("value") or "")))[:MOST_FOUND]
    ack(options=[option.to_dict() for option in options])


def _zones(desk: Desk, body: Mapping[str, Any], typed: str) -> Iterable[Option]:
    now = desk.now()
    for name in find_zones(typed, () if typed.strip() else _used(desk, body)):
        yield zone_option(name, f"{now.astimezone(zone(name)):%H:%M}")


def _holidays(desk: Desk, body: Mapping[str, Any], typed: str) -> Iterable[Option]:
    wanted = typed.strip().casefold()
    if NONE_LABEL.casefold().startswith(wanted):
        yield holidays_option(None)
    used = [] if wanted else _used(desk, body)
    first = [code for name in used if (code := holidays_of_zone(name)) is not None]
    yield from (holidays_option(place.code) for place in find_holiday_places(typed, first))


def _used(desk: Desk, body: Mapping[str, Any]) -> list[str]:
    """The zones of those who are being set up: what is chosen most, before anything is typed."""
    view = body.get("view") or {}
    try:
        spot = Spot.read(str(view.get("private_metadata")))
        return zones_in_setup(desk.database, act_of_view(desk, body, None), spot.setup)
    except RefusedError:
        return []


def _items(desk: Desk, body: Mapping[str, Any], typed: str) -> Iterable[Option]:
    """What is under way, of what who types sees."""
    try:
        act = act_of_view(desk, body, None)
    except RefusedError:
        return
    with desk.database.read() as session:
        picked = items_to_pick(session, act, typed)
    yield from (item_option(one) for one in picked)


SUGGESTIONS: Final[Mapping[str, Suggest]] = {
    ids.ZONE_PICKER: _zones,
    ids.HOLIDAYS_PICKER: _holidays,
    ids.ITEM_PICKER: _items,
}
