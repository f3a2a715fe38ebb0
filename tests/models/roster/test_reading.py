"""What a roster file may look like."""

from datetime import date

import pytest

from models.roster.file import read_roster
from models.shifts.plan import Hours, Ladder, MemberPlan, RegionPlan, Rotation, TeamPlan

FULL = """
teams:
  - name: Platform
    channel: C0OPS
    leads: [U0AAA]
    page: https://example.com/page
    ladder: {remind: 10, widen: "20", move: 480}
    regions:
      - name: APAC
        timezone: Asia/Singapore
        hours: "09:00-17:00"
        days: [mon, tue, wed, thu]
        holidays: SG
        closed: [2027-12-24]
        rotation: daily
        rotation_from: 2027-03-01
        members:
          - user: U0AAA
          - user: U0BBB
            timezone: Asia/Kolkata
            hours: "10:00-18:00"
            days: [mon, tue, wed]
"""


def one_region(lines: str) -> RegionPlan:
    """The region of a file whose region has these lines besides its name and members."""
    indented = "\n".join("        " + line for line in lines.splitlines())
    above = "teams:\n  - name: T\n    channel: C0T\n    regions:\n      - name: R\n        members: [user: U0A]\n"
    return read_roster(above + indented)[0].regions[0]


def test_every_key_is_read() -> None:
    kolkata = MemberPlan("U0BBB", "Asia/Kolkata", Hours.parse("10:00-18:00"), frozenset({0, 1, 2}))
    apac = RegionPlan(
        "APAC",
        "Asia/Singapore",
        Hours.parse("09:00-17:00"),
        (MemberPlan("U0AAA"), kolkata),
        frozenset({0, 1, 2, 3}),
        "SG",
        frozenset({date(2027, 12, 24)}),
        Rotation.DAILY,
        date(2027, 3, 1),
    )
    team = TeamPlan("Platform", "C0OPS", (apac,), ("U0AAA",), "https://example.com/page", Ladder(10, 20, 480))
    assert read_roster(FULL) == (team,)


def test_what_is_absent_or_empty_has_its_default() -> None:
    absent = one_region("timezone: Asia/Singapore\nhours: 09:00-17:00")
    empty = one_region("timezone: Asia/Singapore\nhours: 09:00-17:00\ndays:\nholidays: ~\nclosed: null\nrotation:")
    assert absent == empty
    assert (absent.days, absent.rotation, absent.rotation_from) == (frozenset(range(5)), Rotation.WEEKLY, None)
    assert (absent.holidays, absent.closed) == (None, frozenset())


@pytest.mark.parametrize(
    "written",
    ["09:00-17:00", '"09:00-17:00"', "'9:00-17:00'", "9:00 - 17:00", "!!str 09:00-17:00", ">-\n  09:00-17:00"],
)
def test_hours_may_be_quoted_or_not(written: str) -> None:
    assert one_region(f"timezone: Asia/Singapore\nhours: {written}").hours == Hours.parse("09:00-17:00")


@pytest.mark.parametrize("written", ["2027-12-24", '"2027-12-24"', "!!str 2027-12-24", "2027-12-24 # Christmas"])
def test_dates_may_be_quoted_or_not(written: str) -> None:
    region = one_region(f"timezone: Asia/Singapore\nhours: 09:00-17:00\nclosed:\n  - {written}")
    assert region.closed == frozenset({date(2027, 12, 24)})


def test_norway_is_a_country_and_not_a_no() -> None:
    region = one_region("timezone: Europe/Oslo\nhours: 09:00-17:00\nholidays: NO")
    assert region.holidays == "NO"


def test_words_yaml_takes_for_numbers_stay_words() -> None:
    text = FULL.replace("name: Platform", "name: 12:30").replace("name: APAC", "name: 1_000")
    team = read_roster(text)[0]
    assert (team.name, team.regions[0].name) == ("12:30", "1_000")


def test_anchors_aliases_and_merge_keys_are_followed() -> None:
    text = """
teams:
  - name: Platform
    channel: C0OPS
    regions:
      - &office
        name: APAC
        timezone: Asia/Singapore
        hours: &hours 09:00-17:00
        closed: &closed [2027-12-24]
        members: [{user: U0AAA}]
      - <<: *office
        name: EMEA
        timezone: Europe/Berlin
        members: [{user: U0BBB, hours: *hours}]
      - <<: [{rotation: all}, {rotation: daily}]
        name: AMER
        timezone: America/Los_Angeles
        hours: *hours
        closed: *closed
        members: [{user: U0CCC}]
"""
    apac, emea, amer = read_roster(text)[0].regions
    assert (emea.name, emea.timezone, emea.hours, emea.closed) == ("EMEA", "Europe/Berlin", apac.hours, apac.closed)
    assert emea.members == (MemberPlan("U0BBB", hours=apac.hours),)
    assert (amer.rotation, amer.closed) == (Rotation.ALL, apac.closed)


@pytest.mark.parametrize(
    "change",
    [str, lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n"), lambda text: "---" + text + "...\n"],
)
def test_marks_line_ends_and_document_signs_do_not_matter(change: object) -> None:
    assert callable(change)
    assert read_roster(change(FULL)) == read_roster(FULL)


def test_json_is_yaml() -> None:
    text = """{"teams": [{"name": "T", "channel": "C0T", "regions": [
        {"name": "R", "timezone": "UTC", "hours": "09:00-17:00", "members": [{"user": "U0A"}]}]}]}"""
    assert read_roster(text)[0].regions[0].timezone == "UTC"


def test_people_given_by_mail_or_name_are_kept_or_become_whom_they_mean() -> None:
    text = FULL.replace("leads: [U0AAA]", 'leads: [U0AAA, lead@example.com, "@wei"]').replace("U0BBB", '"@wei"')
    teams = read_roster(text)
    assert teams[0].regions[0].members[1].user == "@wei"
    found = read_roster(text, {"lead@example.com": "U0LEAD", "@wei": "U0WEI"})
    assert (found[0].leads, found[0].regions[0].members[1].user) == (("U0AAA", "U0LEAD", "U0WEI"), "U0WEI")


def test_a_person_may_be_in_several_teams() -> None:
    second = FULL.replace("teams:\n", "").replace("Platform", "Data").replace("C0OPS", "C0DATA")
    assert len(read_roster(FULL + second)) == 2
