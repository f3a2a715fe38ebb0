"""A person's days."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from models.shifts.days import Place, current_day, is_awake, last_day, next_day, office_hours, person_day_on
from models.shifts.hours import Span, member_span
from models.shifts.plan import MemberPlan, RegionPlan
from tests.models.shifts.plans import instants, region, regions, utc

MONDAY = date(2027, 3, 1)


def at(plan: RegionPlan) -> Place:
    return Place(plan, plan.members[0])


def only(day: Span | None) -> Span:
    assert day is not None
    return day


def test_a_member_has_the_regions_hours_whoevers_turn_it_is() -> None:
    berlin = region(people=("U0INES", "U0JONAS"))
    second = Place(berlin, berlin.members[1])
    assert person_day_on([second], MONDAY) == Span(MONDAY, utc("2027-03-01 08:00"), utc("2027-03-01 16:00"))


def test_ones_own_days_stand_in_for_the_regions() -> None:
    saturdays = at(region(people=(MemberPlan("U0A", days=frozenset({5})),)))
    assert person_day_on([saturdays], MONDAY) is None
    assert person_day_on([saturdays], date(2027, 3, 6)) is not None


def test_a_holiday_closes_the_day_also_for_who_works_on_other_days() -> None:
    every_day = MemberPlan("U0A", days=frozenset(range(7)))
    place = at(region(people=(every_day,), holidays="DE-BE"))
    assert person_day_on([place], date(2027, 5, 17)) is None
    assert not is_awake([place], utc("2027-05-17 10:00"))


def test_somebody_in_no_region_has_office_hours_in_their_slack_zone() -> None:
    assert only(person_day_on([office_hours("Asia/Kolkata")], MONDAY)).start == utc("2027-03-01 03:30")
    assert only(next_day([office_hours("Asia/Kolkata")], utc("2027-03-05 04:00"))).start == utc("2027-03-08 03:30")
    for unknown in (None, "", "Mars/Olympus"):
        assert only(person_day_on([office_hours(unknown)], MONDAY)).start == utc("2027-03-01 09:00")


def test_two_teams_make_one_day_but_nobody_is_awake_in_the_gap_between_them() -> None:
    early, late = region(hours="06:00-09:00"), region(hours="14:00-18:00")
    places = [at(late), at(early)]
    assert person_day_on(places, MONDAY) == Span(MONDAY, utc("2027-03-01 05:00"), utc("2027-03-01 17:00"))
    awake = [hour for hour in range(24) if is_awake(places, utc(f"2027-03-01 {hour:02}:30"))]
    assert awake == [5, 6, 7, 13, 14, 15, 16]
    assert only(current_day(places, utc("2027-03-01 10:00"))).date == MONDAY


def test_a_day_is_current_from_its_start_up_to_its_end() -> None:
    place = at(region())
    assert current_day([place], utc("2027-03-01 07:59")) is None
    assert only(current_day([place], utc("2027-03-01 08:00"))).date == MONDAY
    assert current_day([place], utc("2027-03-01 16:00")) is None


def test_next_and_last_look_over_weekends() -> None:
    place = at(region())
    assert only(next_day([place], utc("2027-03-05 08:00"))).date == date(2027, 3, 8)
    assert only(last_day([place], utc("2027-03-08 15:59"))).date == date(2027, 3, 5)
    assert only(last_day([place], utc("2027-03-08 16:00"))).date == date(2027, 3, 8)


def test_a_night_worker_is_awake_after_midnight() -> None:
    place = at(region(hours="22:00-06:00"))
    assert is_awake([place], utc("2027-03-06 04:59"))
    assert not is_awake([place], utc("2027-03-06 21:30"))


def test_far_zones_are_awake_on_other_utc_dates_than_their_own() -> None:
    west = at(region(timezone="Etc/GMT+12", hours="23:00-22:30", days=frozenset({0})))
    east = at(region(timezone="Pacific/Kiritimati", hours="00:30-01:00", days=frozenset({0})))
    assert is_awake([west], utc("2027-03-03 10:00"))
    assert only(current_day([west], utc("2027-03-03 10:00"))).date == MONDAY
    assert is_awake([east], utc("2027-02-28 10:45"))


def test_who_never_works_has_no_days() -> None:
    closed = frozenset(MONDAY + timedelta(days=step) for step in range(-40, 40))
    place = at(region(closed=closed))
    now = utc("2027-03-01 10:00")
    assert next_day([place], now) is None
    assert last_day([place], now) is None
    assert current_day([place], now) is None


def test_days_start_strictly_later_also_between_far_zones() -> None:
    west = region(timezone="Etc/GMT+12", hours="23:00-23:30", days=frozenset({0}))
    east = region(timezone="Pacific/Kiritimati", hours="00:30-01:00", days=frozenset({1}))
    assert only(next_day([at(west), at(east)], utc("2027-02-28 12:00"))).date == date(2027, 3, 2)


def one_by_one(places: Sequence[Place], now: datetime) -> list[Span]:
    days = []
    for step in range(-36, 37):
        day = now.date() + timedelta(days=step)
        spans = [
            member_span(place.region, place.member, day)
            for place in places
            if day.weekday() in (place.member.days or place.region.days) and day not in place.region.closed
        ]
        if spans:
            days.append(Span(day, min(span.start for span in spans), max(span.end for span in spans)))
    return days


without_holidays = regions().map(
    lambda plan: Place(region("R", plan.timezone, str(plan.hours), plan.members, days=plan.days), plan.members[0])
)


@settings(deadline=None)
@given(st.lists(without_holidays, min_size=1, max_size=3), instants)
def test_current_next_and_last_are_what_a_list_of_all_days_says(places: list[Place], now: datetime) -> None:
    days = one_by_one(places, now)
    assert next_day(places, now) == min(
        (day for day in days if day.start > now), key=lambda day: day.start, default=None
    )
    current = max((day for day in days if day.holds(now)), key=lambda day: day.start, default=None)
    assert current_day(places, now) == current
    ended = max((day.end for day in days if day.end <= now), default=None)
    assert getattr(last_day(places, now), "end", None) == ended
    inside = [place for place in places if is_awake([place], now)]
    assert is_awake(places, now) == bool(inside)
    assert current is not None or not inside
