"""What claimers read back: what stands with an item now, and what somebody still owes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models.people import is_gone, name_of
from models.tables import Item, ReadBack, State

# A read-back that nothing but words will do for, and whose claimer was not reminded of it.
UNREMINDED: Final = ReadBack.written_at.is_(None) & ReadBack.wants_words & ReadBack.reminded_at.is_(None)
# Made once: making a statement takes longer than running it.
_LATEST: Final = (
    select(ReadBack)
    .where(ReadBack.item_id == bindparam("item"), ReadBack.user == bindparam("owner"))
    .order_by(ReadBack.event_id.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class ReadBackFacts:
    """What the owner of an item, who claimed it by `event`, read back to whom they have it from; empty while nothing.

    `as_asked`: they do what was asked. `wants_words`: only words will do. `can_ask`: the sender is still there.
    """

    event: int
    user: str
    name: str
    sender: str
    sender_name: str
    wants_words: bool
    text: str
    as_asked: bool
    written_at: datetime | None
    can_ask: bool

    @property
    def is_open(self) -> bool:
        """Whether it is still to be written."""
        return self.written_at is None


def standing_read_back(session: Session, item: Item) -> ReadBack | None:
    """The read-back of the claim by which its owner has the item; None where nobody else had it before, or it is
    on its way to somebody else, or over."""
    ahead: dict[int, ReadBack | None] = session.info.get("read-backs", {})
    if item.id in ahead:
        return ahead[item.id]
    if not _may_have_one(item):
        return None
    return session.scalars(_LATEST, {"item": item.id, "owner": item.owner}).first()


def read_ahead(session: Session, items: Sequence[Item]) -> None:
    """Read those of many items at once, before each of them is asked for."""
    owners = {item.id: item.owner for item in items if _may_have_one(item)}
    found = select(ReadBack).where(ReadBack.item_id.in_(owners)).order_by(ReadBack.event_id)
    latest = {row.item_id: row for row in session.scalars(found) if row.user == owners[row.item_id]} if owners else {}
    session.info["read-backs"] = {item.id: latest.get(item.id) for item in items}


def read_back_facts(session: Session, item: Item) -> ReadBackFacts | None:
    """What is true of the item's standing read-back."""
    row = standing_read_back(session, item)
    return facts_of_read_back(session, item.workspace_id, row) if row is not None else None


def facts_of_read_back(session: Session, workspace_id: int, row: ReadBack) -> ReadBackFacts:
    """The row as plain values."""
    return ReadBackFacts(
        event=row.event_id,
        user=row.user,
        name=name_of(session, workspace_id, row.user),
        sender=row.sender,
        sender_name=name_of(session, workspace_id, row.sender),
        wants_words=row.wants_words,
        text=row.text,
        as_asked=row.as_asked,
        written_at=row.written_at,
        can_ask=not is_gone(session, workspace_id, row.sender),
    )


def owes_words(session: Session, item: Item, since: datetime) -> bool:
    """Whether the item's owner still owes words for it, of which they were not reminded before `since` (UTC).

    Only what is critical, or was sent back before, wants words.
    """
    row = standing_read_back(session, item)
    if row is None or row.written_at is not None or not row.wants_words:
        return False
    return row.reminded_at is None or row.reminded_at >= since


def note_reminded(session: Session, items: Sequence[Item], now: datetime) -> None:
    """Keep, in the caller's transaction, that the owners of these items are reminded at `now` (UTC): it is once."""
    for item in items:
        row = standing_read_back(session, item)
        if row is not None and row.reminded_at is None:
            row.reminded_at = now


def _may_have_one(item: Item) -> bool:
    return item.state is State.OPEN and item.came_from is not None
