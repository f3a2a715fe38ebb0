"""Who is in the sandbox's workspace: a team of six, and fourteen people in a channel that has no team yet."""

from bot.sandbox import StandIn
from bot.sandbox.seed import NEW_TEAM, NEWCOMERS, OPS, PEOPLE, roster_text, seed, seed_newcomers
from models.roster.file import read_roster
from tests.sandbox.conftest import MANIFEST, Clock


def test_the_team_is_the_rosters_and_the_new_channel_has_fourteen_people(clock: Clock) -> None:
    with StandIn(now=clock, manifest=MANIFEST) as slack:
        seed(slack)
        seed_newcomers(slack)
        ops, new = (slack.person("U0WEI").sees(channel) for channel in (OPS, NEW_TEAM))

    (team,) = read_roster(roster_text())
    assert {member.user for region in team.regions for member in region.members} == {user for user, _, _ in PEOPLE}
    assert len({*PEOPLE, *NEWCOMERS}) == 14
    assert len({zone for _, _, zone in (*PEOPLE, *NEWCOMERS)}) == 4
    assert ops == new == []
