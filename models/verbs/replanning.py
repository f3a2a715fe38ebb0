"""After a roster has changed: offers follow it; those that have begun follow its ladder alone, or move on."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.acts import Act
from models.owed.owing import owe_edits
from models.refusals import RefusedError
from models.roster.rows import offered_region
from models.storage.holding import held
from models.tables import Item, State
from models.targets import Target, ToPerson, ToRegion
from models.verbs.ladder import follow_ladder
from models.verbs.moving_on import move
from models.verbs.offers import find_offer, place_offer, tell_receivers


def replan_offers(session: Session, act: Act) -> None:
    """Follow the roster as it is now, in the caller's transaction."""
    offered = select(Item).where(Item.workspace_id == act.workspace_id, Item.state == State.OFFERED).order_by(Item.id)
    for item in session.scalars(held(offered)).all():
        to = _still_there(session, item)
        if to is None:
            move(session, act, item)
        elif item.offer_starts is not None and item.offer_starts > act.now:
            _place_again(session, act, item, to)
        else:
            follow_ladder(session, item)


def _still_there(session: Session, item: Item) -> Target | None:
    """What the item is offered to, or None when that region has left the roster."""
    if item.offered_user is not None:
        return ToPerson(item.offered_user)
    region = offered_region(session, item)
    return ToRegion(region.name) if region is not None and not region.retired else None


def _place_again(session: Session, act: Act, item: Item, to: Target) -> None:
    window, offered_at, visited = (item.offer_starts, item.offer_ends), item.offered_at, item.visited
    try:
        offer = find_offer(session, item, to, act.now)
    except RefusedError:
        move(session, act, item)
        return
    if window == (offer.starts, offer.ends):
        follow_ladder(session, item)
        return
    place_offer(session, item, offer, act.now)
    item.visited = visited
    if offer.starts > act.now:  # one that begins with this change waits from now on
        item.offered_at = offered_at
    owe_edits(session, item, act.now)
    tell_receivers(session, item, offer, act.now, None)
