"""What `sunrelay shifts` prints."""

import json
from datetime import date, datetime

from bot.cli.shift_formats import TeamShift, shifts_json, shifts_table, utc_text
from models.shifts.plan import Hours, MemberPlan, RegionPlan, Rotation
from models.shifts.shift import shifts_from


def shifts_of(name: str = "APAC", timezone: str = "Asia/Kathmandu", hours: str = "09:00-17:00") -> list[TeamShift]:
    """Three days of a region with two people on shift, over a weekend."""
    people = (MemberPlan("U0WEI"), MemberPlan("U0DEV"))
    region = RegionPlan(name, timezone, Hours.parse(hours), people, rotation=Rotation.ALL)
    return [("Platform", shift) for shift in shifts_from(region, date(2027, 3, 5), 5)]


def test_json_has_the_keys_others_rely_on() -> None:
    written = json.loads(shifts_json(shifts_of()))
    assert len(written) == 3
    assert written[0] == {
        "team": "Platform",
        "region": "APAC",
        "date": "2027-03-05",
        "start": "2027-03-05T03:15:00Z",
        "end": "2027-03-05T11:15:00Z",
        "on_shift": ["U0WEI", "U0DEV"],
    }
    assert [list(entry) for entry in written] == [["team", "region", "date", "start", "end", "on_shift"]] * 3


def test_no_shifts_are_an_empty_list_and_a_sentence() -> None:
    assert json.loads(shifts_json([])) == []
    assert shifts_table([]) == "No shifts on these dates."


def test_instants_are_written_in_utc_whatever_zone_they_come_in() -> None:
    assert utc_text(datetime.fromisoformat("2027-03-05T09:00:00+05:45")) == "2027-03-05T03:15:00Z"


def test_the_table_shows_local_times_and_names_in_columns() -> None:
    table = shifts_table(shifts_of(), {"U0WEI": "Wei Lin"}).splitlines()
    assert table[0] == "Team      Region  Date            Local time   Time zone       UTC          On shift"
    assert table[1] == "Platform  APAC    Fri 2027-03-05  09:00-17:00  Asia/Kathmandu  03:15-11:15  Wei Lin, U0DEV"
    assert len(table) == 4


def test_the_table_says_when_a_time_is_on_another_date() -> None:
    assert "22:00-06:00 (+1)" in shifts_table(shifts_of(hours="22:00-06:00"))
    kiritimati = shifts_table(shifts_of(timezone="Pacific/Kiritimati"))
    assert "19:00 (-1)-03:00" in kiritimati


def test_wide_letters_take_two_columns() -> None:
    heading, wide, *_ = shifts_table(shifts_of(name="東京本社")).splitlines()
    assert wide.index("Fri") + 4 == heading.index("Date")
