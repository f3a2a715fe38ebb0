"""Whose turn it is in a region on a date, before anybody's absence or cover."""

from datetime import date, timedelta

from models.shifts.plan import MemberPlan, RegionPlan, Rotation


def is_present(region: RegionPlan, member: MemberPlan, day: date) -> bool:
    """Whether `day` is one of the member's weekdays (the region's where the member has none of their own)."""
    return day.weekday() in (region.days if member.days is None else member.days)


def whose_turn(region: RegionPlan, day: date) -> tuple[MemberPlan, ...]:
    """The members on shift on the region's local date `day`, in roster order; empty when nobody is present.

    Who is not present is stood in for by the next present member, and the rotation does not shift for it. Needs
    `rotation_from` unless everybody has the turn; dates before that count backwards. It does not ask whether
    the region is open.
    """
    if region.rotation is Rotation.ALL:
        return tuple(member for member in region.members if is_present(region, member, day))
    turn = turns_since_start(region, day)
    members = region.members
    in_order = (members[(turn + step) % len(members)] for step in range(len(members)))
    present = next((member for member in in_order if is_present(region, member, day)), None)
    return () if present is None else (present,)


def turns_since_start(region: RegionPlan, day: date) -> int:
    """How many turns lie between `rotation_from` and `day`: weeks from Monday to Monday, or dates among `days`."""
    if region.rotation_from is None:
        raise ValueError(f"region {region.name} has no rotation_from: applying a roster fills it in")
    if region.rotation is Rotation.WEEKLY:
        return (_monday(day) - _monday(region.rotation_from)).days // 7
    return _days_before(region.days, day) - _days_before(region.days, region.rotation_from)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _days_before(days: frozenset[int], day: date) -> int:
    """How many dates before `day` have a weekday among `days`, counted from 0001-01-01, a Monday."""
    weeks, rest = divmod(day.toordinal() - 1, 7)
    return weeks * len(days) + sum(weekday < rest for weekday in days)
