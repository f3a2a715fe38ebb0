"""A crowd: members in twelve zones, in teams of fifty, each with a home channel and four regions round the world."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from typing import Any, Final

import yaml

# Half-hour and quarter-hour zones among them; in Cairo clocks go forward an hour on Friday, 30 April 2027, at midnight.
ZONES: Final = (
    "Pacific/Auckland", "Australia/Adelaide", "Asia/Tokyo", "Asia/Singapore", "Asia/Kathmandu", "Asia/Kolkata",
    "Africa/Cairo", "Europe/Berlin", "Europe/London", "America/St_Johns", "America/New_York", "America/Los_Angeles",
)  # fmt: skip
TEAM_SIZE: Final = 50
REGIONS_OF_A_TEAM: Final = 4
FEWEST_TEAMS: Final = len(ZONES) // REGIONS_OF_A_TEAM
HOURS: Final = ("09:00-17:00", "09:00-17:00", "08:00-16:00", "10:00-18:30")
OWN_HOURS: Final = ("07:30-15:30", "11:00-19:00")
MONDAY: Final = "2027-04-26"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the crowd: their Slack id, name, zone (an IANA name) and team."""

    user: str
    name: str
    zone: str
    team: int


class Crowd:
    """So many members, the same ones for the same seed."""

    def __init__(self, size: int, seed: int) -> None:
        self._chance = Random(seed)
        self.teams = max(FEWEST_TEAMS, size // TEAM_SIZE)
        self._all_on_shift: dict[str, bool] = {}
        self.members = [self._member(number) for number in range(size)]
        self.roster = yaml.safe_dump({"teams": [self._team(number) for number in range(self.teams)]}, sort_keys=False)

    def of_team(self, team: int) -> list[Member]:
        """The members of a team."""
        return [one for one in self.members if one.team == team]

    def channels(self) -> Iterator[tuple[str, str, list[str]]]:
        """Each team's home channel: its id, its name, and who is in it."""
        for team in range(self.teams):
            yield channel_of(team), f"team-{team}", [one.user for one in self.of_team(team)]

    def on_shift(self, members: list[str]) -> list[str]:
        """Who of a region is on shift in the week of the day, which is the first of every rotation."""
        return members if self._all_on_shift[members[0]] else members[:1]

    def _member(self, number: int) -> Member:
        team = number % self.teams
        zones = self._zones_of(team)
        zone = zones[number // self.teams % len(zones)]
        return Member(f"U{number:05}", f"Member {number:05}", zone, team)

    def _zones_of(self, team: int) -> list[str]:
        apart = len(ZONES) // REGIONS_OF_A_TEAM
        return [ZONES[(team + step * apart) % len(ZONES)] for step in range(REGIONS_OF_A_TEAM)]

    def _team(self, team: int) -> dict[str, Any]:
        members = self.of_team(team)
        regions = [self._region(zone, [one for one in members if one.zone == zone]) for zone in self._zones_of(team)]
        leads = [members[0].user] if self._chance.random() < 0.8 else []
        return {"name": f"Team {team}", "channel": channel_of(team), "leads": leads, "regions": regions}

    def _region(self, zone: str, members: list[Member]) -> dict[str, Any]:
        self._all_on_shift[members[0].user] = self._chance.random() < 1 / 4
        return {
            "name": zone.rpartition("/")[2].replace("_", " "),
            "timezone": zone,
            "hours": self._chance.choice(HOURS),
            "rotation": "all" if self._all_on_shift[members[0].user] else "weekly",
            "rotation_from": MONDAY,
            "members": [self._in_roster(one) for one in members],
        }

    def _in_roster(self, member: Member) -> dict[str, Any]:
        """One in eight works hours of their own."""
        own = {"hours": self._chance.choice(OWN_HOURS)} if self._chance.random() < 1 / 8 else {}
        return {"user": member.user, **own}


def channel_of(team: int) -> str:
    """The Slack id of a team's home channel."""
    return f"C{team:04}"
