"""A team is proposed from people's time zones."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from models.roster.editing import checked
from models.roster.proposal import Candidate, next_monday, propose_team, team_name
from models.shifts.plan import TeamPlan
from models.shifts.zones import zone_names

STARTS = date(2027, 3, 8)


def proposed(*zones: str) -> TeamPlan:
    people = [Candidate(f"U0{place:03}", timezone) for place, timezone in enumerate(zones)]
    return propose_team("Ops", "C0OPS", people, STARTS, ["U0000"])


def told(team: TeamPlan) -> list[tuple[str, int]]:
    return [(region.name, len(region.members)) for region in team.regions]


def test_regions_follow_the_sun_and_are_called_after_their_largest_city() -> None:
    team = proposed("America/New_York", "Europe/Berlin", "Europe/Berlin", "Europe/London", "Asia/Tokyo")

    assert told(team) == [("Tokyo", 1), ("Berlin", 3), ("New York", 1)]
    assert [member.timezone for member in team.regions[1].members] == [None, None, "Europe/London"]


def test_cities_more_than_an_hour_apart_at_any_time_of_the_year_are_regions_of_their_own() -> None:
    assert told(proposed("Australia/Sydney", "Asia/Singapore", "Australia/Brisbane")) == [
        ("Brisbane", 2),
        ("Singapore", 1),
    ]
    assert told(proposed("America/Phoenix", "America/Denver")) == [("Denver", 2)]
    assert len(told(proposed("Europe/Berlin", "Africa/Casablanca"))) == 2, "two hours in summer"


def test_a_country_brings_its_holidays_and_its_week() -> None:
    team = proposed("Asia/Riyadh", "Europe/Berlin", "America/New_York", "Etc/GMT+5")

    assert [(region.holidays, sorted(region.days)) for region in team.regions] == [
        ("SA", [0, 1, 2, 3, 6]),
        ("DE", [0, 1, 2, 3, 4]),
        ("US", [0, 1, 2, 3, 4]),
    ]
    assert team.regions[2].members[-1].timezone == "Etc/GMT+5"


def test_two_cities_of_one_name_are_told_apart() -> None:
    team = proposed("America/Indiana/Knox", "America/Indiana/Knox", "Asia/Tokyo", "America/Kentucky/Monticello")

    assert len({region.name for region in team.regions}) == len(team.regions)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.sampled_from(zone_names()), min_size=1, max_size=40))
def test_everybody_is_in_one_region_in_their_own_zone_and_the_file_is_right(zones: list[str]) -> None:
    team = checked(proposed(*zones))

    placed = {member.user: member.timezone or region.timezone for region in team.regions for member in region.members}
    assert placed == {f"U0{place:03}": timezone for place, timezone in enumerate(zones)}
    assert sum(len(region.members) for region in team.regions) == len(zones)


def test_it_begins_on_the_next_monday() -> None:
    assert next_monday(date(2027, 3, 1)) == date(2027, 3, 8)
    assert next_monday(date(2027, 3, 7)) == date(2027, 3, 8)


def test_a_team_is_called_after_its_channel() -> None:
    assert team_name("data-platform_eu") == "Data platform eu"
    assert team_name("---") == "Team"
    assert len(team_name("x" * 200)) == 80
