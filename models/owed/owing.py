"""What the bot owes to Slack for a change: message and delivery rows, written in the change's own transaction."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session

from models.access import sees_item
from models.people import days_of, get_person, is_gone
from models.storage.holding import held, hold
from models.storage.once import insert_each_once, insert_new, insert_once
from models.tables import Action, Delivery, DeliveryState, Entry, Event, Item, Message, MessageKind, Urgency

ABOUT_TO_BEGIN: Final = timedelta(minutes=1)
ARRIVALS_JOIN: Final = timedelta(minutes=10)
# The parts of a DM in which an item can stand.
WAITING, FOR_YOU, OWNED, ARRIVED, SETTLE = "waiting", "for_you", "owned", "arrived", "settle"
DECIDES, DECIDED, MEANWHILE, AGAIN = "decides", "decided", "meanwhile", "again"
ASKED, ANSWERED = "asked", "answered"
RANK_URGENT, RANK_ANSWER, RANK_DM, RANK_CARD, RANK_LINE, RANK_EDIT = 0, 1, 2, 3, 4, 5

# Made once: making a statement takes longer than running it. A sender who takes a delivery of these messages meanwhile
# shows them as they were before, so they are held.
_SHOWS: Final = held(
    select(Message.id, Message.ts)
    .where(
        ((Message.item_id == bindparam("item")) & (Message.kind == MessageKind.CARD))
        | Message.id.in_(select(Entry.message_id).where(Entry.item_id == bindparam("item")))
    )
    .order_by(Message.id)
)
_STATES: Final = select(Delivery.message_id, Delivery.state).where(
    Delivery.message_id.in_(bindparam("messages", expanding=True)), Delivery.action != Action.TWIN
)


def owe_message(
    session: Session, workspace_id: int, kind: MessageKind, key: str, now: datetime, **more: Any
) -> Message | None:
    """Owe a new message as `owe` does, and give its row."""
    message_id = owe(session, workspace_id, kind, key, now, **more)
    return session.get_one(Message, message_id) if message_id is not None else None


def owe(
    session: Session,
    workspace_id: int,
    kind: MessageKind,
    key: str,
    now: datetime,
    *,
    rank: int = RANK_DM,
    due_at: datetime | None = None,
    **columns: Any,
) -> int | None:
    """Owe a new message under a key of its own, and give its id; None when that key is owed already.

    `now` and `due_at` are UTC.
    """
    message_id = insert_new(
        session, Message, workspace_id=workspace_id, kind=kind, key=key, opaque=uuid.uuid4().hex, created_at=now,
        **{"body": {}, **columns},
    )  # fmt: skip
    if message_id is not None:
        post = {"message_id": message_id, "action": Action.POST, "rank": rank, "due_at": due_at or now}
        insert_once(session, Delivery, key=key, **post)
    return message_id


def owe_edit(session: Session, message: Message, now: datetime) -> None:
    """Owe an edit of a message, unless its post or another edit still waits: that will show what is true then.

    Nothing is owed either for a message whose post was dropped or parked: it never stood, so it cannot be edited.
    """
    hold(session, message)  # a sender who takes its delivery meanwhile shows it as it was before
    _owe_edits(session, [(message.id, message.ts)], now)


def _owe_edits(session: Session, messages: Sequence[tuple[int, str | None]], now: datetime) -> None:
    """The same for many, each an id and a `ts`, which are held."""
    session.flush()
    states: dict[int, set[DeliveryState]] = {message_id: set() for message_id, _ in messages}
    for message_id, state in session.connection().execute(_STATES, {"messages": list(states)}):
        states[message_id].add(state)
    due = [message_id for message_id, ts in messages if _is_to_edit(ts, states[message_id])]
    edits = [
        {
            "key": f"edit:{one}:{uuid.uuid4().hex}",
            "message_id": one,
            "action": Action.EDIT,
            "rank": RANK_EDIT,
            "due_at": now,
        }
        for one in due
    ]
    insert_each_once(session, Delivery, edits)


def _is_to_edit(ts: str | None, owed: set[DeliveryState]) -> bool:
    never_stood = ts is None and DeliveryState.SENDING not in owed
    return DeliveryState.PENDING not in owed and not never_stood


def owe_card(session: Session, item: Item, now: datetime) -> None:
    """Owe the item's card: one for its life; what is for named people alone has none."""
    if item.is_cardless:
        return
    key = f"card:{item.id}"
    kind = MessageKind.CARD
    owe(session, item.workspace_id, kind, key, now, rank=RANK_CARD, item_id=item.id, channel=item.channel)


def owe_line(session: Session, item: Item, event: Event) -> None:
    """Owe the line that a change of hands adds to the card's thread, if it has a card."""
    if item.is_cardless:
        return
    key = f"line:{event.id}"
    columns: dict[str, Any] = {"item_id": item.id, "event_id": event.id, "channel": item.channel}
    owe(session, item.workspace_id, MessageKind.LINE, key, event.at, rank=RANK_LINE, **columns)


def owe_question(session: Session, item: Item, question_id: int, now: datetime) -> None:
    """Owe the line with which a question to somebody stands in the card's thread, if it has a card."""
    if item.is_cardless:
        return
    columns: dict[str, Any] = {"item_id": item.id, "channel": item.channel, "body": {"question": question_id}}
    owe(session, item.workspace_id, MessageKind.LINE, f"question:{question_id}", now, rank=RANK_LINE, **columns)


def owe_question_edit(session: Session, question_id: int, now: datetime) -> None:
    """Owe an edit of that line, once there is an answer."""
    for message in session.scalars(select(Message).where(Message.key == f"question:{question_id}")):
        owe_edit(session, message, now)


def owe_edits(session: Session, item: Item, now: datetime) -> None:
    """Owe an edit of all that shows what the item is now: its card, and the DMs with an entry of it."""
    session.flush()
    shows = session.connection().execute(_SHOWS, {"item": item.id}).all()
    if shows:
        _owe_edits(session, [(message_id, ts) for message_id, ts in shows], now)


def owe_edits_of(session: Session, query: Select[int, str | None], now: datetime) -> None:
    """The same for the messages whose id and `ts` the query gives, in the order of their ids."""
    found = session.execute(held(query)).all()
    if found:
        _owe_edits(session, [(message_id, ts) for message_id, ts in found], now)


def owe_card_edit(session: Session, item: Item, now: datetime) -> None:
    """Owe an edit of the item's card alone."""
    for message in session.scalars(select(Message).where(Message.key == f"card:{item.id}")):
        owe_edit(session, message, now)


def owe_line_edit(session: Session, event: Event, now: datetime) -> None:
    """Owe an edit of the line that tells of the event, if there is one."""
    for message in session.scalars(select(Message).where(Message.key == f"line:{event.id}")):
        owe_edit(session, message, now)


def owe_arrival(session: Session, item: Item, user: str, now: datetime, part: str = ARRIVED) -> None:
    """Tell somebody at work of an item that is now theirs to take, or of which `part` says why it concerns them.

    What comes within ten minutes joins the first DM. Somebody who is not at work is not told: their morning's digest
    shows it. Nor is who cannot see the item. Whose day is just about to begin is told once it has, unless the digest
    shows it: that may be filled while this is being written down.
    """
    at = days_of(session, item.workspace_id, user).wakes_at(now)
    if at is None or at - now > ABOUT_TO_BEGIN or not _may_be_told(session, item, user):
        return
    # Two items that come at the same moment make one DM: the second waits here, and joins the first.
    hold(session, get_person(session, item.workspace_id, user))
    message = _arrivals_to_join(session, item, user, now)
    if message is None:
        key = f"arrivals:{user}:{item.last_event}" if part == ARRIVED else f"{part}:{user}:{item.id}:{now.isoformat()}"
        rank = RANK_URGENT if item.urgency is Urgency.CRITICAL else RANK_DM
        message = owe_message(
            session, item.workspace_id, MessageKind.ARRIVALS, key, now, rank=rank, due_at=at, user=user
        )
    if message is not None:
        show_in(session, message, item, part)
        owe_edit(session, message, now)


def show_in(session: Session, message: Message, item: Item, part: str) -> None:
    """Note that the message shows the item, after what it shows already. What is to be settled leads, from then on;
    what was decided of an item takes the place of that it came."""
    last = session.scalar(select(func.max(Entry.position)).where(Entry.message_id == message.id))
    insert_once(
        session, Entry, message_id=message.id, item_id=item.id, part=part, position=0 if last is None else last + 1
    )
    entry = session.get_one(Entry, (message.id, item.id))
    if part == SETTLE or (part == DECIDED and entry.part == ARRIVED):
        entry.part = part


def _may_be_told(session: Session, item: Item, user: str) -> bool:
    """Whether the person sees the item, and reads DMs at all."""
    return not is_gone(session, item.workspace_id, user) and sees_item(session, item, user)


def _arrivals_to_join(session: Session, item: Item, user: str, now: datetime) -> Message | None:
    """The last DM of arrivals of these ten minutes, unless it was given up: nobody would read what joins that.

    One that is still to be sent is joined however old it is: after an outage there is one DM, not one for each ten
    minutes. A critical item joins only what is owed for it this very moment.
    """
    given_up = Delivery.state.in_((DeliveryState.DROPPED, DeliveryState.PARKED)) & (Delivery.action == Action.POST)
    of_item = exists().where(Entry.message_id == Message.id, Entry.item_id == item.id)
    of_now = (Message.created_at == now) & of_item
    is_post = (Delivery.message_id == Message.id) & (Delivery.action == Action.POST)
    unsent = exists().where(is_post, Delivery.state == DeliveryState.PENDING)
    of_late = or_(Message.created_at > now - ARRIVALS_JOIN, unsent)
    recent = of_now if item.urgency is Urgency.CRITICAL else of_late
    query = (
        select(Message)
        .where(
            Message.workspace_id == item.workspace_id,
            Message.user == user,
            Message.kind == MessageKind.ARRIVALS,
            recent,
            ~exists().where(Delivery.message_id == Message.id, given_up),
        )
        .order_by(Message.created_at.desc())
    )
    message = session.scalars(query).first()
    if message is not None and hold(session, message):
        message = session.scalars(query).first()  # it may just have been given up
    return message


def owe_notice(session: Session, workspace_id: int, user: str, key: str, says: str, now: datetime) -> None:
    """Tell a person something by DM once they are at work. Nobody is told who has no day ahead."""
    wakes = days_of(session, workspace_id, user).wakes_at(now)
    if wakes is not None and not is_gone(session, workspace_id, user):
        body = {"text": says}
        owe(session, workspace_id, MessageKind.NOTICE, key, now, due_at=wakes, user=user, body=body)


def owe_reply(session: Session, workspace_id: int, user: str, key: str, body: dict[str, Any], now: datetime) -> None:
    """Answer in the bot's DM what somebody wrote there; `body` is the text and blocks as Slack takes them."""
    owe(session, workspace_id, MessageKind.REPLY, key, now, rank=RANK_ANSWER, user=user, body=body)
