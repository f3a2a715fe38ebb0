"""Placing an offer: where it goes, from when till when it stands there, by when the work is wanted, who is told."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import Any, Final

from sqlalchemy.orm import Session

from models.owed.owing import ABOUT_TO_BEGIN, owe_arrival
from models.people import PersonDays, days_of, name_of
from models.refusals import RefusedError
from models.roster.rows import load_team, offered_region
from models.shifts.plan import Hours
from models.shifts.shift import Span, hours_on, running_shift
from models.shifts.sun_path import NoShiftError, Onward, next_region, toward
from models.shifts.zones import zone
from models.tables import ByChoice, Item, State, Team
from models.targets import Target, ToPerson, ToRegion
from models.verbs.ladder import begin_ladder, follow_ladder
from models.verbs.receivers import away_from, require_able, require_seen, seers_among, where_seen
from models.visits import count_visit, region_with

NOON: Final = time(12)


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer as it would stand: to a region or a person, from `starts` to `ends`; `noon` is theirs (all UTC).

    `told` are the user ids of whoever is told of it, `skipped` the regions passed over and why.
    """

    region: str | None
    user: str | None
    starts: datetime
    ends: datetime
    noon: datetime
    told: tuple[str, ...]
    skipped: tuple[dict[str, str], ...] = ()


def find_offer(session: Session, item: Item, to: Target, now: datetime, *, stays_away: bool = True) -> Offer:
    """Where the item would go at `now` (UTC). Raises RefusedError where it cannot go there.

    Somebody who hands on to the next region does not mean their own: it `stays_away` from there while there is another.
    """
    team = load_team(session, item.team_id)
    if isinstance(to, ToPerson):
        return _to_person(session, item, to.user, now)
    try:
        if isinstance(to, ToRegion):
            name = region_meant(team, to.name)
            require_seen(session, item, team, name, now)
            return _to_seers(session, item, toward(team.plan(), name, now, holder=_home_region(team, item)))
        last = _last_region(team, item)
        plan = where_seen(session, item, team, last, now)
        plan = away_from(plan, _home_region(team, item), last) if stays_away else plan
        return _to_seers(session, item, next_region(plan, now, holder=last))
    except NoShiftError as problem:
        raise RefusedError(str(problem), field="to") from problem


def region_meant(team: Team, typed: str) -> str:
    """The team's region whose name was typed, in any case. Raises RefusedError that names those there are."""
    names = [region.name for region in team.plan().regions]
    for name in names:
        if name.casefold() == typed.casefold():
            return name
    if typed.startswith("@"):
        raise RefusedError(f"I know nobody called {typed}: choose the name from Slack's list.", field="to")
    raise RefusedError(f"{team.name} has no region {typed}. It has {', '.join(names)}.", field="to")


def place_offer(session: Session, item: Item, offer: Offer, now: datetime) -> dict[str, Any]:
    """Make the item offered, its owner unchanged, and give the event's details."""
    team = load_team(session, item.team_id)
    left = region_with(team, item)
    item.state, item.kept_until = State.OFFERED, None
    item.offered_region_id = team.region_called(offer.region).id if offer.region else None
    item.offered_user = offer.user
    item.offered_at, item.offer_starts, item.offer_ends = now, offer.starts, offer.ends
    item.skipped = list(offer.skipped)
    begin_ladder(session, item)
    count_visit(team, item, left)
    owner_days = days_of(session, item.workspace_id, item.owner)
    if item.by_choice is not ByChoice.TIME:
        item.by = by_for(item.by_choice, offer, owner_days, now)
    return {"region": offer.region, "user": offer.user}


def follow_note(session: Session, item: Item, now: datetime) -> None:
    """After urgency or By has changed at `now` (UTC): by when the work is wanted, and when its offer moves on."""
    offer = as_it_stands(session, item, now)
    if offer is None:
        return
    since = item.offered_at or now
    if item.state is State.OFFERED:
        follow_ladder(session, item)
    if item.by_choice is not ByChoice.TIME:
        item.by = by_for(item.by_choice, offer, days_of(session, item.workspace_id, item.owner), since)


def as_it_stands(session: Session, item: Item, now: datetime) -> Offer | None:
    """The offer that By is counted from as things are: the one that stands; without one the owner's own day at `now`
    (UTC), or their next. None with no day ahead."""
    return _standing_offer(session, item) or _day_of(session, item.workspace_id, item.owner, now)


def tell_receivers(session: Session, item: Item, offer: Offer, now: datetime, actor: str | None) -> None:
    """Owe the arrival DM to whoever the offer is for, if their shift runs at `now`, or just not yet; else their digest
    tells."""
    if not offer.starts - ABOUT_TO_BEGIN <= now < offer.ends:
        return
    for user in sorted(offer.told):
        if user != actor:
            owe_arrival(session, item, user, now)


def tell_when_placed(session: Session, item: Item, now: datetime) -> None:
    """Tell whoever the standing offer is for, once it is known in which channel the item is, and so who sees it."""
    tell_when_seen(session, item, now, at_work(session, item, now))


def tell_when_seen(session: Session, item: Item, now: datetime, users: Collection[str]) -> None:
    """Tell those of the people whom the standing offer is for, as they can see the item from `now` (UTC) on."""
    offer = _standing_offer(session, item)
    if item.state is State.OFFERED and offer is not None:
        told = tuple(user for user in at_work(session, item, now) if user in users)
        tell_receivers(session, item, replace(offer, told=told), now, item.owner)


def at_work(session: Session, item: Item, now: datetime) -> tuple[str, ...]:
    """Whom the standing offer is for at `now`: who is on the region's running shift, or the person."""
    region = offered_region(session, item)
    shift = running_shift(region.plan(), now) if region else None
    if shift is not None:
        return shift.on_shift
    return (item.offered_user,) if item.offered_user else ()


def by_for(choice: ByChoice, offer: Offer, owner_days: PersonDays, now: datetime) -> datetime:
    """The instant a choice of By means for an offer made at `now` (UTC)."""
    if choice is ByChoice.NOON and max(offer.starts, now) < offer.noon:
        return offer.noon
    if choice is ByChoice.BACK:
        back = owner_days.next(max(offer.starts, now))
        return back.start if back else offer.ends
    return offer.ends


def _home_region(team: Team, item: Item) -> str | None:
    """The region that holds the item: its owner's, or the one it has come to."""
    region = team.region_of(item.owner)
    return region.name if region else _region_name(team, item.region_id)


def _last_region(team: Team, item: Item) -> str | None:
    """The region the item was last offered to, or else the one that holds it."""
    if item.offered_user:
        region = team.region_of(item.offered_user)
        return region.name if region else _home_region(team, item)
    return _region_name(team, item.offered_region_id) or _home_region(team, item)


def _region_name(team: Team, region_id: int | None) -> str | None:
    return next((region.name for region in team.regions if region.id == region_id and not region.retired), None)


def _to_seers(session: Session, item: Item, onward: Onward) -> Offer:
    """The offer to that region; of a confidential item only those on its shift who may see it are told."""
    offer = _to_region(onward)
    return replace(offer, told=seers_among(session, item, offer.told)) if item.confidential else offer


def _to_region(onward: Onward) -> Offer:
    shift = onward.shift
    skipped = tuple(
        {"region": skip.region.name, "date": skip.date.isoformat(), "reason": skip.reason} for skip in onward.skipped
    )
    noon = _noon(shift.date, onward.region.timezone)
    return Offer(onward.region.name, None, shift.start, shift.end, noon, shift.on_shift, skipped)


def _to_person(session: Session, item: Item, user: str, now: datetime) -> Offer:
    if user == item.owner:
        whose = f"{name_of(session, item.workspace_id, user)} owns it"
        raise RefusedError(f"{whose} already: pick somebody else, or a region.", "to")
    require_able(session, item, user)
    offer = _day_of(session, item.workspace_id, user, now)
    if offer is None:
        raise RefusedError(f"{name_of(session, item.workspace_id, user)} has no working day in the next 31 days.", "to")
    return offer


def _day_of(session: Session, workspace_id: int, user: str, now: datetime) -> Offer | None:
    """The person's running day, or else their next one, as an offer to them."""
    days = days_of(session, workspace_id, user)
    day: Span | None = days.current(now) or days.next(now)
    return Offer(None, user, day.start, day.end, _noon(day.date, days.zone), (user,)) if day else None


def _standing_offer(session: Session, item: Item) -> Offer | None:
    """The offer that stands, as it was placed."""
    if item.offer_starts is None or item.offer_ends is None:
        return None
    region = offered_region(session, item)
    timezone = region.timezone if region else days_of(session, item.workspace_id, str(item.offered_user)).zone
    noon = _noon(item.offer_starts.astimezone(zone(timezone)).date(), timezone)
    return Offer(region.name if region else None, item.offered_user, item.offer_starts, item.offer_ends, noon, ())


def _noon(day: date, timezone: str) -> datetime:
    return hours_on(day, Hours(NOON, NOON), timezone).start.astimezone(UTC)
