"""Whatever is changed in whatever order: each step gives a whole roster in which nobody is twice, or is refused."""

from contextlib import suppress
from datetime import date, time

from hypothesis import given, settings
from hypothesis import strategies as st

from models.refusals import RefusedError
from models.roster.editing import RegionEdit, checked, with_leads, with_member, with_region, with_start, without_region
from models.roster.file import read_roster
from models.shifts.plan import Hours, MemberPlan, Rotation, TeamPlan
from models.shifts.zones import zone_names
from tests.people import ROSTER

USERS = ("U0WEI", "U0MEI", "U0JONAS", "U0ANA", "U0LUIS", "U0ZOE", "U0PRIYA", "nobody")
TODAY = date(2027, 3, 1)

places = st.integers(-1, 4)
people = st.lists(st.sampled_from(USERS), max_size=4, unique=True).map(tuple)
days = st.frozensets(st.integers(0, 6), min_size=1)
walls = st.builds(time, st.integers(0, 23), st.sampled_from((0, 30)))
hours = st.builds(Hours, walls, walls)
zones = st.sampled_from((*zone_names()[::40], "Asia/Singapore", "Nowhere/Land"))
edits = st.builds(
    RegionEdit,
    st.sampled_from(("Berlin", "Singapore", "Night", "next", "", "東京")),
    zones, st.sampled_from((None, "SG", "DE-BE", "XX")), hours, days, people, st.sampled_from(Rotation),
)  # fmt: skip
members = st.builds(MemberPlan, st.sampled_from(USERS[:-1]), zones, hours, days)


@st.composite
def changed(draw: st.DrawFn, team: TeamPlan) -> TeamPlan:
    """The team after one step, as far as it is not refused."""
    match draw(st.integers(0, 5)):
        case 0 | 1:
            slack = draw(st.dictionaries(st.sampled_from(USERS), st.none() | st.sampled_from(zone_names())))
            return with_region(team, draw(st.none() | places), draw(edits), slack)
        case 2:
            return with_member(team, draw(places), draw(members))
        case 3:
            return without_region(team, draw(places))
        case 4:
            return with_leads(team, draw(people))
        case _:
            return with_start(team, draw(st.dates(date(2027, 2, 1), date(2028, 5, 1))), TODAY)


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_every_step_is_a_roster_or_refused(data: st.DataObject) -> None:
    team = read_roster(ROSTER)[0]
    for _ in range(8):
        with suppress(RefusedError):
            team = checked(data.draw(changed(team)))
        users = [member.user for region in team.regions for member in region.members]
        assert len(users) == len(set(users))
        assert all(region.members for region in team.regions)
        assert checked(team) == team
