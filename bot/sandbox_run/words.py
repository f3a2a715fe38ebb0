"""What the sandbox says on the terminal when it starts."""

from typing import Final

from bot.sandbox_run.starting import SandboxOptions, Start
from bot.sandbox_run.team import STORY, SandboxTeam

EXPOSED: Final = (
    "WARNING: it listens on {host}, so whoever reaches this machine there can read and do everything in it, as\n"
    "anybody: it has no passwords. Leave --host out to keep it to this machine."
)
ITSELF: Final = "This is the sandbox, a Slack of its own on this machine whose clock you turn: open the address above."
STORY_WORDS: Final = """
You are Jonas Weber in Berlin, on a Tuesday at five past nine, and something waits for you. Six people work for the
team Platform in Singapore, Berlin and Los Angeles; eight more are in no team. Try:

  Sunrelay, under Apps             the morning's message says what came in overnight, most urgent first: press Claim
  /handoff Queue grows             in #ops, as anybody; fill in the next step, and press Send
  /handoff list, who, help         as anybody
  /handoff setup                   as anybody in #our-team: fourteen people in four cities become a team
  To the next day start            on top of the page: the clock goes on; a red number stands beside who was told"""
KEPT: Final = """
It is kept in {folder}: the next start goes on from here; sunrelay sandbox --reset begins anew. Ctrl+C ends it."""


def words_for(start: Start, options: SandboxOptions) -> str:
    """What it is, what there is to try, and what becomes of it."""
    tries = STORY_WORDS if start.source == STORY else _own(start)
    parts = (ITSELF, start.trouble, tries, KEPT.format(folder=options.folder))
    return "\n".join(part for part in parts if part)


def _own(start: Start) -> str:
    return "\nIt goes on with your own team." if start.kept is not None else f"\n{_made(start.team)}"


def _made(team: SandboxTeam) -> str:
    regions = [region for one in team.teams for region in one.regions]
    people = {member.user for region in regions for member in region.members}
    names = ", ".join(one.name for one in team.teams)
    return f"It is your own team's: {names}, {len(people)} people in {len(regions)} regions; their names are made up."
