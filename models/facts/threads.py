"""Which item a thread belongs to: the thread of its card, or the one its card stands in."""

from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.tables import IS_LIVE, LIVE, Item

_LIVE_FIRST: Final = Item.state.in_(LIVE).desc()


def thread_of(item: Item) -> str | None:
    """The `ts` of the first message of the thread in which the item is talked about; None while no card stands."""
    return item.root_ts or item.ts


def items_in_thread(workspace_id: int, channel: str, root: str) -> Select[Item]:
    """The query for the items whose thread begins at `root`, those under way first, of these the newest."""
    by_card = (Item.ts == root) & Item.root_ts.is_(None)
    there = select(Item).where(
        Item.workspace_id == workspace_id, Item.channel == channel, by_card | (Item.root_ts == root)
    )
    return there.order_by(_LIVE_FIRST, Item.id.desc())


def item_in_thread(session: Session, workspace_id: int, channel: str, root: str) -> Item | None:
    """The item of the thread that begins at `root` in that channel, if one is."""
    return session.scalars(items_in_thread(workspace_id, channel, root).limit(1)).first()


def items_made_from(workspace_id: int, channel: str, root: str) -> Select[Item]:
    """The query for the items under way that were made from a message of that thread, the newest first: also of one in
    which no card can stand."""
    made = select(Item).where(
        Item.workspace_id == workspace_id, Item.opened_in == channel, Item.source_ts == root, IS_LIVE
    )
    return made.order_by(Item.id.desc())


def holds_cards(session: Session, workspace_id: int, channel: str) -> bool:
    """Whether anything under way has its card in the channel: only there can a reply be one about an item."""
    query = select(Item.id).where(Item.workspace_id == workspace_id, Item.channel == channel, IS_LIVE)
    return session.scalar(query.limit(1)) is not None
