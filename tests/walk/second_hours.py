"""Who is at work when, computed a second time and the other way round: from an instant to the time on the wall."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final
from zoneinfo import ZoneInfo

import yaml

from tests.people import MONDAY

IsAway = Callable[[str, date], bool]
WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True, slots=True)
class Hours:
    """One person's working time in one place, on the wall of their zone."""

    zone: ZoneInfo
    start: time
    end: time
    days: tuple[str, ...]

    def date(self, now: datetime) -> date:
        """The date on that wall at `now` (UTC)."""
        return now.astimezone(self.zone).date()

    def holds(self, now: datetime) -> bool:
        """Whether `now` (UTC) is in it; hours over midnight are not used in the walk."""
        wall = now.astimezone(self.zone)
        return WEEKDAYS[wall.weekday()] in self.days and self.start <= wall.time() < self.end


class SecondHours:
    """The hours of everybody in a roster file; who is in no region works nine to five in the zone Slack has of them."""

    def __init__(self, roster: str, slack_zones: dict[str, str], is_away: IsAway = lambda _, __: False) -> None:
        """`is_away` says whether somebody is away on a date of theirs, by their own words."""
        self._is_away = is_away
        self._of: dict[str, list[Hours]] = {}
        self._regions: dict[str, tuple[ZoneInfo, list[str]]] = {}
        self._elsewhere = {user: _nine_to_five(zone) for user, zone in slack_zones.items()}
        for team in yaml.safe_load(roster)["teams"]:
            for region in team["regions"]:
                members = [member["user"] for member in region["members"]]
                self._regions[region["name"]] = ZoneInfo(region["timezone"]), members
                for member in region["members"]:
                    self._of.setdefault(member["user"], []).append(_hours(region, member))

    def of(self, user: str) -> list[Hours]:
        """When somebody works."""
        return self._of.get(user) or [self._elsewhere[user]]

    def at_work(self, user: str, now: datetime) -> bool:
        """Whether somebody is at work at `now` (UTC)."""
        return any(hours.holds(now) and not self._is_away(user, hours.date(now)) for hours in self.of(user))

    def on_shift(self, region: str, now: datetime, gone: Collection[str] = ()) -> str | None:
        """Whose week it is in a region at `now` (UTC), or who stands in for them: weekly turns, counted from the first
        Monday of March 2027."""
        zone, members = self._regions[region]
        day = now.astimezone(zone).date()
        turn = (day - MONDAY).days // 7 % len(members)
        in_order = (*members[turn:], *members[:turn])
        return next((one for one in in_order if one not in gone and not self._is_away(one, day)), None)

    def local_date(self, user: str, now: datetime) -> date:
        """The date on the wall where somebody is at work at `now` (UTC), or else in their first place."""
        running = [hours for hours in self.of(user) if hours.holds(now)]
        return now.astimezone((running or self.of(user))[0].zone).date()


def _hours(region: dict[str, Any], member: dict[str, Any]) -> Hours:
    start, end = (time.fromisoformat(part) for part in (member.get("hours") or region["hours"]).split("-"))
    days = member.get("days") or region.get("days") or WEEKDAYS[:5]
    return Hours(ZoneInfo(member.get("timezone") or region["timezone"]), start, end, tuple(days))


def _nine_to_five(zone: str) -> Hours:
    return Hours(ZoneInfo(zone), time(9), time(17), WEEKDAYS[:5])
