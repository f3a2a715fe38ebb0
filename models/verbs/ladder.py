"""Where an offer is on its ladder: which step comes next, and when. Each is a column that the tick finds it by."""

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.orm import Session

from models.owed.reminders import cancel_reminders
from models.roster.rows import load_team
from models.shifts.ladder import Steps, steps_of
from models.shifts.plan import Ladder
from models.tables import Item, Snooze, Urgency

REMINDED: Final = 1
WIDENED: Final = 2
_FORGET: Final = delete(Snooze).where(Snooze.item_id == bindparam("item"))


def begin_ladder(session: Session, item: Item) -> None:
    """Put an offer that was just placed at the foot of its ladder, in the caller's transaction."""
    if item.created_at != item.offered_at:  # of what is opened this instant nothing is pending
        session.connection().execute(_FORGET, {"item": item.id})
        cancel_reminders(session, item)
    item.ladder_step = item.unclaimed = 0
    item.visited = [] if item.offered_region_id is None else [item.offered_region_id]
    follow_ladder(session, item)


def follow_ladder(session: Session, item: Item) -> None:
    """Plan what comes next anew, after urgency or the team's ladder has changed; steps that were taken stay taken."""
    steps = steps_for(session, item)
    item.move_at = steps.move
    item.remind_at = next_step(session, item, steps)


def steps_for(session: Session, item: Item) -> Steps:
    """When the steps of the offered item come. A ValueError for an item that is not offered."""
    if item.offer_starts is None or item.offer_ends is None or item.offered_at is None:
        raise ValueError("only an offer has a ladder")
    ladder = Ladder(**load_team(session, item.team_id).ladder)
    critical = item.urgency is Urgency.CRITICAL
    return steps_of(ladder, item.offer_starts, item.offer_ends, item.offered_at, critical=critical)


def next_step(session: Session, item: Item, steps: Steps, not_before: datetime | None = None) -> datetime | None:
    """When the offer's next step before its move comes (UTC), or None. An offer to a person is not widened.

    `not_before` (UTC) and snoozes postpone the region's step.
    """
    last = WIDENED if item.offered_user is None else REMINDED
    if item.ladder_step >= last:
        return None
    comes = steps.remind
    if item.ladder_step == REMINDED:
        snoozed = session.scalar(select(func.max(Snooze.until)).where(Snooze.item_id == item.id))
        comes = max(at for at in (steps.widen, not_before, snoozed) if at is not None)
    return comes if item.move_at is not None and comes < item.move_at else None
