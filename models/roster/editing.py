"""Changing a team's roster a step at a time: each change gives a whole roster again, or is refused with a sentence."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final, TypeVar

from models.refusals import RefusedError
from models.roster.file import read_roster
from models.roster.problems import RosterError
from models.roster.proposal import own_zone
from models.roster.show import roster_yaml
from models.roster.values import is_user_id, read_holidays, read_name, read_region_name, read_zone
from models.shifts.plan import Hours, MemberPlan, RegionPlan, Rotation, TeamPlan

T = TypeVar("T")
# A team that starts later than this was probably given another year than was meant.
FURTHEST_START: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class RegionEdit:
    """What stands in the inputs of a region, as typed and chosen."""

    name: str
    timezone: str
    holidays: str | None
    hours: Hours
    days: frozenset[int]
    users: tuple[str, ...]
    rotation: Rotation


def text_of(team: TeamPlan) -> str:
    """The team as a roster file."""
    return roster_yaml([team])


def team_in(text: str) -> TeamPlan:
    """The only team of a roster file."""
    return read_roster(text)[0]


def checked(team: TeamPlan) -> TeamPlan:
    """The team as reading it from a roster file gives it. Raises RefusedError with what is wrong with it."""
    try:
        return team_in(text_of(team))
    except RosterError as error:
        raise RefusedError(_sentence(error.problems[0].sentence)) from error


def with_name(team: TeamPlan, typed: str) -> TeamPlan:
    """The team with another name. Raises RefusedError."""
    return replace(team, name=_read(read_name, typed, "team_name"))


def with_start(team: TeamPlan, starts: date, today: date) -> TeamPlan:
    """The team with another first day, from which its turns are counted, too. Raises RefusedError for a past one."""
    if starts < today:
        raise RefusedError(f"{starts} is past: the first day is today, {today}, or a later one.", "starts")
    if starts - today > FURTHEST_START:
        raise RefusedError(f"{starts} is more than a year from now: check the year.", "starts")
    regions = tuple(replace(region, starts=starts, rotation_from=starts) for region in team.regions)
    return replace(team, regions=regions)


def with_leads(team: TeamPlan, users: Sequence[str]) -> TeamPlan:
    """The team with other leads. Raises RefusedError for none: nobody could change the team in Slack any more."""
    if not users or not all(is_user_id(user) for user in users):
        raise RefusedError("A team that is set up in Slack needs somebody who leads it.", "leads")
    return replace(team, leads=tuple(dict.fromkeys(users)))


def with_region(team: TeamPlan, place: int | None, edit: RegionEdit, zones: Mapping[str, str | None]) -> TeamPlan:
    """The team with the region at `place` as edited, or one more; whoever is chosen leaves any other region.

    `zones` are the people's zones in Slack: who is new in the region keeps theirs where it differs. Raises RefusedError
    with the field it is about.
    """
    region = _region_at(team, place)
    edited = replace(
        region,
        name=_read(read_region_name, edit.name, "region_name"),
        timezone=_read(read_zone, edit.timezone, "zone"),
        holidays=_read(read_holidays, edit.holidays, "holidays") if edit.holidays else None,
        hours=edit.hours,
        days=edit.days,
        rotation=edit.rotation,
    )
    others = [one for one in team.regions if one is not region]
    if any(one.name.casefold() == edited.name.casefold() for one in others):
        raise RefusedError(f"There is a region {edited.name} already: give this one another name.", "region_name")
    edited = replace(edited, members=_members(team, edited, region, edit.users, zones))
    regions = [_without(one, edit.users) if one is not region else edited for one in team.regions]
    return _with_regions(team, regions if place is not None else [*regions, edited])


def without_region(team: TeamPlan, place: int) -> TeamPlan:
    """The team without the region at `place`. Raises RefusedError for its last one."""
    region = _region_at(team, place)
    if len(team.regions) == 1:
        raise RefusedError("A team needs at least one region: add another before you remove this one.", "remove")
    return _with_regions(team, [one for one in team.regions if one is not region])


def with_member(team: TeamPlan, place: int, member: MemberPlan) -> TeamPlan:
    """The team with a member's own hours, days and zone in the region at `place`; what is the region's is left out."""
    region = _region_at(team, place)
    if region.member(member.user) is None:
        raise RefusedError("They are not in this region any more: open it anew.")
    own = replace(
        member,
        timezone=own_zone(member.timezone, region.timezone),
        hours=None if member.hours == region.hours else member.hours,
        days=None if member.days == region.days else member.days,
    )
    members = tuple(own if one.user == own.user else one for one in region.members)
    regions = tuple(replace(one, members=members) if one is region else one for one in team.regions)
    return replace(team, regions=regions)


def _with_regions(team: TeamPlan, regions: Sequence[RegionPlan]) -> TeamPlan:
    """The team with these regions; what calendars call somebody who is in none of them goes."""
    members = {member.user for region in regions for member in region.members}
    names = tuple((name, user) for name, user in team.names if user in members)
    return replace(team, regions=tuple(regions), names=names)


def region_at(team: TeamPlan, place: int) -> RegionPlan:
    """The region at that place in the roster's order. Raises RefusedError where there is none any more."""
    if not 0 <= place < len(team.regions):
        raise RefusedError("That region is not there any more: type /handoff setup to go on.")
    return team.regions[place]


def _region_at(team: TeamPlan, place: int | None) -> RegionPlan:
    """The region that is edited; for one more, an empty one that starts and turns as the first does."""
    if place is not None:
        return region_at(team, place)
    first = team.regions[0]
    return RegionPlan("", first.timezone, first.hours, (), rotation_from=first.rotation_from, starts=first.starts)


def _members(
    team: TeamPlan, region: RegionPlan, before: RegionPlan, users: tuple[str, ...], zones: Mapping[str, str | None]
) -> tuple[MemberPlan, ...]:
    """Those who stay, in their order, as the turns go by it; those who are new after them, with what was theirs."""
    if not users or not all(is_user_id(user) for user in users):
        raise RefusedError("A region needs at least one person.", "members")
    stay = [replace(one, timezone=own_zone(one.timezone, region.timezone)) for one in before.members]
    there = {one.user for one in stay}
    new = [_newcomer(team, user, zones.get(user), region.timezone) for user in users if user not in there]
    return tuple([one for one in stay if one.user in users] + new)


def _newcomer(team: TeamPlan, user: str, zone: str | None, timezone: str) -> MemberPlan:
    """Somebody from another region keeps what is their own there; their zone is Slack's, else that region's."""
    for region in team.regions:
        member = region.member(user)
        if member is not None:
            theirs = member.timezone or zone or region.timezone
            return replace(member, timezone=own_zone(theirs, timezone))
    return MemberPlan(user, own_zone(zone, timezone))


def _without(region: RegionPlan, users: tuple[str, ...]) -> RegionPlan:
    left = tuple(member for member in region.members if member.user not in users)
    if not left:
        raise RefusedError(
            f"That would leave nobody in {region.name}: leave somebody there, or remove {region.name} first.", "members"
        )
    return replace(region, members=left)


def _read(read: Callable[[str], T], typed: str, field: str) -> T:
    try:
        return read(typed)
    except ValueError as problem:
        raise RefusedError(_sentence(str(problem)), field) from problem


def _sentence(problem: str) -> str:
    return f"{problem[:1].upper()}{problem[1:]}."
