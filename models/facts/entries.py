"""Whether a DM in which somebody acts shows an item, so that what they did is seen there."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.acts import Act
from models.tables import Entry, Item, Message


def shows_item(session: Session, act: Act, ts: str, number: int) -> bool:
    """Whether the message at `ts`, in the conversation of the act, is a DM with an entry of the item."""
    entries = (
        select(Entry.item_id)
        .join(Message, Message.id == Entry.message_id)
        .join(Item, Item.id == Entry.item_id)
        .where(Message.workspace_id == act.workspace_id, Message.channel == act.channel, Message.ts == ts)
        .where(Message.user == act.user, Item.number == number)
    )
    return session.scalar(entries.limit(1)) is not None
