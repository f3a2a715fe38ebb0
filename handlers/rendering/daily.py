"""What tells people of their work: the digest, what arrives, and what still waits."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from handlers.blocks.arrivals import arrivals
from handlers.blocks.decisions.question import decision_dm
from handlers.blocks.digest.daily import digest
from handlers.blocks.reminder import reminder
from handlers.blocks.rendered import Rendered
from handlers.rendering.outcome import Drop, Wait, behind_digest, wait_until
from models.facts.arrivals import arrival_facts, asks_for, is_answered
from models.facts.asked import decision_dm_facts
from models.facts.digest import digest_facts
from models.facts.reminder import ReminderEntry, reminder_facts, wanted
from models.owed.again import fill_again
from models.owed.digests import fill_digest, shown_in_digest_of
from models.owed.reminders import SNOOZED
from models.people import days_of
from models.storage.session import Session
from models.tables import Item, Message
from models.verbs.reminding import ripens_at

LATER: Final = 300


def render_digest(session: Session, message: Message, now: datetime) -> Rendered | Drop | Wait:
    """The daily DM, unless its reader is away or nothing is in it."""
    if message.ts is None:
        if message.expires_at is not None and message.expires_at <= now:
            return Drop("the day is over")
        if not (days := days_of(session, message.workspace_id, str(message.user))).is_awake(now):
            return Drop("its reader is away") if days.current(now) is None else Wait(LATER)
        fill_digest(session, message, now)
    facts = digest_facts(session, message, now)
    if facts.is_one_decision:
        return decision_dm(decision_dm_facts(session, message, now), now)
    return Drop("nothing in it") if facts.is_empty else digest(facts, now)


def render_arrivals(session: Session, message: Message, now: datetime) -> Rendered | Drop | Wait:
    """What came since the digest."""
    facts = arrival_facts(session, message, now)
    if message.ts is not None:
        return arrivals(facts, now)
    if (later := behind_digest(session, message, now)) is not None:
        return later
    told = shown_in_digest_of(session, message, now)
    asking = tuple(entry for entry in facts.entries if asks_for(entry, facts.user) or is_answered(entry))
    if all(entry.item.id in told for entry in asking):
        return Drop("nothing in it is news")
    return arrivals(replace(facts, entries=asking), now)


def render_reminder(session: Session, message: Message, now: datetime) -> Rendered | Drop | Wait:
    """What still waits, once its reader has known of it for long enough."""
    facts = reminder_facts(session, message, now)
    if message.ts is not None:
        return reminder(facts, now)
    if (later := behind_digest(session, message, now)) is not None:
        return later
    asking = wanted(session, message, facts, now)
    if not asking:
        return Drop("nothing in it waits any more, or its reader wants to hear of it at another time")
    ripe = [_ripens_at(session, one, facts.user, now) for one in asking]
    return reminder(replace(facts, entries=asking), now) if min(ripe) <= now else wait_until(min(ripe), now)


def render_again(session: Session, message: Message, now: datetime) -> Rendered | Drop | Wait:
    """What still waits at the time that its reader chose."""
    if message.ts is None:
        days = days_of(session, message.workspace_id, str(message.user))
        day = days.current(now)
        if day is None or not days.is_awake(now) or (message.expires_at is not None and message.expires_at <= now):
            return Drop("its reader is not at work: their next digest tells")
        if not fill_again(session, message, day, now):
            return Drop("nothing waits for them any more")
    return reminder(reminder_facts(session, message, now), now)


def _ripens_at(session: Session, one: ReminderEntry, user: str, now: datetime) -> datetime:
    """Slack may have taken the DM that told of the item later than it looked when the reminder was planned."""
    item = session.get_one(Item, one.entry.item.id)
    ripens = None if one.entry.part == SNOOZED else ripens_at(session, item, user, now)
    return ripens or now
