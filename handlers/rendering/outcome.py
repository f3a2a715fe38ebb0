"""What becomes of a message that is not to be sent now: dropped, or kept for later."""

from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Final

from models.owed.digests import digest_awaited
from models.people import days_of
from models.storage.session import Session
from models.tables import Message

SOON: Final = 5


@dataclass(frozen=True, slots=True)
class Drop:
    """Nothing is left to say, and why."""

    why: str


@dataclass(frozen=True, slots=True)
class Wait:
    """Not yet: try again in so many seconds."""

    seconds: int


def behind_digest(session: Session, message: Message, now: datetime) -> Drop | Wait | None:
    """What becomes of a DM of the day at `now` (UTC) that is not to come before its reader's digest, nor while they
    are not at work; None where it can be sent."""
    user = str(message.user)
    over = message.expires_at is not None and message.expires_at <= now
    if over or not days_of(session, message.workspace_id, user).is_awake(now):
        return Drop("its reader is not at work: their next digest tells")
    return Wait(SOON) if digest_awaited(session, message.workspace_id, user, now) else None


def until_awake(session: Session, message: Message, now: datetime) -> Drop | Wait | None:
    """What becomes of a DM whose reader is not at work at `now` (UTC); None where they are."""
    return until_day(days_of(session, message.workspace_id, str(message.user)).wakes_at(now), now)


def until_day(wakes: datetime | None, now: datetime) -> Drop | Wait | None:
    """The same for a reader who is at work from `wakes` (UTC) on; None where that has come."""
    if wakes is None:
        return Drop("its reader has no day ahead")
    return wait_until(wakes, now) if wakes > now else None


def wait_until(at: datetime, now: datetime) -> Wait:
    """Not before `at` (both UTC)."""
    return Wait(ceil((at - now).total_seconds()))
