"""What a digest shows and in which part of it, in its order; and how much more there is than it can note."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.facts.sender_questions import asked_of
from models.most_needed import Found
from models.owed.happenings import untold_happenings
from models.owed.owing import DECIDES, FOR_YOU, MEANWHILE, OWNED, SETTLE, WAITING
from models.queue import owned_on, to_settle, waiting_for
from models.shifts.shift import Span
from models.tables import Event, Happening, Item, Message, MessageKind

# So many items of a part are noted: what becomes of them is known later. Of more, only how many there were.
MOST_NOTED: Final = 100
MOST_NEWS: Final = 30


@dataclass(slots=True)
class Parts:
    """The items (row ids) with the part that each stands in, how many more of a part there are, what is `untold`, which
    of it (row ids) is told with them, and which their reader has known since they last did something themselves."""

    shown: dict[int, str] = field(default_factory=dict)
    beyond: dict[str, int] = field(default_factory=dict)
    untold: list[Happening] = field(default_factory=list)
    told: set[int] = field(default_factory=set)
    known: set[int] = field(default_factory=set)

    def add(self, items: Iterable[tuple[int, str]], most: int, counts_as: str) -> None:
        """Let these items follow, each with its part, but for those that stand in a part before it."""
        new = [(item_id, part) for item_id, part in items if item_id not in self.shown]
        self.shown.update(new[:most])
        if len(new) > most:
            self.beyond[counts_as] = len(new) - most


def day_of(message: Message) -> Span:
    """The day (UTC instants) that a digest opens."""
    body = message.body
    return Span(
        date.fromisoformat(body["date"]), datetime.fromisoformat(body["start"]), datetime.fromisoformat(body["end"])
    )


def parts_of(session: Session, message: Message, to_decide: Sequence[int]) -> Parts:
    """What the digest shows as things are; `to_decide` are the items (row ids) that its reader can decide.

    Items of which there is something to be told stand in one part each, whichever comes first; the others that are
    over, or somebody else's, under what happened meanwhile. What there is no room for is told another day.
    """
    workspace_id, user, day, parts = message.workspace_id, str(message.user), day_of(message), Parts()
    parts.add(((item.id, SETTLE) for item in to_settle(session, workspace_id, user)), MOST_NOTED, SETTLE)
    waiting = waiting_for(session, workspace_id, user, day, to_decide)
    parts.add(((one.id, FOR_YOU if one.offered_user == user else WAITING) for one in waiting), MOST_NOTED, WAITING)
    owned = owned_on(session, workspace_id, user, day)
    parts.untold = untold_happenings(session, workspace_id, user)
    parts.known = _known(session, user, parts.untold)
    fresh = {one.item_id for one in parts.untold if one.id not in parts.known}
    asked = {one.item_id for one in asked_of(session, workspace_id, user)}
    news = {*fresh, *asked, *_offered_since(session, message, owned)}
    parts.add(((item_id, MEANWHILE) for item_id in _in_order(session, user, news, asked)), MOST_NEWS, MEANWHILE)
    parts.add(((one.id, OWNED) for one in owned), MOST_NOTED, OWNED)
    parts.add(((item_id, DECIDES) for item_id in to_decide), MOST_NOTED, DECIDES)
    parts.told = {one.id for one in parts.untold if one.item_id in parts.shown}
    return parts


def _known(session: Session, user: str, untold: Sequence[Happening]) -> set[int]:
    """What came before the reader's own last act on the item (row ids): they have seen it then."""
    item_ids = {one.item_id for one in untold if one.event_id is not None}
    acts = select(Event.item_id, func.max(Event.id)).where(Event.item_id.in_(item_ids), Event.actor == user)
    rows = session.execute(acts.group_by(Event.item_id)) if item_ids else ()
    last: dict[int, int] = {row[0]: row[1] for row in rows}
    return {one.id for one in untold if one.event_id is not None and one.event_id < last.get(one.item_id, 0)}


def _offered_since(session: Session, message: Message, owned: Sequence[Found]) -> Iterator[int]:
    """What the reader has offered since their last digest, and still owns: nobody took it yet."""
    offered = [(one.id, one.offered_at) for one in owned if one.offered_at is not None]
    before = select(func.max(Message.created_at)).where(
        Message.workspace_id == message.workspace_id, Message.user == message.user, Message.ts.is_not(None),
        Message.kind == MessageKind.DIGEST, Message.created_at < message.created_at,
    )  # fmt: skip
    last = session.scalar(before) if offered else None
    yield from (item_id for item_id, at in offered if last is None or at > last)


def _in_order(session: Session, user: str, item_ids: Collection[int], asked: Collection[int]) -> list[int]:
    """First where an answer is wanted; then what is the reader's still, or again; what others have; what is over."""
    items = session.scalars(select(Item).where(Item.id.in_(item_ids))).all() if item_ids else []
    return [item.id for item in sorted(items, key=lambda item: _weight(item, user, asked))]


def _weight(item: Item, user: str, asked: Collection[int]) -> tuple[bool, int, int, datetime, int]:
    over = 2 if not item.is_live else 0 if item.owner == user else 1
    return item.id not in asked, over, item.pressing, item.created_at, item.id
