"""The daily DM: whose day has started, whether there is anything to tell, and what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.access import is_offered_to
from models.facts.decisions import wanted_of
from models.facts.discreet import discreet, discreet_question
from models.facts.item import ItemFacts
from models.facts.sender_questions import QuestionFacts, questions_with
from models.owed.clocks import tell_clocks_in
from models.owed.digest_parts import Parts, day_of, parts_of
from models.owed.happenings import tell_happenings_in
from models.owed.owing import DECIDES, FOR_YOU, MEANWHILE, OWNED, SETTLE, WAITING
from models.owed.shift_changes import tell_in
from models.queue import facts_among, seen_among
from models.roster.welcomes import tell_welcomes_in
from models.storage.holding import keep_still
from models.tables import IS_LIVE, Action, Delivery, DeliveryState, Entry, Item, Message, MessageKind, Person

# Of what waits for the reader by name and for their region the first are shown, all together; of each other part, too.
MOST_SHOWN: Final = {DECIDES: 20, SETTLE: 20, WAITING: 20, OWNED: 20, MEANWHILE: 12}
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


@dataclass(frozen=True, slots=True)
class Beyond:
    """How many more items of each part there are than a digest has entries for: what waits, what the reader owns, and
    what became of what they handed over."""

    waiting: int = 0
    owned: int = 0
    news: int = 0


NOTHING_BEYOND: Final = Beyond()


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
    session.execute(delete(Entry).where(Entry.message_id == message.id))
    parts, decisions = _what_it_shows(session, message, now)
    # A change under way does not know yet that it will be shown here: it owes no edit.
    if keep_still(session, select(Item).where(Item.id.in_(parts.shown)).order_by(Item.id)):
        parts, decisions = _what_it_shows(session, message, now)
    session.add_all(
        Entry(message_id=message.id, item_id=item_id, part=part, position=position)
        for position, (item_id, part) in enumerate(parts.shown.items())
    )
    _keep_in_body(message, decisions=decisions, beyond=parts.beyond, late=_is_late(message, now))
    tell_happenings_in(session, message, parts.untold, parts.told, parts.known)
    tell_in(session, message, now)
    tell_clocks_in(session, message, now)
    tell_welcomes_in(session, message)
    session.flush()


def _what_it_shows(session: Session, message: Message, now: datetime) -> tuple[Parts, list[int]]:
    """The items in their parts, and the questions (rows) that the reader can decide."""
    wanted = wanted_of(session, message.workspace_id, str(message.user), now)
    return parts_of(session, message, [item.id for item, _ in wanted]), [decision.id for _, decision in wanted]


def _keep_in_body(message: Message, **what: Any) -> None:
    """Keep it with the message; of what is empty, and was before, there is nothing to write."""
    changed = {key: value for key, value in what.items() if value or message.body.get(key)}
    if changed:
        message.body = {**message.body, **changed}


def _is_late(message: Message, now: datetime) -> bool:
    """Whether the digest comes so late at `now` (UTC) that it says so: the bot was not running when the day began.

    A wave is sent at a pace, so that what was owed in time may take a while.
    """
    start = day_of(message).start
    return message.created_at - start > OWED_LATE or now - start > SENT_LATE


def was_late(message: Message) -> bool:
    """Whether the digest came late; that stays so when it is edited."""
    return bool(message.body.get("late"))


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
    """What a DM shows, in its order, with what is true of each item at `now` (UTC), confidential ones without names."""
    return _facts_of_entries(session, message, _entries(session, message), now)


def digest_entries(session: Session, message: Message, now: datetime) -> tuple[list[EntryFacts], Beyond]:
    """The same of a digest: of each part the first entries, as many as there can be room for; and what is beyond."""
    by_part: dict[str, list[Entry]] = {part: [] for part in MOST_SHOWN}
    for entry in _entries(session, message):
        by_part[WAITING if entry.part == FOR_YOU else entry.part].append(entry)
    shown = [entry for part, entries in by_part.items() for entry in entries[: MOST_SHOWN[part]]]
    hidden = {part: [entry.item_id for entry in entries[MOST_SHOWN[part] :]] for part, entries in by_part.items()}
    return _facts_of_entries(session, message, shown, now), _beyond(session, message, hidden)


def _beyond(session: Session, message: Message, hidden: dict[str, list[int]]) -> Beyond:
    noted: dict[str, int] = message.body.get("beyond") or {}
    ids = [*hidden[WAITING], *hidden[OWNED]]
    seen = seen_among(session, message.workspace_id, str(message.user), ids)
    waiting = _waiting_ids(session, message, hidden[WAITING]) & seen
    owned = _owned_ids(session, message, hidden[OWNED]) & seen
    return Beyond(
        waiting=len(waiting) + noted.get(WAITING, 0),
        owned=len(owned) + noted.get(OWNED, 0),
        news=len(hidden[MEANWHILE]) + noted.get(MEANWHILE, 0),
    )


def _entries(session: Session, message: Message) -> Sequence[Entry]:
    return session.scalars(select(Entry).where(Entry.message_id == message.id).order_by(Entry.position)).all()


def _facts_of_entries(
    session: Session, message: Message, entries: Sequence[Entry], now: datetime
) -> list[EntryFacts]:  # fmt: skip
    item_ids = [entry.item_id for entry in entries]
    user, items = str(message.user), _items(session, item_ids)
    facts = {item.id: discreet(item) for item in facts_among(session, items, now)}
    waiting = {item.id for item in items if is_offered_to(session, item, user)}
    seen = seen_among(session, message.workspace_id, user, item_ids)
    questions = questions_with(session, message.workspace_id, user, item_ids)
    found = []
    for entry in entries:
        item = facts[entry.item_id]
        of_item = [one for one in questions if one.item_id == item.id]
        of_item = [discreet_question(one) for one in of_item] if item.confidential else of_item
        found.append(
            EntryFacts(
                part=entry.part,
                item=item,
                waits=item.id in waiting,
                seen=item.id in seen,
                settles=entry.part == SETTLE and item.settle is not None and item.settle.asks(user),
                asked=tuple(one for one in of_item if one.asks(user, item.id)) if item.is_live else (),
                asking=tuple(one for one in of_item if one.asker == user),
            )
        )
    return found


def _waiting_ids(session: Session, message: Message, item_ids: Sequence[int]) -> set[int]:
    """Which of the items are offered to the reader, or to a region of theirs, right now."""
    return {item.id for item in _items(session, item_ids) if is_offered_to(session, item, str(message.user))}


def _items(session: Session, item_ids: Sequence[int]) -> Sequence[Item]:
    return session.scalars(select(Item).where(Item.id.in_(item_ids))).all() if item_ids else ()


def _owned_ids(session: Session, message: Message, item_ids: Sequence[int]) -> set[int]:
    """Which of the items are the reader's right now."""
    if not item_ids:
        return set()
    return set(session.scalars(select(Item.id).where(Item.id.in_(item_ids), Item.owner == message.user, IS_LIVE)))
