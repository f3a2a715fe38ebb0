"""Whose workspace the sandbox is: the six people of the story and their roster, or those of one's own file."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.sandbox import StandIn
from bot.sandbox.seed import roster_text, seed, seed_newcomers
from models.roster.file import read_roster
from models.roster.mentions import mentions
from models.roster.problems import RosterError
from models.roster.values import is_user_id
from models.shifts.plan import TeamPlan

STORY: Final = "story"
# For people of whom a file tells no more than an id.
NAMES: Final = (
    "Ada Berg", "Bo Chen", "Cleo Díaz", "Dan Ekwueme", "Ema Fischer", "Faiz Gupta", "Gia Hoang", "Hal Ito",
    "Ida Jensen", "Jun Kim", "Kai Lindt", "Lea Moreau", "Max Novak", "Nia Okafor", "Oz Park", "Pia Quist", "Raj Rao",
    "Sol Santos", "Tam Tran", "Uma Unger", "Vic Vega", "Wes Wolf", "Xia Xu", "Yan Yilmaz", "Zed Zhou",
)  # fmt: skip
_COMMENT: Final = re.compile(r"#\s*(\S.{0,60}?)\s*$")


class RosterFileProblem(Exception):
    """A roster file cannot be used. Its text says why, with lines where it has mistakes."""


@dataclass(frozen=True, slots=True)
class SandboxTeam:
    """The teams, who their people are (names by user id), and `source`: what tells this team from another."""

    teams: tuple[TeamPlan, ...]
    names: Mapping[str, str]
    source: str

    @property
    def is_story(self) -> bool:
        """Whether it is the sandbox's own team, of which there is a story."""
        return self.source == STORY

    def move_in(self, slack: StandIn) -> None:
        """Fill an empty workspace with its people and channels."""
        if self.is_story:
            seed(slack)
            seed_newcomers(slack)
            return
        for user, zone in _zones(self.teams).items():
            slack.add_user(user, self.names.get(user, user), tz=zone)
        for team in self.teams:
            slack.add_channel(team.channel, _channel_name(team.name), members=_people(team))


def story_team() -> SandboxTeam:
    """The sandbox's own."""
    return SandboxTeam(read_roster(roster_text()), {}, STORY)


def team_of_file(file: Path) -> SandboxTeam:
    """Those of a roster file: whom it names by e-mail or @name gets an id. Raises RosterFileProblem."""
    try:
        text = file.read_text(encoding="utf-8")
        read_roster(text)
        ids, names = _made_up(text)
        teams = read_roster(text, ids)
    except UnicodeDecodeError:
        raise RosterFileProblem(f"{file} is not text in UTF-8: save it as that.") from None
    except OSError as problem:
        raise RosterFileProblem(f"{file} cannot be read ({problem.strerror}): name a file that can.") from None
    except RosterError as error:
        raise RosterFileProblem("\n".join(f"{file}, {problem}" for problem in error.problems)) from None
    return SandboxTeam(teams, names, hashlib.sha256(text.encode()).hexdigest())


def _made_up(text: str) -> tuple[dict[str, str], dict[str, str]]:
    """Ids for people who are written by e-mail or @name, and names for all: from what is written beside them."""
    lines, ids, names = text.splitlines(), dict[str, str](), dict[str, str]()
    for one in mentions(text):
        if one.is_channel:
            continue
        user = one.name if is_user_id(one.name) else ids.setdefault(one.name, f"U0SANDBOX{len(ids) + 1:02}")
        beside = _COMMENT.search(lines[one.line - 1])
        named = beside.group(1) if beside and one.name in lines[one.line - 1] else _spelled(one.name)
        if named or user not in names:
            names[user] = named or NAMES[len(names) % len(NAMES)]
    return ids, names


def _spelled(name: str) -> str:
    """ana.kovac@example.com and @ana.kovac: Ana Kovac; nothing for an id."""
    if is_user_id(name):
        return ""
    words = re.split(r"[._\-+\s]+", name.lstrip("@").partition("@")[0])
    return " ".join(word.capitalize() for word in words if word)


def _people(team: TeamPlan) -> list[str]:
    members = (member.user for region in team.regions for member in region.members)
    return list(dict.fromkeys([*team.leads, *members]))


def _zones(teams: tuple[TeamPlan, ...]) -> dict[str, str]:
    """Everybody's time zone: their own, their region's, for a lead elsewhere the first region's."""
    found = dict(pair for team in teams for pair in _zones_in(team))
    leads = {lead: team.regions[0].timezone for team in teams for lead in team.leads}
    return leads | found


def _zones_in(team: TeamPlan) -> Iterator[tuple[str, str]]:
    for region in team.regions:
        yield from ((member.user, member.timezone or region.timezone) for member in region.members)


def _channel_name(team: str) -> str:
    return re.sub(r"[^\w]+", "-", team.lower()).strip("-_") or "team"
