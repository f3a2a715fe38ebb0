"""Finding what is due, and taking it: each row by one process alone, and none waits for another."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import Integer, Select, bindparam, select
from sqlalchemy.orm import Session

from models.storage.holding import held, share_workspace
from models.tables import Item
from models.tables.base import Instant

# What the statements that find something are asked with. They are made once: making one takes longer than running it.
NOW: Final = bindparam("now", type_=Instant)
MOST: Final = bindparam("most", type_=Integer)


def find_due(session: Session, due: Select[int], now: datetime, limit: int) -> list[int]:
    """The rows that the statement finds at `now` (UTC), at most `limit`."""
    return list(session.scalars(due, {"now": now, "most": limit}))


def take_item(session: Session, item_id: int) -> Item | None:
    """The item, read anew and held; None while somebody else changes it: the next tick looks at it again."""
    workspace_id = session.scalars(select(Item.workspace_id).where(Item.id == item_id)).one()
    share_workspace(session, workspace_id)
    return session.scalars(held(select(Item).where(Item.id == item_id), free_only=True)).first()


def take_items(session: Session, item_ids: Sequence[int]) -> list[Item]:
    """The same of many: those of them that nobody else changes just now."""
    among = Item.id.in_(item_ids)
    for workspace_id in session.scalars(select(Item.workspace_id).where(among).distinct().order_by(Item.workspace_id)):
        share_workspace(session, workspace_id)
    return list(session.scalars(held(select(Item).where(among).order_by(Item.id), free_only=True)))
