"""What a roster that is not in effect yet brings: the turns of its first fortnight, and everybody's first day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from models.shifts.closings import ClosingKind, closing_on
from models.shifts.days import Place, person_day_on
from models.shifts.plan import MemberPlan, RegionPlan, TeamPlan
from models.shifts.shift import Span, shift_on, shifts_from

FORTNIGHT = 14
# Whose turn comes later than this is told that it does, not when.
LOOK_AHEAD = 182
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Turn:
    """The dates, both included, that are the turn of these people (user ids); or why the region is closed on them."""

    first: date
    last: date
    users: tuple[str, ...]
    closed: str = ""


@dataclass(frozen=True, slots=True)
class RegionTurns:
    """The turns of a region, by date."""

    region: RegionPlan
    turns: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class FirstDay:
    """When somebody works first (UTC) and when they are first on shift; None: not in half a year. `zone` is theirs."""

    user: str
    zone: str
    day: Span | None
    on_shift: date | None


def first_turns(team: TeamPlan, today: date) -> list[RegionTurns]:
    """Whose turn it is in each region in the fortnight from `today` or, where that is later, from the team's start."""
    return [RegionTurns(region, tuple(_turns(_counted(region, today), today))) for region in team.regions]


def first_days(team: TeamPlan, today: date) -> list[FirstDay]:
    """The first day of each member from `today` on, by region and in the order of their turns."""
    return [
        _first_day(region, member, _begins(region, today))
        for region in (_counted(region, today) for region in team.regions)
        for member in region.members
    ]


def first_date(team: TeamPlan, today: date) -> date:
    """The date with which the first fortnight begins."""
    return min(_begins(region, today) for region in team.regions)


def _counted(region: RegionPlan, today: date) -> RegionPlan:
    """The region with its turns counted as once it is kept: from this week's Monday where it does not say."""
    return region if region.rotation_from else replace(region, rotation_from=today - timedelta(days=today.weekday()))


def _begins(region: RegionPlan, today: date) -> date:
    return max(today, region.starts or today)


def _turns(region: RegionPlan, today: date) -> Iterator[Turn]:
    """Dates that follow each other with the same people are one turn; days off between them do not part it."""
    begins, turn = _begins(region, today), None
    for day in (begins + step * _DAY for step in range(FORTNIGHT)):
        one = _turn(region, day)
        if one is None:
            continue
        if turn is not None and (turn.users, turn.closed) == (one.users, one.closed):
            one = Turn(turn.first, day, turn.users, turn.closed)
        elif turn is not None:
            yield turn
        turn = one
    if turn is not None:
        yield turn


def _turn(region: RegionPlan, day: date) -> Turn | None:
    shift = shift_on(region, day)
    if shift is not None:
        return Turn(day, day, shift.on_shift)
    closing = closing_on(region, day)
    if closing is not None and closing.kind in {ClosingKind.DAY_OFF, ClosingKind.NOT_YET}:
        return None
    return Turn(day, day, (), closing.reason if closing else "nobody is at work")


def _first_day(region: RegionPlan, member: MemberPlan, begins: date) -> FirstDay:
    place = Place(region, member)
    dates = (begins + step * _DAY for step in range(LOOK_AHEAD))
    day = next((span for one in dates if (span := person_day_on((place,), one)) is not None), None)
    shifts = shifts_from(region, begins, LOOK_AHEAD)
    mine = next((shift.date for shift in shifts if member.user in shift.on_shift), None)
    return FirstDay(member.user, member.timezone or region.timezone, day, mine)
