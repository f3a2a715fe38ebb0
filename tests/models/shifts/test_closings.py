"""Open or closed, and why."""

from datetime import date

import pytest

from models.shifts.closings import (
    CLOSED,
    DAY_OFF,
    ClosingKind,
    UnknownCountryError,
    closing_on,
    holiday_name,
    holiday_place,
    special_closing_on,
)
from tests.models.shifts.plans import region

WHIT_MONDAY = date(2027, 5, 17)


def test_a_region_is_open_on_its_days_and_closed_on_the_others() -> None:
    berlin = region()
    assert closing_on(berlin, date(2027, 5, 14)) is None
    assert closing_on(berlin, date(2027, 5, 15)) == DAY_OFF


def test_a_holiday_closes_by_its_name() -> None:
    closing = closing_on(region(holidays="DE-BE"), WHIT_MONDAY)
    assert closing is not None
    assert (closing.kind, closing.reason) == (ClosingKind.HOLIDAY, "Pentecost Monday")


def test_a_part_of_a_country_has_holidays_of_its_own() -> None:
    assert holiday_name("DE-BE", date(2027, 3, 8)) == "Women's Day"
    assert holiday_name("DE", date(2027, 3, 8)) is None
    assert holiday_name("DE-BY", date(2027, 3, 8)) is None


@pytest.mark.parametrize(
    "place, day, name",
    [
        ("NO", "2028-05-17", "Constitution Day"),
        ("JP", "2027-05-03", "Constitution Day"),
        ("SG", "2027-02-08", "Chinese New Year (observed)"),
        ("NZ", "2027-02-06", "Waitangi Day"),
    ],
)
def test_holidays_are_named_in_english(place: str, day: str, name: str) -> None:
    assert holiday_name(place, date.fromisoformat(day)) == name


def test_a_closed_date_closes_and_a_holiday_on_it_gives_the_better_reason() -> None:
    closed = frozenset({WHIT_MONDAY, date(2027, 5, 18)})
    berlin = region(holidays="DE-BE", closed=closed)
    assert closing_on(berlin, date(2027, 5, 18)) == CLOSED
    assert getattr(closing_on(berlin, WHIT_MONDAY), "reason", None) == "Pentecost Monday"


def test_a_weekend_is_no_special_closing() -> None:
    assert special_closing_on(region(holidays="DE-BE"), date(2027, 5, 15)) is None


@pytest.mark.parametrize(
    "place, sentence",
    [
        ("XX", 'no holidays for "XX"'),
        ("sg", 'did you mean "SG"'),
        ("DE-XX", 'DE has no part "XX"'),
        ("DE-be", 'did you mean "BE"'),
        ("SG-", "names no part"),
        ("", 'no holidays for ""'),
    ],
)
def test_an_unknown_country_or_part_is_refused(place: str, sentence: str) -> None:
    with pytest.raises(UnknownCountryError, match=sentence):
        holiday_place(place)
