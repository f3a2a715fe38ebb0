"""Who is on shift now and who is next, team by team, as plain values."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from models.acts import Act
from models.people import name_of
from models.roster.rows import team_at_home, teams_of
from models.shifts.closings import ClosingKind
from models.shifts.plan import RegionPlan
from models.shifts.shift import Shift, next_shift, running_shift, why_no_shift
from models.shifts.zones import zone
from models.tables import Team


@dataclass(frozen=True, slots=True)
class RegionTurnFacts:
    """A region's running or next shift: `until` or `starts` (UTC) is set, neither when there is none in 31 days.

    `closed` says on which date of its own it is closed before then, and why; plain days off are not told.
    """

    region: str
    on_shift: tuple[str, ...]
    until: datetime | None
    starts: datetime | None
    closed: tuple[date, str] | None


@dataclass(frozen=True, slots=True)
class TeamTurnFacts:
    """A team's regions in roster order."""

    team: str
    regions: tuple[RegionTurnFacts, ...]


@dataclass(frozen=True, slots=True)
class WhoFacts:
    """The teams of who asks, or the one whose home channel they ask in."""

    teams: tuple[TeamTurnFacts, ...]


def who_facts(session: Session, act: Act) -> WhoFacts:
    """Who is on shift at the act's time in the teams of who asks."""
    teams = teams_of(session, act.workspace_id, act.user or "")
    if not teams and act.channel:
        here = team_at_home(session, act.workspace_id, act.channel)
        teams = [here] if here else []
    return WhoFacts(tuple(_team(session, team, act.now) for team in teams))


def _team(session: Session, team: Team, now: datetime) -> TeamTurnFacts:
    return TeamTurnFacts(team.name, tuple(_region(session, team, plan, now) for plan in team.plan().regions))


def _region(session: Session, team: Team, plan: RegionPlan, now: datetime) -> RegionTurnFacts:
    running = running_shift(plan, now)
    shift = running or next_shift(plan, now)
    names = tuple(name_of(session, team.workspace_id, user) for user in shift.on_shift) if shift else ()
    return RegionTurnFacts(
        region=plan.name,
        on_shift=names,
        until=running.end if running else None,
        starts=shift.start if shift and not running else None,
        closed=None if running else _closed(plan, shift, now),
    )


def _closed(plan: RegionPlan, upcoming: Shift | None, now: datetime) -> tuple[date, str] | None:
    """The first date from today on, before the next shift, on which something special closes the region."""
    day = now.astimezone(zone(plan.timezone)).date()
    last = upcoming.date if upcoming else day + timedelta(days=7)
    while day < last:
        closing = why_no_shift(plan, day)
        if closing is not None and closing.kind is not ClosingKind.DAY_OFF:
            return day, closing.reason
        day += timedelta(days=1)
    return None
