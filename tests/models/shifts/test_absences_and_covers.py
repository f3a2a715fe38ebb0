"""Who is away, who covers whom, and what that does to turns, shifts and the sun path."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from models.shifts.closings import NOBODY, ClosingKind, closing_on
from models.shifts.days import Place, is_awake, next_day, office_hours, person_day_on
from models.shifts.plan import Away, CoverPlan, DaysOff, HoursOff, MemberPlan, RegionPlan, Rotation, RotaTurn, TripPlan
from models.shifts.shift import shift_on, shifts_from, why_no_shift
from models.shifts.sun_path import next_region
from tests.models.shifts.plans import dates, region, regions, round_the_world, utc

MONDAY = date(2027, 3, 1)
TUESDAY, WEDNESDAY, SATURDAY = date(2027, 3, 2), date(2027, 3, 3), date(2027, 3, 6)


def away(first: date, last: date | None = None) -> Away:
    return Away((DaysOff(first, last),))


def off(start: str, end: str) -> Away:
    return Away(hours=(HoursOff(utc(start), utc(end)),))


def on_shift(plan: RegionPlan, first: date, days: int) -> list[tuple[str, ...]]:
    return [shift.on_shift for shift in shifts_from(plan, first, days)]


def test_the_next_who_is_here_takes_the_turn_and_the_rotation_does_not_shift() -> None:
    weekly = region(people=(MemberPlan("U0A", away=away(TUESDAY, WEDNESDAY)), "U0B", "U0C"))
    assert on_shift(weekly, MONDAY, 4) == [("U0A",), ("U0B",), ("U0B",), ("U0A",)]
    assert on_shift(weekly, MONDAY + timedelta(days=7), 1) == [("U0B",)]


def test_an_absence_without_an_end_lasts() -> None:
    weekly = region(people=(MemberPlan("U0A", away=away(TUESDAY)), "U0B"))
    assert on_shift(weekly, MONDAY, 2) == [("U0A",), ("U0B",)]
    assert on_shift(weekly, MONDAY + timedelta(days=364), 1) == [("U0B",)]


def test_a_region_whose_last_member_is_away_is_closed_and_the_sun_path_goes_past_it() -> None:
    alone = MemberPlan("U0INES", away=away(MONDAY, MONDAY))
    team = round_the_world(people=(alone,))
    assert why_no_shift(team.region("EMEA"), MONDAY) == NOBODY
    onward = next_region(team, utc("2027-03-01 08:00"), "APAC")
    assert onward.region.name == "AMER"
    assert [(skip.region.name, skip.reason) for skip in onward.skipped] == [("EMEA", "nobody is at work")]


def test_hours_off_at_an_end_of_the_day_shorten_it_and_in_the_middle_only_nobody_is_told_then() -> None:
    early, middle = off("2027-03-01 08:00", "2027-03-01 10:00"), off("2027-03-01 11:00", "2027-03-01 12:00")
    shortened = region(people=(MemberPlan("U0A", away=early),))
    shift = shift_on(shortened, MONDAY)
    assert shift is not None
    assert shift.start == utc("2027-03-01 10:00")
    place = Place(region(), MemberPlan("U0A", away=middle))
    day = person_day_on([place], MONDAY)
    assert day is not None
    assert (day.start, day.end) == (utc("2027-03-01 08:00"), utc("2027-03-01 16:00"))
    assert not is_awake([place], utc("2027-03-01 11:30"))
    assert is_awake([place], utc("2027-03-01 12:00"))


def test_hours_off_for_the_whole_day_are_a_day_off() -> None:
    twice = Away(
        hours=(
            HoursOff(utc("2027-03-01 12:00"), utc("2027-03-01 18:00")),
            *off("2027-03-01 06:00", "2027-03-01 12:00").hours,
        )
    )
    plan = region(people=(MemberPlan("U0A", away=twice), "U0B"))
    assert on_shift(plan, MONDAY, 1) == [("U0B",)]
    assert person_day_on([Place(plan, plan.members[0])], MONDAY) is None


def test_somebody_in_no_region_can_be_away_too() -> None:
    here = office_hours("Europe/Berlin", away(MONDAY, TUESDAY))
    day = next_day([here], utc("2027-02-28 12:00"))
    assert day is not None
    assert day.date == WEDNESDAY


def test_who_covers_has_that_one_shift_also_when_whom_they_cover_is_away_by_then() -> None:
    cover = (CoverPlan(TUESDAY, "U0A", "U0C"),)
    weekly = region(people=("U0A", "U0B", "U0C"), covers=cover)
    assert on_shift(weekly, MONDAY, 3) == [("U0A",), ("U0C",), ("U0A",)]
    gone = replace(weekly, members=(MemberPlan("U0A", away=away(TUESDAY)), *weekly.members[1:]))
    assert on_shift(gone, MONDAY, 3) == [("U0A",), ("U0C",), ("U0B",)]


def test_who_covers_and_is_away_then_leaves_the_turn_to_the_next() -> None:
    cover = (CoverPlan(TUESDAY, "U0A", "U0C"),)
    people = (MemberPlan("U0A", away=away(TUESDAY)), "U0B", MemberPlan("U0C", away=away(TUESDAY)))
    assert on_shift(region(people=people, covers=cover), TUESDAY, 1) == [("U0B",)]


def test_who_covers_on_a_day_off_works_that_day() -> None:
    part_timer = MemberPlan("U0B", days=frozenset({0}))
    plan = region(people=("U0A", part_timer), covers=(CoverPlan(TUESDAY, "U0A", "U0B"),))
    assert on_shift(plan, TUESDAY, 1) == [("U0B",)]
    places = [Place(plan, part_timer), Place(plan, part_timer, frozenset({TUESDAY}))]
    assert person_day_on(places, TUESDAY) is not None
    assert person_day_on(places, WEDNESDAY) is None


def test_somebody_of_another_region_covers_in_the_hours_of_whom_they_cover() -> None:
    in_india = MemberPlan("U0DEV", "Asia/Kolkata")
    plan = region("APAC", "Asia/Singapore", people=(in_india,), covers=(CoverPlan(MONDAY, "U0DEV", "U0INES"),))
    shift = shift_on(plan, MONDAY)
    assert shift is not None
    assert (shift.on_shift, shift.start) == (("U0INES",), utc("2027-03-01 03:30"))


def test_where_everybody_is_on_shift_a_cover_is_there_once() -> None:
    plan = region(people=("U0A", "U0B"), rotation=Rotation.ALL, covers=(CoverPlan(MONDAY, "U0A", "U0B"),))
    assert on_shift(plan, MONDAY, 1) == [("U0B",)]


def test_a_trip_moves_ones_hours_to_where_one_is() -> None:
    travels = MemberPlan("U0A", trips=(TripPlan(TUESDAY, WEDNESDAY, "America/New_York"),))
    shifts = list(shifts_from(region(people=(travels,)), MONDAY, 4))
    assert [shift.start for shift in shifts] == [
        utc("2027-03-01 08:00"), utc("2027-03-02 14:00"), utc("2027-03-03 14:00"), utc("2027-03-04 08:00"),
    ]  # fmt: skip


def test_a_holiday_that_is_worked_is_open_and_so_is_a_saturday() -> None:
    whit_monday = date(2027, 5, 17)
    plan = region(holidays="DE-BE", worked=frozenset({whit_monday, SATURDAY}))
    assert shift_on(plan, whit_monday) is not None
    assert shift_on(plan, SATURDAY) is not None
    assert shift_on(plan, SATURDAY + timedelta(days=7)) is None
    weekdays_only = MemberPlan("U0A", days=frozenset(range(5)))
    assert why_no_shift(replace(plan, members=(weekdays_only,)), SATURDAY) == NOBODY


def test_before_a_region_starts_it_has_no_shift() -> None:
    plan = region(starts=TUESDAY, worked=frozenset({MONDAY}))
    closing = closing_on(plan, MONDAY)
    assert closing is not None
    assert closing.kind is ClosingKind.NOT_YET
    assert on_shift(plan, MONDAY, 2) == [("U0INES",)]


def test_a_rota_from_elsewhere_stands_in_for_the_rotation() -> None:
    rota = (
        RotaTurn("U0B", utc("2027-03-01 00:00"), utc("2027-03-02 12:00")),
        RotaTurn("U0A", utc("2027-03-02 12:00"), utc("2027-03-03 00:00")),
        RotaTurn("U0GONE", utc("2027-03-03 00:00"), utc("2027-03-04 00:00")),
    )
    plan = region(people=("U0A", "U0B"), rota=rota)
    assert on_shift(plan, MONDAY, 4) == [("U0B",), ("U0B", "U0A")]
    assert why_no_shift(plan, WEDNESDAY) == NOBODY


def test_the_next_who_is_here_takes_a_turn_that_a_rota_gave_to_who_is_away() -> None:
    rota = (RotaTurn("U0B", utc("2027-03-01 00:00"), utc("2027-03-06 00:00")),)
    people = ("U0A", MemberPlan("U0B", away=away(TUESDAY, WEDNESDAY)), MemberPlan("U0C", days=frozenset({0, 1})))
    covered = (CoverPlan(MONDAY, "U0B", "U0A"),)
    assert on_shift(region(people=people, rota=rota), MONDAY, 4) == [("U0B",), ("U0C",), ("U0A",), ("U0B",)]
    assert on_shift(region(people=people, rota=rota, covers=covered), MONDAY, 1) == [("U0A",)]


absences = st.builds(
    lambda first, length: DaysOff(first, None if length is None else first + timedelta(days=length)),
    dates,
    st.none() | st.integers(0, 20),
)


def busy(plan: RegionPlan, day: date, leave: list[DaysOff | None]) -> RegionPlan:
    """The region with a leave for each member, as far as there are any, shifted near the day."""
    members = tuple(
        replace(member, away=Away((absence,)) if absence is not None else member.away)
        for member, absence in zip(plan.members, [*leave, *[None] * len(plan.members)], strict=False)
    )
    return replace(plan, members=members, starts=None, worked=frozenset({day}))


@settings(deadline=None)
@given(regions(), dates, st.lists(st.none() | absences, max_size=4))
def test_nobody_is_on_shift_on_a_date_they_are_away(plan: RegionPlan, day: date, leave: list[DaysOff | None]) -> None:
    near = [None if absence is None else DaysOff(day, absence.last and day + timedelta(days=3)) for absence in leave]
    plan = busy(plan, day, near)
    for shift in shifts_from(plan, day, 5):
        for user in shift.on_shift:
            member = plan.member(user)
            assert member is not None
            assert not member.away.all_of(shift.date)


@settings(deadline=None)
@given(regions(), dates)
def test_a_cover_changes_one_date_and_no_other(plan: RegionPlan, day: date) -> None:
    before = {shift.date: shift.on_shift for shift in shifts_from(plan, day, 10)}
    if day not in before:
        return
    covered = replace(plan, covers=(CoverPlan(day, before[day][0], "U0COVER"),))
    after = {shift.date: shift.on_shift for shift in shifts_from(covered, day, 10)}
    assert "U0COVER" in after[day]
    assert before[day][0] not in after[day]
    assert {**after, day: ()} == {**before, day: ()}
