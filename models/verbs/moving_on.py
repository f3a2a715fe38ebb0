"""Move on: an offer nobody claimed goes to the next open region. The bot does it; the owner stays who it was."""

from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.acts import Act, Surface
from models.due import MOST, NOW, find_due, take_item
from models.owed.owing import owe_arrival, owe_line
from models.owed.settling import Why, ask_to_settle
from models.refusals import RefusedError
from models.roster.rows import load_team, offered_region
from models.shifts.shift import next_shift, running_shift
from models.storage.conflicts import again_after_conflicts
from models.storage.database import Database
from models.tables import Event, Item, State, Verb
from models.targets import ToNext
from models.verbs.claiming import come_to
from models.verbs.offers import find_offer, place_offer, tell_receivers
from models.verbs.receivers import where_seen
from models.verbs.recording import record, snapshot

TO_MOVE: Final = (
    select(Item.id)
    .where(Item.state == State.OFFERED, Item.move_at <= NOW)
    .order_by(Item.move_at, Item.id)
    .limit(MOST)
)  # fmt: skip


def due_to_move(session: Session, now: datetime, limit: int) -> list[int]:
    """The ids of offers whose time to move has come at `now` (UTC), longest due first."""
    return find_due(session, TO_MOVE, now, limit)


@again_after_conflicts
def move_on(database: Database, item_id: int, now: datetime) -> bool:
    """Move the offer to the next open region, if its time has still come; say whether it moved."""
    with database.write() as session:
        item = take_item(session, item_id)
        if item is None or item.state is not State.OFFERED or item.move_at is None or item.move_at > now:
            return False
        act = Act(workspace_id=item.workspace_id, user=None, now=now, surface=Surface.BOT)
        move(session, act, item)
        return True


def move(session: Session, act: Act, item: Item) -> Event:
    """Move the offer in the caller's transaction. With no region to move to, it becomes the owner's open item again."""
    before, visited, unclaimed = snapshot(item), list(item.visited), item.unclaimed
    left, went_round = _offered_to(session, item), _went_round(session, item, act.now)
    try:
        offer = find_offer(session, item, ToNext(), act.now, stays_away=False)
    except RefusedError:
        return _give_up(session, act, item, before, left)
    details = place_offer(session, item, offer, act.now)
    item.visited, item.unclaimed = sorted({*visited, item.offered_region_id}), unclaimed + 1
    come_to(item, offered_region(session, item))
    event = record(session, act, item, Verb.MOVE_ON, before, left=left, **details)
    owe_line(session, item, event)
    tell_receivers(session, item, offer, act.now, None)
    if went_round:
        ask_to_settle(session, item, Why.ROUND, act.now)
    return event


def _give_up(session: Session, act: Act, item: Item, before: dict[str, object], left: dict[str, str | None]) -> Event:
    item.state = State.OPEN
    item.end_offer()
    event = record(session, act, item, Verb.MOVE_ON, before, left=left, region=None, user=None)
    owe_line(session, item, event)
    owe_arrival(session, item, item.owner, act.now)
    return event


def _went_round(session: Session, item: Item, now: datetime) -> bool:
    """Whether every region that sees the item, and has a shift to come, had it since a person offered it."""
    team = load_team(session, item.team_id)
    seen = where_seen(session, item, team, None, now).regions
    open_ones = [region for region in seen if running_shift(region, now) or next_shift(region, now)]
    return bool(item.visited) and all(team.region_called(one.name).id in item.visited for one in open_ones)


def _offered_to(session: Session, item: Item) -> dict[str, str | None]:
    region = offered_region(session, item)
    return {"region": region.name if region else None, "user": item.offered_user}
