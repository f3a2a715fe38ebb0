"""Reminders of what still waits: one DM a day for all of it, what is critical by itself, and what was snoozed."""

from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.orm import Session

from models.access import sees_item
from models.owed.again import again_on
from models.owed.digests import digest_awaited
from models.owed.owing import AGAIN, ARRIVALS_JOIN, RANK_DM, RANK_URGENT, owe_edit, owe_message, show_in
from models.people import days_of, get_person, is_gone
from models.storage.holding import hold
from models.tables import Action, Delivery, DeliveryState, Entry, Item, Message, MessageKind, Person, Snooze, Urgency

# Why an entry stands in a reminder: its reader is on shift (or it is offered to them), is of the region, snoozed it.
ON_SHIFT, OF_REGION, SNOOZED = "on_shift", "of_region", "snoozed"
_NEVER_STOOD: Final = (DeliveryState.DROPPED, DeliveryState.PARKED)
_UNSENT: Final = select(Message.id).join(Entry).where(Message.kind == MessageKind.REMINDER, Message.ts.is_(None))
_TAKE_OUT: Final = delete(Entry).where(
    Entry.message_id.in_(_UNSENT.where(Entry.item_id == bindparam("item"))), Entry.item_id == bindparam("item")
)


def may_be_reminded(session: Session, item: Item, user: str) -> bool:
    """Whether the person may be told that the item waits: not of their own offer, nor of what they cannot see."""
    return user != item.owner and not is_gone(session, item.workspace_id, user) and sees_item(session, item, user)


def snoozed_until(session: Session, item: Item, user: str, now: datetime) -> datetime | None:
    """Until when (UTC) the person does not want to hear of the item, if they said so and that is still to come."""
    snooze = session.get(Snooze, (item.id, user))
    return snooze.until if snooze is not None and snooze.until > now else None


def ripe_at(session: Session, item: Item, user: str, waits: timedelta, now: datetime) -> datetime | None:
    """From when (UTC) the person can be reminded: `waits` after they were told of the item, in their hours.

    Somebody whom that message has not reached at `now` is not reminded before it. None for who has no day ahead.
    """
    days = days_of(session, item.workspace_id, user)
    if not days.is_awake(now):
        upcoming = days.next(now)
        return upcoming.start + waits if upcoming else None
    if digest_awaited(session, item.workspace_id, user, now) or _arrival_awaited(session, item, user):
        return now + waits
    told = _told_at(session, item, user)
    return now if told is None else max(now, told + waits)


def owe_reminder(session: Session, item: Item, user: str, part: str, at: datetime, now: datetime) -> None:
    """Owe the person a reminder of the item from `at` on, in the caller's transaction at `now` (both UTC).

    It joins the reminder of that day of theirs, silently where that has been sent; the one that they chose a time for,
    where they did. Nobody is reminded outside a day, nor of what is not critical who does not want to be.
    """
    day = days_of(session, item.workspace_id, user).current(at)
    if day is None:
        return
    person = get_person(session, item.workspace_id, user)
    hold(session, person)
    if item.urgency is not Urgency.CRITICAL and _wants_otherwise(session, person, item, part, day.date, now):
        return
    key = _key(session, item, user, part, day.date, now)
    rank = RANK_URGENT if item.urgency is Urgency.CRITICAL else RANK_DM
    message = owe_message(
        session, item.workspace_id, MessageKind.REMINDER, key, now,
        rank=rank, due_at=at, user=user, expires_at=day.end,
    )  # fmt: skip
    if message is None:
        message = session.scalars(select(Message).where(Message.key == key)).one()
        _send_by(session, message, at)
    show_in(session, message, item, part)
    owe_edit(session, message, now)


def wants_quiet(person: Person, now: datetime) -> bool:
    """Whether the person wants no reminder at `now` (UTC) of what is not critical."""
    return person.quiet_until is not None and now < person.quiet_until


def _wants_otherwise(session: Session, person: Person, item: Item, part: str, day: date, now: datetime) -> bool:
    """Whether the person, who is held, wants no reminder on that date, or one at another time, which tells of it."""
    if wants_quiet(person, now):
        return True
    chosen = again_on(session, person.workspace_id, person.user, day) if part != SNOOZED else None
    if chosen is not None and chosen.ts is not None:
        show_in(session, chosen, item, AGAIN)
        owe_edit(session, chosen, now)
    return chosen is not None


def cancel_reminders(session: Session, item: Item) -> None:
    """Take the item out of the reminders that have not been sent: they were of an offer that is over."""
    session.connection().execute(_TAKE_OUT, {"item": item.id})


def owe_reminder_edits(session: Session, item: Item, user: str, now: datetime) -> None:
    """Owe an edit of the person's reminders that show the item."""
    shown = select(Message).join(Entry).where(Entry.item_id == item.id, Message.user == user)
    for message in session.scalars(shown.where(Message.kind == MessageKind.REMINDER)):
        owe_edit(session, message, now)


def _key(session: Session, item: Item, user: str, part: str, day: date, now: datetime) -> str:
    """The day's one reminder; what is critical has one for each offer, what was snoozed one for ten minutes."""
    days = f"reminder:{item.workspace_id}:{user}:{day.isoformat()}"
    if item.urgency is Urgency.CRITICAL:
        return f"{days}:{item.id}:{now.isoformat() if part == SNOOZED else item.offered_at}"
    if part == SNOOZED:
        again = f"{days}:snoozed:"
        return _recent_key(session, user, again, now) or f"{again}{now.isoformat()}"
    return days


def _recent_key(session: Session, user: str, begins: str, now: datetime) -> str | None:
    query = select(Message.key).where(
        Message.user == user,
        Message.kind == MessageKind.REMINDER,
        Message.created_at > now - ARRIVALS_JOIN,
        Message.key.startswith(begins, autoescape=True),
    )
    return session.scalars(query.order_by(Message.id.desc()).limit(1)).first()


def _send_by(session: Session, message: Message, at: datetime) -> None:
    """Where the message does not stand yet, have it sent by `at`, also if nothing was left to say in it before."""
    hold(session, message)
    post = session.scalars(
        select(Delivery).where(Delivery.message_id == message.id, Delivery.action == Action.POST)
    ).one()
    if post.state is DeliveryState.DROPPED:
        post.state, post.due_at, post.trouble = DeliveryState.PENDING, at, ""
        post.attempts, post.first_try_at = 0, None
    elif post.state is DeliveryState.PENDING:
        post.due_at = min(post.due_at, at)
    session.flush()


def _told_at(session: Session, item: Item, user: str) -> datetime | None:
    """When Slack took the digest or the DM of arrivals that last told the person of the item."""
    told = (
        select(func.max(Delivery.sent_at))
        .join(Message)
        .join(Entry, Entry.message_id == Message.id)
        .where(Entry.item_id == item.id, Message.user == user, Delivery.action == Action.POST)
        .where(Message.kind.in_((MessageKind.DIGEST, MessageKind.ARRIVALS)))
    )
    return session.scalar(told)


def _arrival_awaited(session: Session, item: Item, user: str) -> bool:
    owed = (
        select(Delivery.id)
        .join(Message)
        .join(Entry, Entry.message_id == Message.id)
        .where(Entry.item_id == item.id, Message.user == user, Message.kind == MessageKind.ARRIVALS)
        .where(Message.ts.is_(None), Delivery.action == Action.POST, Delivery.state.not_in(_NEVER_STOOD))
    )
    return session.scalar(owed.limit(1)) is not None
