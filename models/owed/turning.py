"""Cards that change by themselves: an item is parked once its owner has gone home, and is not when they are back."""

from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.due import MOST, NOW, find_due, take_item
from models.owed.owing import owe_card_edit
from models.parking import next_turn
from models.storage.conflicts import again_after_conflicts
from models.storage.database import Database
from models.tables import Item, State

TO_TURN: Final = (
    select(Item.id).where(Item.state == State.OPEN, Item.turns_at <= NOW).order_by(Item.turns_at, Item.id).limit(MOST)
)


def due_to_turn(session: Session, now: datetime, limit: int) -> list[int]:
    """The ids of open items whose card says something else from now (UTC) on, longest due first."""
    return find_due(session, TO_TURN, now, limit)


@again_after_conflicts
def turn_card(database: Database, item_id: int, now: datetime) -> None:
    """Owe the card's edit, and plan when it changes next, if its time has still come at `now` (UTC)."""
    with database.write() as session:
        item = take_item(session, item_id)
        if item is None or item.state is not State.OPEN or item.turns_at is None or item.turns_at > now:
            return
        item.turns_at = next_turn(session, item, now)
        owe_card_edit(session, item, now)
