"""Small rosters for stories, and strategies that draw odd ones."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from hypothesis import strategies as st

from models.shifts.plan import Hours, MemberPlan, RegionPlan, Rotation, TeamPlan

ODD_ZONES = (
    "Asia/Kolkata",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Africa/Casablanca",
    "America/St_Johns",
    "Pacific/Apia",
    "Africa/Cairo",
    "Asia/Beirut",
    "America/Santiago",
    "Europe/Dublin",
    "America/Nuuk",
    "Antarctica/Troll",
    "Pacific/Kiritimati",
    "Etc/GMT+12",
    "Europe/Berlin",
    "America/Los_Angeles",
)


def utc(text: str) -> datetime:
    """An instant: "2027-03-01 09:00" in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def region(
    name: str = "EMEA",
    timezone: str = "Europe/Berlin",
    hours: str = "09:00-17:00",
    people: tuple[MemberPlan | str, ...] = ("U0INES", "U0JONAS"),
    **more: Any,
) -> RegionPlan:
    """A region whose rotation counts from Monday 2027-03-01 unless the story says otherwise."""
    members = tuple(MemberPlan(person) if isinstance(person, str) else person for person in people)
    return RegionPlan(name, timezone, Hours.parse(hours), members, **{"rotation_from": date(2027, 3, 1)} | more)


def round_the_world(**emea: Any) -> TeamPlan:
    """Singapore, Berlin and Los Angeles, with what the story wants of Berlin."""
    apac = region("APAC", "Asia/Singapore", people=("U0WEI",))
    amer = region("AMER", "America/Los_Angeles", people=("U0ANA",))
    return TeamPlan("Platform", "C0OPS", (apac, region("EMEA", **emea), amer))


zones = st.sampled_from(ODD_ZONES)
_times = st.builds(time, st.integers(0, 23), st.integers(0, 59))
hours = st.builds(Hours, _times, _times)
weekdays = st.frozensets(st.integers(0, 6), min_size=1)
dates = st.dates(date(2026, 1, 1), date(2037, 12, 1))
instants = st.datetimes(datetime(2026, 2, 1), datetime(2037, 11, 1), timezones=st.just(UTC))  # noqa: DTZ001 bounds are naive
members = st.builds(MemberPlan, st.just("U0X"), st.none() | zones, st.none() | hours, st.none() | weekdays)


def _told_apart(plan: RegionPlan) -> RegionPlan:
    people = tuple(replace(member, user=f"U0{place}") for place, member in enumerate(plan.members))
    return replace(plan, members=people)


def regions(name: str = "EMEA") -> st.SearchStrategy[RegionPlan]:
    """Regions with any zone, hours, days, rotation and part-timers, some of them with holidays."""
    return st.builds(
        RegionPlan,
        st.just(name),
        zones,
        hours,
        st.lists(members, min_size=1, max_size=4).map(tuple),
        weekdays,
        st.sampled_from((None, "SG", "DE-BE", "US", "NO")),
        st.frozensets(dates, max_size=3),
        st.sampled_from(Rotation),
        dates,
    ).map(_told_apart)


def teams() -> st.SearchStrategy[TeamPlan]:
    """Teams of one to four regions."""
    names = ("APAC", "EMEA", "AMER", "LATAM")
    return st.integers(1, 4).flatmap(
        lambda count: st.tuples(*(regions(name) for name in names[:count])).map(
            lambda chosen: TeamPlan("Platform", "C0OPS", chosen)
        )
    )
