"""Whose turn it is in a region on a date: the rotation, or a rota from elsewhere, less absences, plus covers."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice

from models.shifts.hours import hours_on, less_hours_off, member_span
from models.shifts.plan import CoverPlan, MemberPlan, RegionPlan, Rotation


def is_present(region: RegionPlan, member: MemberPlan, day: date) -> bool:
    """Whether the member works on `day`: one of their weekdays (the region's where they have none), and not away."""
    if not _is_working_day(region, member, day) or member.away.all_of(day):
        return False
    return less_hours_off(member_span(region, member, day), member.away) is not None


def whose_turn(region: RegionPlan, day: date) -> tuple[MemberPlan, ...]:
    """The members on shift on the region's local date `day`, in roster order; empty when nobody is present.

    Who is not present is stood in for by the next present member, and the rotation does not shift for it. A cover has
    the turn of the one it stands in for. Needs `rotation_from` unless everybody has the turn; dates before that count
    backwards. It does not ask whether the region is open.
    """
    if region.rota is not None:
        return _by_rota(region, day)
    present = _present_in_order(region, day, _in_order(region, day))
    if region.rotation is Rotation.ALL:
        return _once_each(present)
    first = next(present, None)
    return () if first is None else (first,)


def turns_since_start(region: RegionPlan, day: date) -> int:
    """How many turns lie between `rotation_from` and `day`: weeks from Monday to Monday, or dates among `days`."""
    if region.rotation_from is None:
        raise ValueError(f"region {region.name} has no rotation_from: applying a roster fills it in")
    if region.rotation is Rotation.WEEKLY:
        return (_monday(day) - _monday(region.rotation_from)).days // 7
    return _days_before(region.days, day) - _days_before(region.days, region.rotation_from)


def cover_plan(region: RegionPlan, cover: CoverPlan) -> MemberPlan | None:
    """Who covers, as a member of the region: with their own hours if they are one, else with those of whom they cover.

    None when they are away themselves by now.
    """
    covering = region.member(cover.by)
    if covering is None:
        covering = replace(region.member(cover.instead_of) or _stranger(cover), user=cover.by, away=cover.away)
    return None if covering.away.all_of(cover.date) else covering


def _is_working_day(region: RegionPlan, member: MemberPlan, day: date) -> bool:
    if member.days is not None:
        return day.weekday() in member.days
    return day.weekday() in region.days or day in region.worked


def _in_order(region: RegionPlan, day: date) -> Iterator[MemberPlan]:
    """The members from the one whose turn it is by count, onwards."""
    turn = 0 if region.rotation is Rotation.ALL else turns_since_start(region, day)
    members = region.members
    return (members[(turn + step) % len(members)] for step in range(len(members)))


def _present_in_order(region: RegionPlan, day: date, members: Iterator[MemberPlan]) -> Iterator[MemberPlan]:
    covers = {cover.instead_of: cover for cover in region.covers if cover.date == day}
    for member in members:
        cover = covers.get(member.user)
        covering = cover_plan(region, cover) if cover is not None else None
        if covering is not None:
            yield covering
        elif is_present(region, member, day):
            yield member


def _by_rota(region: RegionPlan, day: date) -> tuple[MemberPlan, ...]:
    """Those to whom the rota gives the date; where it names members and none of them is present, the next who is."""
    named = _named_by_rota(region, day)
    present = _once_each(_present_in_order(region, day, iter(named)))
    if present or not named:
        return present
    behind = region.members.index(named[0]) + 1
    others = (*region.members[behind:], *region.members[:behind])
    return tuple(islice(_present_in_order(region, day, iter(others)), 1))


def _named_by_rota(region: RegionPlan, day: date) -> list[MemberPlan]:
    """The members to whom the rota gives a part of the region's hours of that date, earliest first."""
    hours = hours_on(day, region.hours, region.timezone)
    turns = [turn for turn in region.rota or () if turn.start < hours.end and turn.end > hours.start]
    named = (region.member(turn.user) for turn in sorted(turns, key=lambda turn: (turn.start, turn.user)))
    return [member for member in named if member is not None]


def _once_each(members: Iterator[MemberPlan]) -> tuple[MemberPlan, ...]:
    return tuple({member.user: member for member in members}.values())


def _stranger(cover: CoverPlan) -> MemberPlan:
    """Whom the cover stands in for has left the region: the region's own hours hold."""
    return MemberPlan(cover.instead_of)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _days_before(days: frozenset[int], day: date) -> int:
    """How many dates before `day` have a weekday among `days`, counted from 0001-01-01, a Monday."""
    weeks, rest = divmod(day.toordinal() - 1, 7)
    return weeks * len(days) + sum(weekday < rest for weekday in days)
