"""The list before days off: on the last working day before three or more, what its reader still owns and decides.

It is the DM at the end of that day; once it stands it is edited like any other.
"""

import uuid
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.owed.owing import DECIDES, OWNED, RANK_DM, owe_message
from models.people import days_of
from models.queue import decided_by, owned_by
from models.shifts.shift import Span
from models.storage.holding import keep_still
from models.tables import Entry, Item, Message, MessageKind, Person

DAYS_OFF: Final = 3
BEFORE_END: Final = timedelta(minutes=30)


def is_last_before_days_off(day: Span, upcoming: Span | None) -> bool:
    """Whether three or more days off follow the day; `upcoming` is the person's next, None where none is in sight."""
    return upcoming is None or (upcoming.date - day.date).days > DAYS_OFF


def list_due_at(day: Span, now: datetime) -> datetime:
    """When (UTC) the list is sent on that day."""
    return max(now, day.end - BEFORE_END)


def owe_leaving(session: Session, person: Person, now: datetime) -> None:
    """Owe the list where the person's running day at `now` (UTC) has become their last before days off; once a day."""
    days = days_of(session, person.workspace_id, person.user)
    day = days.current(now)
    if day is None or person.deactivated or not is_last_before_days_off(day, days.next(now)):
        return
    row = leaving_row(person.workspace_id, person.user, day, now)
    more = {name: row[name] for name in ("user", "body", "expires_at")}
    owe_message(
        session, person.workspace_id, MessageKind.LEAVING, row["key"], now,
        rank=RANK_DM, due_at=list_due_at(day, now), **more,
    )  # fmt: skip


def leaving_row(workspace_id: int, user: str, day: Span, now: datetime) -> dict[str, Any]:
    """The message's row, for who is told of many at once."""
    return {
        "workspace_id": workspace_id, "kind": MessageKind.LEAVING, "user": user, "opaque": uuid.uuid4().hex,
        "key": f"leaving:{workspace_id}:{user}:{day.date.isoformat()}", "body": {}, "created_at": now,
        "expires_at": day.end,
    }  # fmt: skip


def fill_leaving(session: Session, message: Message, now: datetime) -> bool:
    """Note what the list shows, as it is true at `now` (UTC); False where there is nothing to show."""
    parts = _parts(session, message, now)
    # A change under way does not know yet that it will be shown here: it owes no edit.
    if keep_still(session, select(Item).where(Item.id.in_(parts)).order_by(Item.id)):
        parts = _parts(session, message, now)
    session.execute(delete(Entry).where(Entry.message_id == message.id))
    session.add_all(
        Entry(message_id=message.id, item_id=item_id, part=part, position=position)
        for position, (item_id, part) in enumerate(parts.items())
    )
    session.flush()
    return bool(parts)


def _parts(session: Session, message: Message, now: datetime) -> dict[int, str]:
    user = str(message.user)
    parts = {item.id: OWNED for item in owned_by(session, message.workspace_id, user, now)}
    for item in decided_by(session, message.workspace_id, user, now):
        parts.setdefault(item.id, DECIDES)
    return parts
