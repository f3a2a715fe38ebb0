"""What a person wants of today's reminders: one DM at a time of their own choosing, or none.

That DM is then the day's one reminder: what else would remind them that day joins it. What is critical comes all the
same, and the ladder goes on to others.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.most_needed import Found
from models.owed.digest_parts import day_of
from models.owed.owing import AGAIN, owe
from models.queue import waiting_for
from models.shifts.shift import Span
from models.shifts.zones import is_zone, zone
from models.storage.holding import hold, keep_still
from models.tables import Action, Delivery, DeliveryState, Entry, Item, Message, MessageKind, Snooze

MOST_TIMES: Final = 10
MOST_NOTED: Final = 20
SOONEST: Final = timedelta(minutes=15)
LAST_CALL: Final = timedelta(minutes=30)
_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Choice:
    """What a digest's reader has chosen: to hear again `at` that instant (UTC), `quiet`: not today; or neither yet."""

    at: datetime | None = None
    quiet: bool = False

    @property
    def is_made(self) -> bool:
        """Whether they have chosen."""
        return self.quiet or self.at is not None

    def body(self) -> dict[str, Any]:
        """How a digest keeps it."""
        return {"again_at": self.at.isoformat() if self.at else None, "quiet": self.quiet}


NOT_CHOSEN: Final = Choice()


def choice_in(digest: Message) -> Choice:
    """What the reader of a digest has chosen."""
    at = digest.body.get("again_at")
    return Choice(datetime.fromisoformat(at) if at else None, bool(digest.body.get("quiet")))


def times_ahead(day: Span, now: datetime, timezone: str) -> list[datetime]:
    """The instants (UTC) to choose from: the full hours of the reader's zone that are left of their day.

    None is nearer than a quarter of an hour, and whoever is reminded has half an hour of the day left.
    """
    there = (now + SOONEST).astimezone(zone(timezone if is_zone(timezone) else "UTC"))
    first = now + SOONEST - timedelta(minutes=there.minute, seconds=there.second, microseconds=there.microsecond)
    full = [first + step * _HOUR for step in range(MOST_TIMES + 1)]
    return [at for at in full if now + SOONEST <= at <= day.end - LAST_CALL][:MOST_TIMES]


def owe_again(session: Session, digest: Message, at: datetime, now: datetime) -> None:
    """Owe the reader of a digest, who is held, the reminder at `at`; also where they took one back before."""
    key, expires_at = _key(digest.workspace_id, str(digest.user), day_of(digest).date), digest.expires_at
    columns: dict[str, Any] = {"user": digest.user, "expires_at": expires_at, "due_at": at}
    if owe(session, digest.workspace_id, MessageKind.AGAIN, key, now, **columns) is None:
        message = session.scalars(select(Message).where(Message.key == key)).one()
        post = _held_post(session, message)
        post.state, post.due_at, post.trouble = DeliveryState.PENDING, at, ""
        post.attempts, post.first_try_at = 0, None


def take_again_back(session: Session, digest: Message) -> bool:
    """Let the reminder not be sent; False where it has been, or is being sent."""
    key = _key(digest.workspace_id, str(digest.user), day_of(digest).date)
    message = session.scalars(select(Message).where(Message.key == key)).one()
    post = _held_post(session, message)
    if post.state is not DeliveryState.PENDING or post.first_try_at is not None:
        return False
    post.state, post.trouble = DeliveryState.DROPPED, "its reader took it back"
    return True


def again_on(session: Session, workspace_id: int, user: str, day: date) -> Message | None:
    """The reminder that the person has chosen for that date of theirs, if it stands or is still to come."""
    gone = (DeliveryState.DROPPED, DeliveryState.PARKED)
    chosen = select(Message).join(Delivery, Delivery.message_id == Message.id).where(
        Message.key == _key(workspace_id, user, day), Delivery.action == Action.POST, Delivery.state.not_in(gone)
    )  # fmt: skip
    return session.scalars(chosen).first()


def fill_again(session: Session, message: Message, day: Span, now: datetime) -> bool:
    """Note what still waits for the reader at `now` (UTC); False where nothing does."""
    waiting = _waiting(session, message, day, now)
    if keep_still(session, select(Item).where(Item.id.in_([one.id for one in waiting])).order_by(Item.id)):
        waiting = _waiting(session, message, day, now)
    session.execute(delete(Entry).where(Entry.message_id == message.id))
    session.add_all(
        Entry(message_id=message.id, item_id=one.id, part=AGAIN, position=position)
        for position, one in enumerate(waiting[:MOST_NOTED])
    )
    message.body = {**message.body, "beyond": len(waiting[MOST_NOTED:])}
    session.flush()
    return bool(waiting)


def _waiting(session: Session, message: Message, day: Span, now: datetime) -> list[Found]:
    """Without what the reader wants to hear of later still."""
    snoozes = select(Snooze.item_id).where(Snooze.user == message.user, Snooze.until > now)
    snoozed = set(session.scalars(snoozes))
    found = waiting_for(session, message.workspace_id, str(message.user), day)
    return [one for one in found if one.id not in snoozed]


def _held_post(session: Session, message: Message) -> Delivery:
    hold(session, message)  # a sender may just be taking it
    post = select(Delivery).where(Delivery.message_id == message.id, Delivery.action == Action.POST)
    return session.scalars(post.execution_options(populate_existing=True)).one()


def _key(workspace_id: int, user: str, day: date) -> str:
    return f"again:{workspace_id}:{user}:{day.isoformat()}"
