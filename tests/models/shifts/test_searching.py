"""What pickers find for what people type."""

import pytest

from models.shifts.closings import holiday_place
from models.shifts.searching import (
    MOST_FOUND,
    find_holiday_places,
    find_zones,
    holiday_place_name,
    holidays_of_zone,
    working_days_in,
)
from models.shifts.zones import zone_names


@pytest.mark.parametrize(
    "typed, first",
    [
        ("berl", "Europe/Berlin"),
        ("new y", "America/New_York"),
        ("new_york", "America/New_York"),
        ("SINGAPORE", "Asia/Singapore"),
        ("germany", "Europe/Berlin"),
        ("asia/kol", "Asia/Kolkata"),
        ("Berlin (Europe/Berlin)", "Europe/Berlin"),
        ("Singapur", "Asia/Singapore"),
    ],
)
def test_a_zone_is_found_by_city_country_or_a_near_name(typed: str, first: str) -> None:
    assert first in find_zones(typed)[:3]


def test_nothing_typed_shows_what_is_probable_first() -> None:
    assert find_zones(" ", ["Asia/Tokyo"])[:2] == ["Asia/Tokyo", "Africa/Abidjan"]
    assert len(find_zones("")) == MOST_FOUND
    assert [place.code for place in find_holiday_places("", ["DE"])[:2]] == ["DE", "AF"]


def test_nonsense_finds_nothing() -> None:
    assert find_zones("qqqqqq") == []
    assert find_holiday_places("qqqqqq") == []


@pytest.mark.parametrize(
    "typed, code",
    [("germ", "DE"), ("de-be", "DE-BE"), ("bayern", "DE-BY"), ("germany bay", "DE-BY"), ("Austria (AT)", "AT")],
)
def test_holidays_are_found_by_country_part_or_code(typed: str, code: str) -> None:
    assert code in [place.code for place in find_holiday_places(typed)][:8]


def test_whatever_is_found_can_be_kept() -> None:
    for letter in "abcdefghijklmnopqrstuvwxyz":
        for place in find_holiday_places(letter):
            holiday_place(place.code)
        assert set(find_zones(letter)) <= set(zone_names())


def test_names_weeks_and_countries() -> None:
    assert holiday_place_name("AU-NSW") == "Australia: New South Wales"
    assert holiday_place_name("XX") == "XX"
    assert (holidays_of_zone("Australia/Sydney"), holidays_of_zone("Etc/UTC")) == ("AU", None)
    assert working_days_in("SA") == frozenset({6, 0, 1, 2, 3})
