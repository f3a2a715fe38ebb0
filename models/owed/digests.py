"""The daily DM: whose day has started, whether there is anything to tell, and what."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.access import is_offered_to
from models.facts.decisions import decisions_wanted_of
from models.facts.item import ItemFacts
from models.facts.sender_questions import QuestionFacts, questions_with
from models.owed.clocks import tell_clocks_in
from models.owed.decisions import show_decisions
from models.owed.owing import DECIDES, FOR_YOU, OWNED, SETTLE, WAITING
from models.owed.shift_changes import tell_in
from models.queue import decided_by, facts_of, owned_by, seen_among, to_settle, waiting_for
from models.roster.welcomes import tell_welcomes_in
from models.shifts.shift import Span
from models.storage.holding import keep_still
from models.tables import Action, Delivery, DeliveryState, Entry, Item, Message, MessageKind, Person

OWED_LATE: Final = timedelta(minutes=15)
SENT_LATE: Final = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """An item in a DM: the part it stands in, what is true of it, and whether it still waits for the reader.

    `seen` is False once the reader may no longer see the item: then only its id may be shown. `settles` says that the
    reader is asked, in this DM, to settle who has it. `asked` is what they are asked about it and have not answered,
    `asking` what they have asked themselves, with the answers.
    """

    part: str
    item: ItemFacts
    waits: bool
    seen: bool = True
    settles: bool = False
    asked: tuple[QuestionFacts, ...] = ()
    asking: tuple[QuestionFacts, ...] = ()


def digest_awaited(session: Session, workspace_id: int, user: str, now: datetime) -> bool:
    """Whether the person's digest of today is still to come at `now` (UTC): what arrives now will stand in it."""
    person = session.scalars(select(Person).where(Person.workspace_id == workspace_id, Person.user == user)).first()
    if person is None:
        return False
    if person.day_starts_at is not None and person.day_starts_at <= now:
        return True
    owed = (
        select(Delivery.id)
        .join(Message)
        .where(Message.workspace_id == workspace_id, Message.user == user, Message.kind == MessageKind.DIGEST)
        .where(Delivery.state.in_((DeliveryState.PENDING, DeliveryState.SENDING)), Message.ts.is_(None))
        .where(Message.expires_at > now)
    )
    return session.scalar(owed.limit(1)) is not None


def fill_digest(session: Session, message: Message, now: datetime) -> None:
    """Note what the digest shows, as it is true at `now` (UTC), in its order; what an unsent one showed goes."""
    user = str(message.user)
    session.execute(delete(Entry).where(Entry.message_id == message.id))
    parts = _parts(session, message, now)
    # A change under way does not know yet that it will be shown here: it owes no edit.
    if keep_still(session, select(Item).where(Item.id.in_(parts)).order_by(Item.id)):
        parts = _parts(session, message, now)
    session.add_all(
        Entry(message_id=message.id, item_id=item_id, part=part, position=position)
        for position, (item_id, part) in enumerate(parts.items())
    )
    wanted = decisions_wanted_of(session, message.workspace_id, user, now)
    show_decisions(session, message, [one.id for one in wanted])
    tell_in(session, message, now)
    tell_clocks_in(session, message, now)
    tell_welcomes_in(session, message)
    if _is_late(message, now):
        message.body = {**message.body, "late": True}
    session.flush()


def _is_late(message: Message, now: datetime) -> bool:
    """Whether the digest comes so late at `now` (UTC) that it says so: the bot was not running when the day began.

    A wave is sent at a pace, so that what was owed in time may take a while.
    """
    start = day_of(message).start
    return message.created_at - start > OWED_LATE or now - start > SENT_LATE


def was_late(message: Message) -> bool:
    """Whether the digest came late; that stays so when it is edited."""
    return bool(message.body.get("late"))


def _parts(session: Session, message: Message, now: datetime) -> dict[int, str]:
    """The items (row ids) that the digest shows and the part each stands in, in their order."""
    user = str(message.user)
    parts = {item.id: SETTLE for item in to_settle(session, message.workspace_id, user, now)}
    for item in waiting_for(session, message.workspace_id, user, day_of(message)):
        parts.setdefault(item.id, FOR_YOU if item.offered_user == user else WAITING)
    for item in owned_by(session, message.workspace_id, user, now):
        parts.setdefault(item.id, OWNED)
    for item in decided_by(session, message.workspace_id, user, now):
        parts.setdefault(item.id, DECIDES)
    return parts


def shown_in_digest_of(session: Session, message: Message, now: datetime) -> set[int]:
    """The items (row ids) that the reader's digest of the running day shows, if it went out since `message` was owed.

    What an earlier digest showed may have changed since: then the message is news.
    """
    digests = (
        select(Message.id)
        .join(Delivery)
        .where(
            Message.workspace_id == message.workspace_id,
            Message.user == message.user,
            Message.kind == MessageKind.DIGEST,
            Message.expires_at > now,
            Delivery.action == Action.POST,
            Delivery.sent_at >= message.created_at,
        )
    )
    return set(session.scalars(select(Entry.item_id).where(Entry.message_id.in_(digests))))


def entries_of(session: Session, message: Message, now: datetime) -> list[EntryFacts]:
    """What a DM shows, in its order, with what is true of each item at `now` (UTC)."""
    entries = list(session.scalars(select(Entry).where(Entry.message_id == message.id).order_by(Entry.position)))
    item_ids = [entry.item_id for entry in entries]
    facts = facts_of(session, item_ids, now)
    waiting = _waiting_ids(session, message, item_ids)
    user = str(message.user)
    seen = seen_among(session, message.workspace_id, user, item_ids, now)
    questions = questions_with(session, message.workspace_id, user, item_ids)
    return [
        EntryFacts(
            entry.part, item := facts[entry.item_id], entry.item_id in waiting, entry.item_id in seen,
            settles=entry.part == SETTLE and item.settle is not None and item.settle.asks(user),
            asked=tuple(one for one in questions if one.asks(user, item.id)) if item.is_live else (),
            asking=tuple(one for one in questions if one.asker == user and one.item_id == item.id),
        )
        for entry in entries
    ]  # fmt: skip


def day_of(message: Message) -> Span:
    """The day (UTC instants) that a digest opens."""
    body = message.body
    return Span(
        date.fromisoformat(body["date"]), datetime.fromisoformat(body["start"]), datetime.fromisoformat(body["end"])
    )


def _waiting_ids(session: Session, message: Message, item_ids: list[int]) -> set[int]:
    """Which of the items are offered to the reader, or to a region of theirs, right now."""
    items = session.scalars(select(Item).where(Item.id.in_(item_ids)))
    return {item.id for item in items if is_offered_to(session, item, str(message.user))}
