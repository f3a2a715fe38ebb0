"""Which region an item is with, how often it came there, and when that is once too often."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from models.tables import Item, State, Team

TOO_OFTEN_BACK: Final = 2
TOO_OFTEN_THERE: Final = 3
HAD_IT: Final = timedelta(minutes=10)

Visits = Mapping[str, int]


def is_circling(times_sent_back: int, times_there: int) -> bool:
    """Whether work goes in circles: sent back twice, or with the same region for the third time."""
    return times_sent_back >= TOO_OFTEN_BACK or times_there >= TOO_OFTEN_THERE


def circles(team: Team, item: Item) -> bool:
    """Whether the item goes in circles where it is now."""
    return is_circling(item.times_sent_back, times_with(item.visits, region_with(team, item)))


def circles_more(before: Mapping[str, Any], item: Item) -> bool:
    """Whether the change from `before` (a snapshot) sent it back, or to a region, once more than too often."""
    if item.times_sent_back > before.get("times_sent_back", 0) and item.times_sent_back >= TOO_OFTEN_BACK:
        return True
    earlier: Visits = before.get("visits") or {}
    return any(times >= TOO_OFTEN_THERE and times > earlier.get(there, 0) for there, times in item.visits.items())


def region_with(team: Team, item: Item) -> int | None:
    """The row id of the region that an item is with.

    It is the one it is offered to, or that of the person it is offered to; else its owner's; else the one it has come
    to. None where it is with somebody in no region and never came to one.
    """
    return region_of(team, item.state, item.offered_region_id, item.offered_user, item.owner, item.region_id)


def region_with_before(team: Team, before: Mapping[str, Any]) -> int | None:
    """The same for what an event's snapshot says the item was."""
    keys = ("state", "offered_region_id", "offered_user", "owner", "region_id")
    state, offered_region, offered_user, owner, region = (before.get(key) for key in keys)
    return region_of(team, State(state or State.OPEN), offered_region, offered_user, owner or "", region)


def times_with(visits: Visits, region_id: int | None) -> int:
    """How often it came to the region."""
    return 0 if region_id is None else visits.get(str(region_id), 0)


def count_visit(team: Team, item: Item, left: int | None) -> None:
    """Count that the item has come to the region that it is with now; `left` is the one it was with before."""
    there = region_with(team, item)
    if there is not None and there != left:
        item.visits = {**item.visits, str(there): times_with(item.visits, there) + 1}


def end_visit(team: Team, item: Item, left: int | None, now: datetime) -> None:
    """Forget an offer's visit to the region `left`, where it ends at `now` (UTC) before they had it for ten minutes.

    Who corrects where an offer goes, or takes it back before anybody there is at work, has sent it nowhere.
    """
    if left is None or left == _home(team, item.owner, item.region_id):
        return
    if item.offered_at and item.offer_starts and now < max(item.offered_at, item.offer_starts) + HAD_IT:
        item.visits = {**item.visits, str(left): max(0, times_with(item.visits, left) - 1)}


def region_of(
    team: Team, state: State, offered_region: int | None, offered_user: str | None, owner: str, region: int | None
) -> int | None:
    """The same as `region_with`, from an item's columns."""
    if state is State.OFFERED and offered_region is not None:
        return offered_region
    receiver = team.region_of(offered_user) if state is State.OFFERED and offered_user else None
    return receiver.id if receiver is not None else _home(team, owner, region)


def _home(team: Team, owner: str, region: int | None) -> int | None:
    """The owner's region, or else the one that the item has come to."""
    owners = team.region_of(owner)
    return owners.id if owners is not None else region
