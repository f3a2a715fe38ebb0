"""Who is on shift now and who is next, team by team, and the two weeks to come, as plain values."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from models.acts import Act
from models.facts.user_group import kept_in_group
from models.people import name_of
from models.roster.rows import team_at_home, teams_of
from models.shifts.closings import ClosingKind
from models.shifts.coverage import Gap, Overlap, gaps, overlaps
from models.shifts.plan import RegionPlan, TeamPlan
from models.shifts.shift import Shift, next_shift, running_shift, shift_on, why_no_shift
from models.shifts.zones import zone
from models.tables import Team

LOOKS_AHEAD: Final = timedelta(days=14)
# What begins in the two weeks is followed so much further to where it ends.
LONGEST_GAP: Final = timedelta(days=14)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OnShiftFacts:
    """Somebody on shift, by name, and whom they cover, if anybody."""

    name: str
    instead_of: str | None = None


@dataclass(frozen=True, slots=True)
class ClosedFacts:
    """That a region is closed on these dates of its own, both included, and why; plain days off are not told."""

    first: date
    last: date
    reason: str


@dataclass(frozen=True, slots=True)
class CoveredFacts:
    """That one has another's shift on a date of the region's, by their names."""

    date: date
    by: str
    instead_of: str


@dataclass(frozen=True, slots=True)
class RegionTurnFacts:
    """A region's running or next shift: `until` or `starts` (UTC) is set, neither when there is none in 31 days.

    `then` is who has the shift after a running one, from when on, where that is somebody else. `closed` and `covered`
    are of the two weeks to come, without the shift that is told already.
    """

    region: str
    on_shift: tuple[OnShiftFacts, ...]
    until: datetime | None
    starts: datetime | None
    then: tuple[tuple[OnShiftFacts, ...], datetime] | None = None
    closed: tuple[ClosedFacts, ...] = ()
    covered: tuple[CoveredFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class TeamTurnFacts:
    """A team's regions in roster order; when nobody is on shift, and when two regions can talk, in two weeks.

    `kept` are the names that its user group still holds though nobody is on shift now.
    """

    team: str
    regions: tuple[RegionTurnFacts, ...]
    gaps: tuple[Gap, ...] = ()
    overlaps: tuple[Overlap, ...] = ()
    kept: tuple[str, ...] = ()


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
    plan, until = team.plan(), now + LOOKS_AHEAD
    return TeamTurnFacts(
        team.name,
        tuple(_region(session, team, region, now) for region in plan.regions),
        gaps=tuple(gap for gap in gaps(plan, now, until + LONGEST_GAP) if gap.start < until),
        overlaps=tuple(_overlaps(plan, now, until)),
        kept=kept_in_group(session, team, now),
    )


def _overlaps(plan: TeamPlan, now: datetime, until: datetime) -> Iterator[Overlap]:
    """Those that are not over; one that has begun with its beginning."""
    return (both for both in overlaps(plan, now - _DAY, until + _DAY) if both.end > now and both.start < until)


def _region(session: Session, team: Team, plan: RegionPlan, now: datetime) -> RegionTurnFacts:
    running = running_shift(plan, now)
    upcoming = next_shift(plan, now)
    shift = running or upcoming
    first = now.astimezone(zone(plan.timezone)).date()
    people, later = (_people(session, team, plan, one) if one else () for one in (shift, upcoming))
    then = (later, upcoming.start) if running and upcoming and later != people else None
    told = {one.date for one in (shift, upcoming if then else None) if one}
    return RegionTurnFacts(
        region=plan.name,
        on_shift=people,
        until=running.end if running else None,
        starts=shift.start if shift and not running else None,
        then=then,
        closed=tuple(_closed(plan, first)),
        covered=tuple(_covered(session, team, plan, first, told)),
    )


def _people(session: Session, team: Team, plan: RegionPlan, shift: Shift) -> tuple[OnShiftFacts, ...]:
    covering = {cover.by: cover.instead_of for cover in plan.covers if cover.date == shift.date}

    def facts(user: str) -> OnShiftFacts:
        whose = covering.get(user)
        name = name_of(session, team.workspace_id, user)
        return OnShiftFacts(name, name_of(session, team.workspace_id, whose) if whose else None)

    return tuple(facts(user) for user in shift.on_shift)


def _closed(plan: RegionPlan, first: date) -> Iterator[ClosedFacts]:
    """The dates of the two weeks on which something special closes the region; days on end with one reason are one."""
    run: ClosedFacts | None = None
    for day in (first + step * _DAY for step in range(LOOKS_AHEAD.days)):
        closing = why_no_shift(plan, day)
        if closing is None or closing.kind is ClosingKind.DAY_OFF:
            continue
        if run is not None and run.reason == closing.reason and _only_days_off_between(plan, run.last, day):
            run = replace(run, last=day)
            continue
        if run is not None:
            yield run
        run = ClosedFacts(day, day, closing.reason)
    if run is not None:
        yield run


def _only_days_off_between(plan: RegionPlan, last: date, day: date) -> bool:
    return all(why_no_shift(plan, last + step * _DAY) is not None for step in range(1, (day - last).days))


def _covered(
    session: Session, team: Team, plan: RegionPlan, first: date, told: set[date]
) -> Iterator[CoveredFacts]:  # fmt: skip
    """The covers of the two weeks that hold, but for those of these dates."""
    for cover in sorted(plan.covers, key=lambda cover: cover.date):
        if cover.date in told or not first <= cover.date < first + LOOKS_AHEAD:
            continue
        shift = shift_on(plan, cover.date)
        if shift is not None and cover.by in shift.on_shift:
            names = (name_of(session, team.workspace_id, user) for user in (cover.by, cover.instead_of))
            yield CoveredFacts(cover.date, *names)
