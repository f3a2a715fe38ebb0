"""Items that are made from a message: their card stands in its thread, and one item at a time stands in a thread."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.facts.threads import item_in_thread
from models.owed.placing import place_by_message
from models.refusals import RefusedError
from models.storage.holding import held
from models.tables import Channel, Item, Team


def stand_by_message(session: Session, team: Team, item: Item, root: str | None) -> None:
    """Place a new item that is made from a message of the thread that begins at `root`, and note that it is; without
    one it stays as it is.

    What is confidential never leaves where it was opened.
    """
    if root is None:
        return
    item.source_ts = root
    place = place_by_message(session, item.workspace_id, item.opened_in, team.channel, root)
    if item.confidential:
        item.root_ts = root if place is not None and place.channel == item.channel else None
    else:
        item.channel, item.root_ts = (place.channel, place.thread) if place is not None else (None, root)


def require_free_thread(session: Session, item: Item) -> None:
    """Refuse a second item in a thread in which one under way stands: of two who send at once, one is refused."""
    if item.root_ts is None or item.channel is None:
        return
    channel = select(Channel).where(Channel.workspace_id == item.workspace_id, Channel.slack_id == item.channel)
    session.scalars(held(channel)).first()
    there = item_in_thread(session, item.workspace_id, item.channel, item.root_ts)
    if there is not None and there.is_live:
        raise RefusedError(
            f"{there.label} stands in that thread by now: /handoff {there.label} hands it on, with what you write.",
            "headline",
        )
