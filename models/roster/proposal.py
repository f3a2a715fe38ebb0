"""A team's roster as it is proposed from who is in a channel: people by their Slack time zone, regions from those."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from models.roster.values import LONGEST_NAME
from models.shifts.plan import NINE_TO_FIVE, MemberPlan, RegionPlan, TeamPlan
from models.shifts.searching import holidays_of_zone, working_days_in
from models.shifts.zones import city_of, zone

# Zones no further apart than this, all year round, become one region: their people work at the same time.
NEAR = timedelta(hours=1)
_A_YEAR = 53


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be in the team: their user id, and their zone as Slack has it."""

    user: str
    timezone: str


def propose_team(
    name: str, channel: str, people: Sequence[Candidate], starts: date, leads: Sequence[str] = ()
) -> TeamPlan:
    """The team of these people, which starts on that date. Regions follow the sun, from east to west.

    A region is a city with everybody whose clock is near its; who has another zone than the region's keeps it.
    """
    return TeamPlan(name, channel, _regions(people, starts), tuple(leads))


def next_monday(today: date) -> date:
    """The Monday after `today`: the start that is proposed."""
    return today + timedelta(days=7 - today.weekday())


def team_name(channel_name: str) -> str:
    """What a team is called after its channel: "Data platform" for data-platform."""
    words = " ".join(channel_name.replace("-", " ").replace("_", " ").split())
    return (words[:1].upper() + words[1:])[:LONGEST_NAME].strip() or "Team"


def proposed_region(timezone: str, people: Iterable[Candidate], starts: date | None) -> RegionPlan:
    """A region with that zone and its country's week and holidays; its turns are counted from `starts`."""
    country = holidays_of_zone(timezone)
    return RegionPlan(
        name=city_of(timezone),
        timezone=timezone,
        hours=NINE_TO_FIVE,
        members=tuple(MemberPlan(one.user, own_zone(one.timezone, timezone)) for one in people),
        days=working_days_in(country),
        holidays=country,
        rotation_from=starts,
        starts=starts,
    )


def own_zone(theirs: str | None, region: str) -> str | None:
    """The zone to write beside a member: theirs, where it is not the region's."""
    return None if theirs == region else theirs


def _regions(people: Sequence[Candidate], starts: date) -> tuple[RegionPlan, ...]:
    by_zone: dict[str, list[Candidate]] = {}
    for one in people:
        by_zone.setdefault(one.timezone, []).append(one)
    hubs: dict[str, list[Candidate]] = {}
    for timezone in sorted(by_zone, key=lambda name: (-len(by_zone[name]), name)):
        hub = next((hub for hub in hubs if _is_near(hub, timezone, starts)), timezone)
        hubs.setdefault(hub, []).extend(by_zone[timezone])
    eastern_first = sorted(hubs, key=lambda name: (-_offset(name, starts), name))
    return tuple(_unlike(proposed_region(hub, hubs[hub], starts) for hub in eastern_first))


def _unlike(regions: Iterable[RegionPlan]) -> Iterable[RegionPlan]:
    """The regions, with names of which no two are alike: a second city of a name is called by its whole zone."""
    names: set[str] = set()
    for region in regions:
        name = region.name if region.name.casefold() not in names else region.timezone
        names.add(name.casefold())
        yield replace(region, name=name)


def _is_near(one: str, other: str, starts: date) -> bool:
    weeks = (starts + timedelta(weeks=week) for week in range(_A_YEAR))
    return all(abs(_offset(one, day) - _offset(other, day)) <= NEAR for day in weeks)


def _offset(timezone: str, day: date) -> timedelta:
    return datetime.combine(day, time(12), tzinfo=zone(timezone)).utcoffset() or timedelta(0)
