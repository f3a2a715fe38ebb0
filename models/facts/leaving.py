"""What the list before days off tells its reader, as plain values."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.owed.digests import EntryFacts, entries_of
from models.people import days_of
from models.roster.rows import teams_of
from models.shifts.plan import RegionPlan
from models.shifts.shift import HORIZON_DAYS, Shift, shifts_from
from models.tables import Message


@dataclass(frozen=True, slots=True)
class OwnTurnFacts:
    """A shift of a region that the reader is on, as two UTC instants."""

    region: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class LeavingFacts:
    """What a reader with days off ahead still owns and decides, and which shifts they are on: the running one and the
    first of each region after that. `back` (UTC) is when their next day starts; None where none is in sight."""

    user: str
    zone: str
    back: datetime | None
    days_off: int | None
    entries: tuple[EntryFacts, ...]
    turns: tuple[OwnTurnFacts, ...]


def leaving_facts(session: Session, message: Message, now: datetime) -> LeavingFacts:
    """What is true at `now` (UTC) of all that the list shows."""
    user = str(message.user)
    days = days_of(session, message.workspace_id, user)
    running, upcoming = days.current(now), days.next(now)
    teams = teams_of(session, message.workspace_id, user)
    own = [region.plan() for team in teams for region in team.regions if not region.retired]  # one may cover elsewhere
    return LeavingFacts(
        user=user,
        zone=days.zone,
        back=upcoming.start if upcoming else None,
        days_off=(upcoming.date - running.date).days - 1 if running and upcoming else None,
        entries=tuple(entries_of(session, message, now)),
        turns=tuple(turn for plan in own for turn in _own_turns(plan, user, now)),
    )


def _own_turns(plan: RegionPlan, user: str, now: datetime) -> list[OwnTurnFacts]:
    coming = shifts_from(plan, now.date() - timedelta(days=2), HORIZON_DAYS + 3)
    own = [shift for shift in coming if user in shift.on_shift and shift.end > now]
    running = [shift for shift in own if shift.start <= now]
    return [_turn(shift) for shift in (*running[:1], *[shift for shift in own if shift.start > now][:1])]


def _turn(shift: Shift) -> OwnTurnFacts:
    return OwnTurnFacts(shift.region, shift.start, shift.end)
