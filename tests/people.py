"""The cast of all tests: who is who, where they work, and when; instants are written as `at("mon 08:30")`, in UTC.

Singapore works 01:00-09:00, Berlin 08:00-16:00, Los Angeles 17:00-01:00 (UTC, in this week of March).
In the first week Wei and Jonas are on shift, in the second Mei and Ana. Luis is alone in Los Angeles.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

WORKSPACE: Final = "T0SUN"
BOT: Final = "U0SUNRELAY"

WEI: Final = "U0WEI"
MEI: Final = "U0MEI"
JONAS: Final = "U0JONAS"
ANA: Final = "U0ANA"
LUIS: Final = "U0LUIS"
PRIYA: Final = "U0PRIYA"
GUS: Final = "U0GUS"
OLGA: Final = "U0OLGA"
ZOE: Final = "U0ZOE"
NOBODY: Final = "U0NOBODY"

OPS: Final = "C0OPS"
SECRET: Final = "C0SECRET"
LOBBY: Final = "C0LOBBY"
UNKNOWN: Final = "C0UNKNOWN"


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody of the cast, as Slack tells of them."""

    user: str
    name: str
    timezone: str
    guest: bool = False
    external: bool = False


CAST: Final = (
    Character(WEI, "Wei Lin", "Asia/Singapore"),
    Character(MEI, "Mei Tan", "Asia/Singapore"),
    Character(JONAS, "Jonas Weber", "Europe/Berlin"),
    Character(ANA, "Ana Kovač", "Europe/Berlin"),
    Character(LUIS, "Luis Romero", "America/Los_Angeles"),
    Character(PRIYA, "Priya Nair", "Asia/Singapore"),  # leads Platform, works in no region of it
    Character(GUS, "Gus", "Europe/Berlin", guest=True),
    Character(OLGA, "Olga", "Europe/Berlin", external=True),
    Character(ZOE, "Zoe", "Europe/Berlin"),  # of the company, in no team
)

# #ops is public and the team's home; #secret is private; #lobby is public, of no team; Slack has not told of UNKNOWN.
IN_OPS: Final = frozenset({BOT, WEI, MEI, JONAS, ANA, LUIS, PRIYA, GUS, OLGA})
IN_SECRET: Final = frozenset({BOT, WEI, JONAS, PRIYA, GUS})

ROSTER: Final = """\
teams:
  - name: Platform
    channel: C0OPS
    leads: [U0PRIYA]
    page: https://example.com/page
    regions:
      - name: Singapore
        timezone: Asia/Singapore
        hours: "09:00-17:00"
        rotation_from: 2027-03-01
        members: [{user: U0WEI}, {user: U0MEI}]
      - name: Berlin
        timezone: Europe/Berlin
        hours: "09:00-17:00"
        rotation_from: 2027-03-01
        members: [{user: U0JONAS}, {user: U0ANA}]
      - name: Los Angeles
        timezone: America/Los_Angeles
        hours: "09:00-17:00"
        rotation_from: 2027-03-01
        members: [{user: U0LUIS}]
"""

# The same week, and a second team in which Jonas starts two hours earlier.
TWO_TEAMS: Final = (
    ROSTER
    + """\
  - name: Early
    channel: C0LOBBY
    regions:
      - name: Dawn
        timezone: Europe/Berlin
        hours: "07:00-11:00"
        rotation_from: 2027-03-01
        members: [{user: U0JONAS}]
"""
)

MONDAY: Final = date(2027, 3, 1)
_DAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def at(text: str, *, week: int = 0) -> datetime:
    """An instant of the first week, or of a later one, in UTC: "tue 08:30"."""
    day, wall = text.split()
    local = datetime.combine(MONDAY + timedelta(days=_DAYS.index(day), weeks=week), time.fromisoformat(wall))
    return local.replace(tzinfo=UTC)


_ZONES: Final = {"Singapore": "Asia/Singapore", "Berlin": "Europe/Berlin", "Los Angeles": "America/Los_Angeles"}


def region(name: str, *members: str, hours: str = "09:00-17:00", **more: str) -> str:
    """A region of a roster file, in one of the three cities; `more` are its further keys, as YAML."""
    people = ", ".join(f"{{user: {user}}}" for user in members)
    keys = {"name": name, "timezone": _ZONES[name], "hours": f'"{hours}"', "members": f"[{people}]", **more}
    return "{" + ", ".join(f"{key}: {value}" for key, value in keys.items()) + "}"


def roster(*regions: str, team: str = "Platform", channel: str = OPS) -> str:
    """A roster file of one team."""
    listed = "".join(f"      - {one}\n" for one in regions)
    return f"teams:\n  - name: {team}\n    channel: {channel}\n    regions:\n{listed}"


def closed_in_march(first: int = 1) -> str:
    """The dates from that day of March on, as far as anybody looks ahead."""
    return "[" + ", ".join([*(f"2027-03-{day:02}" for day in range(first, 32)), "2027-04-01", "2027-04-02"]) + "]"
