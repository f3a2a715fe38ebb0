"""After a roster has changed: offers follow it; those that have begun follow its ladder alone, or move on."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.acts import Act
from models.owed.owing import owe_edits
from models.people import days_of
from models.refusals import RefusedError
from models.roster.rows import load_team, offered_region
from models.shifts.shift import Shift, Span, next_shift, running_shift
from models.storage.holding import held
from models.tables import Item, State
from models.targets import Target, ToNext, ToPerson, ToRegion
from models.verbs.handing_off import offer_by_bot
from models.verbs.ladder import follow_ladder
from models.verbs.moving_on import move
from models.verbs.offers import find_offer, place_offer, tell_receivers
from models.verbs.receivers import is_seen_by_any

# New hours move a shift by less; by more, it is another day's.
A_DAY_LOST = timedelta(hours=12)


def replan_offers(session: Session, act: Act, team_ids: Collection[int] | None = None) -> None:
    """Follow the roster, absences and covers as they are now, in the caller's transaction; for these teams or all."""
    offered = select(Item).where(Item.workspace_id == act.workspace_id, Item.state == State.OFFERED).order_by(Item.id)
    if team_ids is not None:
        offered = offered.where(Item.team_id.in_(team_ids))
    for item in session.scalars(held(offered)).all():
        to = _still_there(session, item, act.now)
        if to is None:
            move(session, act, item)
        elif item.offer_starts is not None and item.offer_starts > act.now:
            _place_again(session, act, item, to)
        else:
            follow_ladder(session, item)


def _still_there(session: Session, item: Item, now: datetime) -> Target | None:
    """What the item is offered to; None when nobody is there to take it: left the roster, or away since it began."""
    region = offered_region(session, item)
    if region is not None and region.retired:
        return None
    if item.offer_starts is not None and item.offer_starts <= now and not _anybody_comes(session, item, now):
        return None
    return ToPerson(item.offered_user) if item.offered_user else ToRegion(region.name) if region else None


def _anybody_comes(session: Session, item: Item, now: datetime) -> bool:
    """Whether whoever the offer is for is at work at some time from `now` (UTC) until its end."""
    if item.offered_user is not None:
        days = days_of(session, item.workspace_id, item.offered_user)
        day: Span | Shift | None = days.current(now) or days.next(now)
    else:
        plan = next(one for one in load_team(session, item.team_id).regions if one.id == item.offered_region_id).plan()
        day = running_shift(plan, now) or next_shift(plan, now)
        if day is not None and item.confidential and not is_seen_by_any(session, item, day.on_shift):
            return False
    return day is not None and item.offer_ends is not None and day.start < item.offer_ends


def _pass_over(session: Session, act: Act, item: Item) -> None:
    """The shift that it was to reach is none any more: it goes to whoever comes next, as if handed off anew."""
    try:
        offer_by_bot(session, act, item, ToNext())
    except RefusedError:
        move(session, act, item)


def _place_again(session: Session, act: Act, item: Item, to: Target) -> None:
    window, offered_at = (item.offer_starts, item.offer_ends), item.offered_at
    visited, unclaimed = item.visited, item.unclaimed
    try:
        offer = find_offer(session, item, to, act.now)
    except RefusedError:
        move(session, act, item)
        return
    if window[0] is not None and offer.starts - window[0] >= A_DAY_LOST:
        _pass_over(session, act, item)
        return
    if window == (offer.starts, offer.ends):
        follow_ladder(session, item)
        return
    place_offer(session, item, offer, act.now)
    item.visited, item.unclaimed = visited, unclaimed
    if offer.starts > act.now:  # one that begins with this change waits from now on
        item.offered_at = offered_at
    owe_edits(session, item, act.now)
    tell_receivers(session, item, offer, act.now, None)
