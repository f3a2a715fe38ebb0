"""Who is on shift now and who is next, in the reader's time."""

from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import Block

from handlers.blocks.parts import said
from handlers.blocks.rendered import Rendered
from handlers.blocks.spoken import message_for, says_all
from handlers.blocks.times import clock, local
from handlers.blocks.words import COMMAND, counted, literal, some
from models.facts.who import RegionTurnFacts, TeamTurnFacts, WhoFacts

MOST_TEAMS: Final = 8
MOST_REGIONS: Final = (12, 6, 3, 1)
NO_TEAM: Final = "You are in no team’s roster yet. A team’s lead can add you; or ask in a team’s home channel."


def who(facts: WhoFacts, zone: str, now: datetime) -> Rendered:
    """One section for each team; times as the reader's `zone` has them at `now` (UTC)."""
    rendered = _showing(facts, zone, now, MOST_REGIONS[0])
    for most in MOST_REGIONS[1:]:
        if says_all(rendered):
            break
        rendered = _showing(facts, zone, now, most)
    return rendered


def _showing(facts: WhoFacts, zone: str, now: datetime, most: int) -> Rendered:
    blocks: list[Block] = [said(_team(team, zone, now, most)) for team in facts.teams[:MOST_TEAMS]]
    if len(facts.teams) > MOST_TEAMS:
        blocks.append(said(f"and {len(facts.teams) - MOST_TEAMS} more teams: ask in their home channels."))
    return message_for(blocks or [said(NO_TEAM)], f"Type {COMMAND} to hand something off.", zone, now)


def _team(team: TeamTurnFacts, zone: str, now: datetime, most: int) -> str:
    lines = [_region(region, zone, now) for region in team.regions[:most]]
    if len(team.regions) > most:
        lines.append(f"and {counted(len(team.regions) - most, 'more region')}")
    return "\n".join([f"*{literal(team.team)}*", *lines])


def _region(region: RegionTurnFacts, zone: str, now: datetime) -> str:
    name, people = f"*{literal(region.region)}*", some([literal(name) for name in region.on_shift])
    closed = _closed(region, now)
    if region.until:
        return f"{name}: {people}, now, till {clock(region.until, zone, now)}"
    if region.starts:
        return f"{name}: {closed}{people}, from {local(region.starts, zone, now)}"
    return f"{name}: {closed}no shift in the next 31 days"


def _closed(region: RegionTurnFacts, now: datetime) -> str:
    if region.closed is None:
        return ""
    day, reason = region.closed
    near = abs((day - now.date()).days) < 7
    return f"closed {f'{day:%a}' if near else f'{day.day} {day:%b}'} ({literal(reason)}), then "
