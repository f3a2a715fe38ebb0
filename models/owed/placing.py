"""Where messages go: the channel of a card, the thread of a line, the direct message with a person."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.access import find_channel
from models.facts.threads import thread_of
from models.people import find_person, get_person
from models.roster.rows import load_team
from models.storage.database import Database
from models.storage.holding import held
from models.tables import ChannelKind, Delivery, DeliveryState, Item, Message, MessageKind
from models.workspace.directory import want_channel


@dataclass(frozen=True, slots=True)
class Place:
    """A channel, and the `ts` of the message in whose thread to post, where it is a thread."""

    channel: str
    thread: str | None = None


def channel_for_card(opened_in: str, kind: ChannelKind, home: str) -> str | None:
    """The card's channel, from the kind of channel the item was opened in; a DM has no card of its own."""
    if opened_in.startswith("D") or kind is ChannelKind.PUBLIC:
        return home
    return opened_in if kind is ChannelKind.PRIVATE else None


def place_by_message(session: Session, workspace_id: int, opened_in: str, home: str, root: str) -> Place | None:
    """Where the card of an item goes that was made from a message in `opened_in`: into its thread, which begins at
    `root`; where the bot is not, to the team's home channel. None while Slack has not told of that channel."""
    if opened_in.startswith("D"):
        return Place(home)
    channel = find_channel(session, workspace_id, opened_in)
    if channel is None or not channel.is_settled:
        return None
    return Place(opened_in, root) if channel.has_bot and not channel.archived else Place(home)


def place_item(session: Session, item: Item) -> str | None:
    """Decide where the item's card goes, and keep it; None while Slack has not told what kind of channel that is.

    A channel that Slack does not show to the bot is private (or gone): the card waits for the bot to be invited there.
    """
    if item.channel is not None or item.confidential:
        return item.channel
    channel = find_channel(session, item.workspace_id, item.opened_in)
    home = load_team(session, item.team_id).channel
    if item.root_ts is not None:
        place = place_by_message(session, item.workspace_id, item.opened_in, home, item.root_ts)
        item.channel, item.root_ts = (place.channel, place.thread) if place else (None, item.root_ts)
    elif channel is not None and channel.missing:
        item.channel = item.opened_in
    else:
        kind = channel.kind if channel is not None else ChannelKind.UNKNOWN
        item.channel = channel_for_card(item.opened_in, kind, home)
    if item.channel is None:
        want_channel(session, item.workspace_id, item.opened_in)
    else:
        _place_messages(session, item)
    return item.channel


def place_of(session: Session, message: Message) -> Place | None:
    """Where a message stands or goes; None where Slack must be asked, or the place decided, first."""
    if message.user is not None:
        person = find_person(session, message.workspace_id, message.user)
        channel = message.channel or (person.dm_channel if person is not None else None)
        return Place(channel) if channel else None
    item = session.get_one(Item, message.item_id)
    if item.channel is None:
        return None
    return Place(item.channel, thread_of(item) if message.kind is MessageKind.LINE else item.root_ts)


def decide_place(database: Database, message: Message) -> Place | None:
    """The place of an item's card or line, decided now if it can be; None while Slack is asked about its channel."""
    with database.write() as session:
        held_item = session.scalars(held(select(Item).where(Item.id == message.item_id))).one()
        place_item(session, held_item)
        return place_of(session, session.get_one(Message, message.id))


def leave_thread(database: Database, message: Message) -> None:
    """The thread in which an item's card was to stand is gone: it stands in the channel itself."""
    with database.write() as session:
        session.scalars(held(select(Item).where(Item.id == message.item_id))).one().root_ts = None


def keep_dm(session: Session, workspace_id: int, user: str, channel: str) -> None:
    """Keep the id of the direct message with a person, so that it is known before anything is sent there."""
    get_person(session, workspace_id, user).dm_channel = channel


def _place_messages(session: Session, item: Item) -> None:
    waiting = select(Message).where(Message.item_id == item.id, Message.channel.is_(None))
    for message in session.scalars(waiting.where(Message.kind.in_((MessageKind.CARD, MessageKind.LINE)))):
        message.channel = item.channel


def send_now(session: Session, item: Item, now: datetime) -> None:
    """What waited for the item's place is due at `now` (UTC), not when it would have been tried again."""
    waiting = select(Message.id).where(Message.item_id == item.id, Message.kind == MessageKind.CARD)
    owed = Delivery.message_id.in_(waiting) & (Delivery.state == DeliveryState.PENDING) & (Delivery.due_at > now)
    session.execute(update(Delivery).where(owed).values(due_at=now))
