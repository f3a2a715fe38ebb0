"""Taking what is due: each row by one process alone, and none waits for another."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.storage.holding import held, share_workspace
from models.tables import Item


def take_item(session: Session, item_id: int) -> Item | None:
    """The item, read anew and held; None while somebody else changes it: the next tick looks at it again."""
    workspace_id = session.scalars(select(Item.workspace_id).where(Item.id == item_id)).one()
    share_workspace(session, workspace_id)
    return session.scalars(held(select(Item).where(Item.id == item_id), free_only=True)).first()
