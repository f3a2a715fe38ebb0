"""What a message says when it is sent, made from what is true then; or that nothing is left to say."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil
from typing import Final

from handlers.blocks.arrivals import arrivals
from handlers.blocks.card import card
from handlers.blocks.cover import cover_message
from handlers.blocks.digest import digest
from handlers.blocks.leaving import leaving
from handlers.blocks.lines import line
from handlers.blocks.notice import notice, reply
from handlers.blocks.questions import away_question_message, zone_question_message
from handlers.blocks.reminder import reminder
from handlers.blocks.rendered import Rendered
from handlers.blocks.shift_news import shift_message
from models.facts.arrivals import arrival_facts, asks_for
from models.facts.covers import cover_news
from models.facts.digest import digest_facts
from models.facts.item import item_facts
from models.facts.leaving import leaving_facts
from models.facts.line import line_facts
from models.facts.questions import away_question, zone_question
from models.facts.reminder import ReminderEntry, reminder_facts, still_asks
from models.facts.shift_changes import shift_news
from models.owed.digests import digest_awaited, fill_digest, shown_in_digest_of
from models.owed.leaving import fill_leaving, is_last_before_days_off, list_due_at
from models.owed.reminders import SNOOZED
from models.people import days_of, get_person
from models.storage.session import Session
from models.tables import Event, Item, Message, MessageKind
from models.verbs.moving import days_there
from models.verbs.reminding import ripens_at

SOON: Final = 5
LATER: Final = 300
HELD_UP: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Drop:
    """Nothing is left to say, and why."""

    why: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Not yet: try again in so many seconds."""

    seconds: int


def render(session: Session, message: Message, now: datetime) -> Rendered | Drop | Wait:
    """What the message says at `now` (UTC).

    For a digest that has not been sent the session must be a writing one: what it shows is noted. An edit of what
    stands is never dropped for its reader being asleep: edits are silent.
    """
    return _RENDER[message.kind](session, message, now)


def _card(session: Session, message: Message, now: datetime) -> Rendered:
    return card(item_facts(session, session.get_one(Item, message.item_id), now), now)


def _line(session: Session, message: Message, now: datetime) -> Rendered:
    return line(line_facts(session, session.get_one(Event, message.event_id), now))


def _digest(session: Session, message: Message, now: datetime) -> Rendered | Drop | Wait:
    if message.ts is None:
        if message.expires_at is not None and message.expires_at <= now:
            return Drop("the day is over")
        if not (days := days_of(session, message.workspace_id, str(message.user))).is_awake(now):
            return Drop("its reader is away") if days.current(now) is None else Wait(LATER)
        fill_digest(session, message, now)
    facts = digest_facts(session, message, now)
    return Drop("nothing in it") if facts.is_empty else digest(facts, now)


def _arrivals(session: Session, message: Message, now: datetime) -> Rendered | Drop | Wait:
    facts = arrival_facts(session, message, now)
    if message.ts is not None:
        return arrivals(facts, now)
    if not days_of(session, message.workspace_id, facts.user).is_awake(now):
        return Drop("its reader is not at work: their next digest tells")
    if digest_awaited(session, message.workspace_id, facts.user, now):
        return Wait(SOON)
    told = shown_in_digest_of(session, message, now)
    asking = tuple(entry for entry in facts.entries if asks_for(entry, facts.user))
    if all(entry.item.id in told for entry in asking):
        return Drop("nothing in it is news")
    return arrivals(replace(facts, entries=asking), now)


def _reminder(session: Session, message: Message, now: datetime) -> Rendered | Drop | Wait:
    facts = reminder_facts(session, message, now)
    if message.ts is not None:
        return reminder(facts, now)
    over = message.expires_at is not None and message.expires_at <= now
    if over or not days_of(session, message.workspace_id, facts.user).is_awake(now):
        return Drop("its reader is not at work: their next digest tells")
    if digest_awaited(session, message.workspace_id, facts.user, now):
        return Wait(SOON)
    asking = tuple(one for one in facts.entries if still_asks(one, facts.user) and one.snoozed_until is None)
    if not asking:
        return Drop("nothing in it waits any more")
    ripe = [_ripens_at(session, one, facts.user, now) for one in asking]
    return reminder(replace(facts, entries=asking), now) if min(ripe) <= now else _wait_until(min(ripe), now)


def _ripens_at(session: Session, one: ReminderEntry, user: str, now: datetime) -> datetime:
    """Slack may have taken the DM that told of the item later than it looked when the reminder was planned."""
    item = session.get_one(Item, one.entry.item.id)
    ripens = None if one.entry.part == SNOOZED else ripens_at(session, item, user, now)
    return ripens or now


def _notice(session: Session, message: Message, now: datetime) -> Rendered | Drop | Wait:
    """It may be late: the machine was off, say, and its reader's day is over."""
    waits = _until_awake(session, message, now) if message.ts is None else None
    return waits or notice(message.body)


def _reply(session: Session, message: Message, now: datetime) -> Rendered | Drop | Wait:
    """Who asks is awake; an answer that was held up does not wake who has gone home since."""
    is_held_up = message.ts is None and now - message.created_at > HELD_UP
    waits = _until_awake(session, message, now) if is_held_up else None
    return waits or reply(message.body)


def _until_awake(session: Session, message: Message, now: datetime) -> Drop | Wait | None:
    """What becomes of a DM whose reader is not at work at `now` (UTC); None where they are."""
    return _until(days_of(session, message.workspace_id, str(message.user)).wakes_at(now), now)


def _until(wakes: datetime | None, now: datetime) -> Drop | Wait | None:
    if wakes is None:
        return Drop("its reader has no day ahead")
    return _wait_until(wakes, now) if wakes > now else None


def _wait_until(at: datetime, now: datetime) -> Wait:
    return Wait(ceil((at - now).total_seconds()))


def _shifts(session: Session, message: Message, now: datetime) -> Rendered | Drop | Wait:
    facts = shift_news(session, message)
    if not facts.changes:
        return Drop("nothing of it is to be told any more")
    if message.ts is not None:
        return shift_message(facts, now)
    if not days_of(session, message.workspace_id, facts.user).is_awake(now):
        return Drop("its reader is not at work: their next digest tells")
    awaited = digest_awaited(session, message.workspace_id, facts.user, now)
    return Wait(SOON) if awaited else shift_message(facts, now)


def _cover(session: Session, message: Message, now: datetime) -> Rendered | Drop | Wait:
    facts = cover_news(session, message, now)
    if message.ts is not None:
        return cover_message(facts, now)
    if not facts.asks or facts.starts <= now:
        return Drop("there is nothing to take any more")
    return _until_awake(session, message, now) or cover_message(facts, now)


def _ask_away(session: Session, message: Message, now: datetime) -> Rendered | Drop | Wait:
    facts = away_question(session, message, now)
    if message.ts is not None:
        return away_question_message(facts, now)
    if not facts.asked:
        return Drop("their status says so no more, or the day is over")
    return _until_awake(session, message, now) or away_question_message(facts, now)


def _ask_zone(session: Session, message: Message, now: datetime) -> Rendered | Drop | Wait:
    """In the new zone's daytime: by the hours that the roster has, the reader may be asleep there."""
    facts = zone_question(session, message, now)
    if message.ts is not None:
        return zone_question_message(facts, now)
    if not facts.asked:
        return Drop("Slack shows another zone by now, or their days are the same there")
    days = days_there(session, get_person(session, message.workspace_id, str(message.user)), facts.zone)
    return _until(days.wakes_at(now), now) or zone_question_message(facts, now)


def _leaving(session: Session, message: Message, now: datetime) -> Rendered | Drop | Wait:
    if message.ts is None:
        days = days_of(session, message.workspace_id, str(message.user))
        day = days.current(now)
        if day is None or not days.is_awake(now):
            return Drop("its reader is not at work: they are off already")
        if not is_last_before_days_off(day, days.next(now)):
            return Drop("its reader is at work again soon")
        if list_due_at(day, now) > now:
            return _wait_until(list_due_at(day, now), now)
        if not fill_leaving(session, message, now):
            return Drop("nothing of theirs is left")
    return leaving(leaving_facts(session, message, now), now)


_RENDER: Final[dict[MessageKind, Callable[[Session, Message, datetime], Rendered | Drop | Wait]]] = {
    MessageKind.CARD: _card,
    MessageKind.LINE: _line,
    MessageKind.DIGEST: _digest,
    MessageKind.ARRIVALS: _arrivals,
    MessageKind.NOTICE: _notice,
    MessageKind.REPLY: _reply,
    MessageKind.SHIFTS: _shifts,
    MessageKind.COVER: _cover,
    MessageKind.REMINDER: _reminder,
    MessageKind.ASK_AWAY: _ask_away,
    MessageKind.ASK_ZONE: _ask_zone,
    MessageKind.LEAVING: _leaving,
}
