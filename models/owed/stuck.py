"""Messages that Slack will not take: kept, told once to whom it concerns, and owed again once that may help."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access import find_channel
from models.owed.deliveries import end_in, hold_taken
from models.owed.owing import owe_edit
from models.owed.stuck_words import ARCHIVED, BOT_IS_OUT, DEACTIVATED, tell_of_card, tell_of_channel, tell_of_person
from models.people import days_of, get_person
from models.storage.conflicts import again_after_conflicts
from models.storage.database import Database
from models.storage.holding import held
from models.tables import Action, Delivery, DeliveryState, Item, Message, MessageKind, Person
from models.workspace.directory import refetch_channel

NO_DM: Final = DEACTIVATED | frozenset({
    "user_not_found", "users_not_found", "user_not_visible", "cannot_dm_bot", "channel_not_found", ARCHIVED,
})  # fmt: skip
IN_CHANNELS = (MessageKind.CARD, MessageKind.LINE)


@again_after_conflicts
def park_and_tell(
    database: Database, delivery_id: int, lease: str, trouble: str, now: datetime, *, in_doubt: bool
) -> None:
    """Park a delivery that Slack refuses, if the lease is still the sender's; who can mend it is told, once.

    That is the owner of a card that cannot stand, and of a channel or a person whom nothing reaches any more the leads.
    `trouble` is Slack's error; `now` is UTC; `in_doubt`: an earlier try may have arrived. What the error says of the
    channel is kept, so that forms can say it, too.
    """
    with database.write() as session:
        hold_whose(session, delivery_id)
        delivery = hold_taken(session, delivery_id, lease)
        if delivery is not None:
            park_in(session, delivery, trouble, now, in_doubt=in_doubt)


def park_in(session: Session, delivery: Delivery, trouble: str, now: datetime, *, in_doubt: bool) -> None:
    """The same, in the transaction of who holds the delivery and, before it, what it is about."""
    is_first = not _others_parked(session, delivery)
    end_in(session, delivery, DeliveryState.PARKED, trouble)
    if not in_doubt:
        delivery.first_try_at = None
    message = delivery.message
    if message.user is not None and trouble in NO_DM:
        person = get_person(session, message.workspace_id, message.user)
        # Slack is asked: where it is true, the person's items go on; and where the DM alone is gone, for another.
        person.fetched_at = person.dm_channel = None
        if is_first:
            tell_of_person(session, delivery, person, trouble, now)
    if message.item_id is not None and message.kind in IN_CHANNELS:
        item = session.get_one(Item, message.item_id)
        _channel_refuses(session, delivery, item, trouble, now, is_first=is_first)


def hold_whose(session: Session, delivery_id: int) -> None:
    """Hold the item or the person the delivery is about, before it as everywhere."""
    message = session.scalars(
        select(Message).join(Delivery, Delivery.message_id == Message.id).where(Delivery.id == delivery_id)
    ).one()
    if message.user is None:
        session.scalars(held(select(Item).where(Item.id == message.item_id))).first()
    else:
        reader = select(Person).where(Person.workspace_id == message.workspace_id, Person.user == message.user)
        session.scalars(held(reader)).first()


def unpark_channel(session: Session, workspace_id: int, slack_id: str, now: datetime) -> None:
    """Owe again what was parked for the channel, from `now` (UTC) on: the bot is back in it.

    An edit that was parked becomes one that shows what is true now.
    """
    parked = (
        select(Delivery, Message)
        .join(Message, Delivery.message_id == Message.id)
        .where(Delivery.state == DeliveryState.PARKED, Message.workspace_id == workspace_id)
        .where(Message.channel == slack_id, Message.kind.in_(IN_CHANNELS))
        .order_by(Delivery.id)
    )
    for delivery, message in session.execute(parked).all():
        _owe_again(session, delivery, message, now)


def retry_parked(database: Database, ids: Collection[int] | None, now: datetime) -> list[int]:
    """Owe parked deliveries again, those of these ids or all; which they were. To a person, when they are at work."""
    with database.write() as session:
        parked = select(Delivery, Message).join(Message, Delivery.message_id == Message.id)
        parked = parked.where(Delivery.state == DeliveryState.PARKED).order_by(Delivery.id)
        if ids is not None:
            parked = parked.where(Delivery.id.in_(ids))
        found = session.execute(parked).all()
        for delivery, message in found:
            _owe_again(session, delivery, message, _when(session, message, now))
        return [delivery.id for delivery, _ in found]


def parked_channels(session: Session, workspace_id: int) -> list[str]:
    """The channels (Slack ids) for which something is parked."""
    channels = (
        select(Message.channel)
        .join(Delivery, Delivery.message_id == Message.id)
        .where(Delivery.state == DeliveryState.PARKED, Message.workspace_id == workspace_id)
        .where(Message.channel.is_not(None), Message.kind.in_(IN_CHANNELS))
    )
    return sorted({str(channel) for channel in session.scalars(channels.distinct())})


def ask_again_about_parked(database: Database, workspace_id: int) -> None:
    """Have Slack asked again about channels for which something is parked: the bot may be back without an event."""
    with database.read() as session:
        channels = parked_channels(session, workspace_id)
    if channels:
        with database.write() as session:
            for channel in channels:
                refetch_channel(session, workspace_id, channel)


def _others_parked(session: Session, delivery: Delivery) -> bool:
    """Whether something else for the same person or channel is parked already: then they have been told."""
    message = delivery.message
    same = Message.user == message.user if message.user is not None else Message.channel == message.channel
    others = select(Delivery.id).join(Message, Delivery.message_id == Message.id)
    others = others.where(Delivery.state == DeliveryState.PARKED, Message.workspace_id == message.workspace_id, same)
    return session.scalar(others.limit(1)) is not None


def _channel_refuses(
    session: Session, delivery: Delivery, item: Item, trouble: str, now: datetime, *, is_first: bool
) -> None:
    where = delivery.message.channel or item.channel or item.opened_in
    channel = find_channel(session, item.workspace_id, where)
    if channel is not None and trouble in BOT_IS_OUT:
        channel.has_bot = False
    if channel is not None and trouble == ARCHIVED:
        channel.archived = True
    if delivery.message.kind is MessageKind.CARD and delivery.action is Action.POST:
        tell_of_card(session, item, where, trouble, now)
    if is_first and (trouble in BOT_IS_OUT or trouble == ARCHIVED):
        tell_of_channel(session, delivery, item, where, trouble, now)


def _owe_again(session: Session, delivery: Delivery, message: Message, due_at: datetime) -> None:
    delivery.attempts, delivery.trouble = 0, ""
    if delivery.action is Action.EDIT:
        delivery.state = DeliveryState.DROPPED
        session.flush()
        owe_edit(session, message, due_at)
    else:
        delivery.state, delivery.due_at = DeliveryState.PENDING, due_at


def _when(session: Session, message: Message, now: datetime) -> datetime:
    """A new message to a person waits for their day; an edit of one they have is silent."""
    if message.user is None or message.ts is not None:
        return now
    return days_of(session, message.workspace_id, message.user).wakes_at(now) or now
