"""Whose turn it is, for somebody who goes home: who is on shift elsewhere, and when their own turns are."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.people import name_of
from models.roster.rows import teams_of
from models.shifts.plan import RegionPlan
from models.shifts.shift import HORIZON_DAYS, Shift, running_shift, shifts_from


@dataclass(frozen=True, slots=True)
class OnNowFacts:
    """A region at work, and the names of who is on shift there."""

    region: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnTurnFacts:
    """A shift of a region that the reader is on, as two UTC instants."""

    region: str
    starts: datetime
    ends: datetime


def on_now(session: Session, workspace_id: int, user: str, now: datetime) -> tuple[OnNowFacts, ...]:
    """The other regions of the person's teams that are at work at `now` (UTC), with at least one who is not them."""
    return tuple(_on_now(session, workspace_id, user, now))


def own_turns(session: Session, workspace_id: int, user: str, now: datetime) -> tuple[OwnTurnFacts, ...]:
    """The shifts the person is on: of each region the running one and the first after that."""
    teams = teams_of(session, workspace_id, user)
    plans = [
        region.plan() for team in teams for region in team.regions if not region.retired
    ]  # one may cover elsewhere
    return tuple(turn for plan in plans for turn in _own_turns(plan, user, now))


def _on_now(session: Session, workspace_id: int, user: str, now: datetime) -> Iterator[OnNowFacts]:
    for team in teams_of(session, workspace_id, user):
        home = team.region_of(user)
        for region in team.regions:
            shift = None if region is home or region.retired else running_shift(region.plan(), now)
            others = [one for one in shift.on_shift if one != user] if shift else []
            if others:
                yield OnNowFacts(region.name, tuple(name_of(session, workspace_id, one) for one in others))


def _own_turns(plan: RegionPlan, user: str, now: datetime) -> list[OwnTurnFacts]:
    coming = shifts_from(plan, now.date() - timedelta(days=2), HORIZON_DAYS + 3)
    own = [shift for shift in coming if user in shift.on_shift and shift.end > now]
    running = [shift for shift in own if shift.start <= now]
    return [_turn(shift) for shift in (*running[:1], *[shift for shift in own if shift.start > now][:1])]


def _turn(shift: Shift) -> OwnTurnFacts:
    return OwnTurnFacts(shift.region, shift.start, shift.end)
