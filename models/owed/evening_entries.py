"""What the DM at the end of a day shows: noted when it is sent, so that it changes when one of these items does."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.facts.read_backs import note_reminded, owes_words, read_ahead
from models.facts.rest import note_rest_asked, rest_to_ask
from models.owed.digest_parts import day_of
from models.owed.evenings import is_last_before_days_off
from models.owed.owing import DECIDES, OWNED, owe_edit
from models.parking import is_kept
from models.people import days_of
from models.queue import decided_by, owned_by
from models.storage.holding import hold, keep_still
from models.tables import Entry, Item, Message, State

# So many have room in one message, each with a menu and perhaps a button of its own.
MOST_ENTRIES: Final = 12


def fill_evening(session: Session, message: Message, now: datetime) -> bool:
    """Note what the DM shows, as it is true at `now` (UTC); False where nothing of it wants an answer."""
    parts = _parts(session, message, now)
    # A change under way does not know yet that it will be shown here: it owes no edit.
    if keep_still(session, select(Item).where(Item.id.in_(parts)).order_by(Item.id)):
        parts = _parts(session, message, now)
    session.execute(delete(Entry).where(Entry.message_id == message.id))
    session.add_all(
        Entry(message_id=message.id, item_id=item_id, part=part, position=position)
        for position, (item_id, part) in enumerate(parts.items())
    )
    owned = _owned(session, parts)
    note_reminded(session, [one for one in owned if owes_words(session, one, day_of(message).start)], now)
    note_rest_asked(session, owned, now)
    if parts and "first" in message.body:
        _take_over(session, message, now)
    session.flush()
    return bool(parts)


def _owned(session: Session, parts: Mapping[int, str]) -> list[Item]:
    """The items that stand there as the reader's own."""
    return list(session.scalars(select(Item).where(Item.id.in_([one for one, part in parts.items() if part == OWNED]))))


def _take_over(session: Session, message: Message, now: datetime) -> None:
    """What was chosen in the DM that asked before stays chosen in this one; that one folds."""
    first = session.get_one(Message, message.body["first"])
    hold(session, first)
    message.body = {**message.body, "choices": first.body.get("choices", {})}
    first.body = {**first.body, "folded": True}
    session.flush()  # it is read anew where it is held
    owe_edit(session, first, now)


def is_unanswered(item: Item, now: datetime) -> bool:
    """Whether its owner, at the end of their day at `now` (UTC), has not said what becomes of it."""
    return item.state is State.OPEN and not is_kept(item.kept_until, now)


def _parts(session: Session, message: Message, now: datetime) -> dict[int, str]:
    """The items (row ids) and the part each stands in; what is on offer already only beside something to answer."""
    user = str(message.user)
    owned = owned_by(session, message.workspace_id, user)
    read_ahead(session, owned)
    since = day_of(message).start
    asking = [
        item.id
        for item in owned
        if is_unanswered(item, now) or owes_words(session, item, since) or rest_to_ask(session, item, message)
    ]
    days = days_of(session, message.workspace_id, user)
    leaves = is_last_before_days_off(day_of(message), days.next(now))
    decides = [item.id for item in decided_by(session, message.workspace_id, user)] if leaves else []
    if not asking and not decides:
        return {}
    offered = [item.id for item in owned if item.state is State.OFFERED]
    parts = dict.fromkeys([*asking, *offered][:MOST_ENTRIES], OWNED)
    return parts | {item_id: DECIDES for item_id in decides[:MOST_ENTRIES] if item_id not in parts}
