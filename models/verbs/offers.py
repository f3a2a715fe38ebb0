"""Placing an offer: where it goes, from when till when it stands there, by when the work is wanted, who is told."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy.orm import Session

from models.access import sees_channel
from models.owing import owe_arrival
from models.people import PersonDays, days_of, find_person, name_of
from models.refusals import RefusedError
from models.roster.rows import load_team
from models.shifts.plan import Hours
from models.shifts.shift import Span, hours_on
from models.shifts.sun_path import NoShiftError, Onward, next_region, toward
from models.tables import ByChoice, Item, State, Team, Urgency
from models.targets import Target, ToPerson, ToRegion

MOVES_BEFORE_END: Final = timedelta(hours=1)
NOON: Final = time(12)


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer as it would stand: to a region or a person, from `starts` to `ends` (UTC), on a date of `zone`."""

    region: str | None
    user: str | None
    starts: datetime
    ends: datetime
    noon: datetime
    told: tuple[str, ...]
    skipped: tuple[dict[str, str], ...] = ()


def find_offer(session: Session, item: Item, to: Target, now: datetime) -> Offer:
    """Where the item would go at `now` (UTC). Raises RefusedError where it cannot go there."""
    team = load_team(session, item.team_id)
    if isinstance(to, ToPerson):
        return _to_person(session, item, to.user, now)
    try:
        if isinstance(to, ToRegion):
            name = region_meant(team, to.name)
            return _to_region(toward(team.plan(), name, now, holder=_home_region(team, item)))
        return _to_region(next_region(team.plan(), now, holder=_last_region(team, item)))
    except NoShiftError as problem:
        raise RefusedError(str(problem), field="to") from problem


def region_meant(team: Team, typed: str) -> str:
    """The team's region whose name was typed, in any case. Raises RefusedError that names those there are."""
    names = [region.name for region in team.plan().regions]
    for name in names:
        if name.casefold() == typed.casefold():
            return name
    raise RefusedError(f"{team.name} has no region {typed}. It has {', '.join(names)}.", field="to")


def place_offer(session: Session, item: Item, offer: Offer, now: datetime) -> dict[str, Any]:
    """Make the item offered, its owner unchanged, and give the event's details."""
    team = load_team(session, item.team_id)
    item.state = State.OFFERED
    item.offered_region_id = team.region_called(offer.region).id if offer.region else None
    item.offered_user = offer.user
    item.offered_at, item.offer_starts, item.offer_ends = now, offer.starts, offer.ends
    item.move_at = moves_at(offer, now, item.urgency)
    item.skipped = list(offer.skipped)
    owner_days = days_of(session, item.workspace_id, item.owner)
    if item.by_choice is not ByChoice.TIME:
        item.by = by_for(item.by_choice, offer, owner_days, now)
    return {"region": offer.region, "user": offer.user}


def tell_receivers(session: Session, item: Item, offer: Offer, now: datetime, actor: str | None) -> None:
    """Owe the arrival DM to whoever the offer is for, if their shift is running at `now`; else their digest tells."""
    if not offer.starts <= now < offer.ends:
        return
    for user in offer.told:
        if user != actor:
            owe_arrival(session, item, user, now)


def moves_at(offer: Offer, offered_at: datetime, urgency: Urgency) -> datetime:
    """When an offer nobody claimed moves on: an hour before the shift's end, but not within an hour of the offer, and
    at the shift's end always. Times run from the later of shift start and offer; critical: half of them."""
    hour = MOVES_BEFORE_END / 2 if urgency is Urgency.CRITICAL else MOVES_BEFORE_END
    begins = max(offer.starts, offered_at)
    return min(offer.ends, max(offer.ends - hour, begins + hour))


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


def _to_region(onward: Onward) -> Offer:
    shift = onward.shift
    skipped = tuple(
        {"region": skip.region.name, "date": skip.date.isoformat(), "reason": skip.reason} for skip in onward.skipped
    )
    noon = _noon(shift.date, onward.region.timezone)
    return Offer(onward.region.name, None, shift.start, shift.end, noon, shift.on_shift, skipped)


def _to_person(session: Session, item: Item, user: str, now: datetime) -> Offer:
    _require_able(session, item, user)
    days = days_of(session, item.workspace_id, user)
    day: Span | None = days.current(now) or days.next(now)
    if day is None:
        raise RefusedError(f"{name_of(session, item.workspace_id, user)} has no working day in the next 31 days.", "to")
    return Offer(None, user, day.start, day.end, _noon(day.date, days.zone), (user,))


def _require_able(session: Session, item: Item, user: str) -> None:
    person = find_person(session, item.workspace_id, user)
    name = person.known_as if person else "They"
    if person is not None and (person.deactivated or person.external):
        why = "is no longer active in Slack" if person.deactivated else "works at another company"
        raise RefusedError(f"{name} {why}: hand it to a region or to somebody else.", "to")
    channel = item.channel or item.opened_in
    if user != item.owner and not sees_channel(session, item.workspace_id, user, channel):
        raise RefusedError(
            f"{name} cannot see <#{channel}>, where this item is. Invite them there, or pick another.", "to"
        )


def _noon(day: date, timezone: str) -> datetime:
    return hours_on(day, Hours(NOON, NOON), timezone).start.astimezone(UTC)
