"""Climbing the ladder: who is on shift is reminded of an offer nobody claims, then the rest of the region is told."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.due import MOST, NOW, find_due, take_item
from models.owed.reminders import OF_REGION, ON_SHIFT, may_be_reminded, owe_reminder, ripe_at, snoozed_until
from models.people import days_of
from models.roster.rows import offered_region
from models.shifts.ladder import Steps
from models.storage.conflicts import again_after_conflicts
from models.storage.database import Database
from models.tables import Item, State
from models.verbs.ladder import REMINDED, WIDENED, next_step, steps_for
from models.verbs.offers import at_work

TO_REMIND: Final = (
    select(Item.id)
    .where(Item.state == State.OFFERED, Item.remind_at <= NOW)
    .order_by(Item.remind_at, Item.id)
    .limit(MOST)
)  # fmt: skip


def due_to_remind(session: Session, now: datetime, limit: int) -> list[int]:
    """The ids of offers of which somebody is to be reminded at `now` (UTC), longest due first."""
    return find_due(session, TO_REMIND, now, limit)


@again_after_conflicts
def remind(database: Database, item_id: int, now: datetime) -> bool:
    """Take the offer's next step, if its time has still come at `now` (UTC); say whether it was looked at.

    Steps come one at a time, however late: what is due after a long time down does not come all at once.
    """
    with database.write() as session:
        item = take_item(session, item_id)
        if item is None or item.state is not State.OFFERED or item.remind_at is None or item.remind_at > now:
            return False
        if item.move_at is None or item.move_at <= now:
            item.remind_at = None  # its time is over: it moves on
            return False
        steps = steps_for(session, item)
        if item.ladder_step < REMINDED:
            _remind(session, item, steps, item.move_at, now)
        else:
            _widen(session, item, now)
        return True


def _remind(session: Session, item: Item, steps: Steps, move_at: datetime, now: datetime) -> None:
    """Remind who is on shift, or the person it is offered to; not before they have known of it for long enough."""
    able = [user for user in at_work(session, item, now) if may_be_reminded(session, item, user)]
    listening = [user for user in able if snoozed_until(session, item, user, now) is None]
    ripe = {user: ripens_at(session, item, user, now) for user in listening}
    in_time = {user: at for user, at in ripe.items() if at is not None and at < move_at}
    first = min(in_time.values(), default=now)
    if first > now:
        item.remind_at = first
        return
    for user, at in in_time.items():
        owe_reminder(session, item, user, ON_SHIFT, at, now)
    item.ladder_step = REMINDED
    item.remind_at = next_step(session, item, steps, not_before=now + (steps.widen - steps.remind) / 2)


def ripens_at(session: Session, item: Item, user: str, now: datetime) -> datetime | None:
    """From when (UTC) the person can be reminded of the offer, as it looks at `now`; None for who has no day ahead."""
    steps = steps_for(session, item)
    return ripe_at(session, item, user, steps.remind - steps.begins, now)


def _widen(session: Session, item: Item, now: datetime) -> None:
    """Tell everybody else of the region who is awake."""
    for user in _others_of_region(session, item, now):
        if may_be_reminded(session, item, user) and days_of(session, item.workspace_id, user).is_awake(now):
            owe_reminder(session, item, user, OF_REGION, now, now)
    item.ladder_step, item.remind_at = WIDENED, None


def _others_of_region(session: Session, item: Item, now: datetime) -> Iterator[str]:
    region, on_shift = offered_region(session, item), at_work(session, item, now)
    for member in region.plan().members if region is not None else ():
        if member.user not in on_shift:
            yield member.user
