"""Messages that Slack will not take: kept, told once to whom it concerns, and owed again when their channel is back."""

from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access import find_channel
from models.owed.deliveries import park_in
from models.owed.owing import owe_edit, owe_notice
from models.storage.database import Database
from models.tables import Action, Delivery, DeliveryState, Item, Message, MessageKind
from models.workspace.directory import refetch_channel

BOT_IS_OUT: Final = frozenset({"not_in_channel", "channel_not_found"})
ARCHIVED: Final = "is_archived"


def park_for_channel(database: Database, delivery_id: int, trouble: str, now: datetime) -> None:
    """Park a delivery that Slack refuses because of its channel; the owner of a card that cannot stand is told once.

    `trouble` is Slack's error; `now` is UTC. What it says of the channel is kept, so that forms can say it, too.
    """
    with database.write() as session:
        delivery = park_in(session, delivery_id, trouble)
        message = delivery.message
        item = session.get(Item, message.item_id) if message.item_id is not None else None
        if item is None:
            return
        where = message.channel or item.channel or item.opened_in
        _keep_trouble(session, item, where, trouble)
        if message.kind is MessageKind.CARD and delivery.action is Action.POST:
            key = f"no-card:{item.id}:{where}"
            owe_notice(session, item.workspace_id, item.owner, key, _says(session, item, where, trouble), now)


def unpark_channel(session: Session, workspace_id: int, slack_id: str, now: datetime) -> None:
    """Owe again what was parked for the channel, from `now` (UTC) on: the bot is back in it.

    An edit that was parked becomes one that shows what is true now.
    """
    parked = (
        select(Delivery, Message)
        .join(Message, Delivery.message_id == Message.id)
        .where(Delivery.state == DeliveryState.PARKED, Message.workspace_id == workspace_id)
        .where(Message.channel == slack_id, Message.kind.in_((MessageKind.CARD, MessageKind.LINE)))
        .order_by(Delivery.id)
    )
    for delivery, message in session.execute(parked).all():
        _owe_again(session, delivery, message, now)


def parked_channels(session: Session, workspace_id: int) -> list[str]:
    """The channels (Slack ids) for which something is parked."""
    channels = (
        select(Message.channel)
        .join(Delivery, Delivery.message_id == Message.id)
        .where(Delivery.state == DeliveryState.PARKED, Message.workspace_id == workspace_id)
        .where(Message.channel.is_not(None), Message.kind.in_((MessageKind.CARD, MessageKind.LINE)))
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


def _owe_again(session: Session, delivery: Delivery, message: Message, now: datetime) -> None:
    delivery.attempts, delivery.trouble, delivery.first_try_at = 0, "", None
    if delivery.action is Action.POST:
        delivery.state, delivery.due_at = DeliveryState.PENDING, now
    else:
        delivery.state = DeliveryState.DROPPED
        session.flush()
        owe_edit(session, message, now)


def _keep_trouble(session: Session, item: Item, where: str, trouble: str) -> None:
    channel = find_channel(session, item.workspace_id, where)
    if channel is not None and trouble in BOT_IS_OUT:
        channel.has_bot = False
    if channel is not None and trouble == ARCHIVED:
        channel.archived = True


def _says(session: Session, item: Item, where: str, trouble: str) -> str:
    channel = find_channel(session, item.workspace_id, where)
    named = f"#{channel.name}" if channel is not None and channel.name else "the channel it was opened in"
    then = "and the card appears; until then nobody sees it there."
    cannot = f"I cannot post {item.label}'s card in {named}"
    if trouble == ARCHIVED:
        return (
            f"{cannot}: that channel is archived. Unarchive it, and the card appears. Until then nobody sees it there."
        )
    if trouble in BOT_IS_OUT:
        was = "not in that channel any more" if channel is not None and channel.name else "not in that channel"
        return f"{cannot}: I am {was}. `/invite @Sunrelay` there, {then}"
    return f"{cannot}: Slack does not let me ({trouble}). Whoever manages that channel can allow me to post in it."
