"""Names of time zones, and where their rules come from."""

import zoneinfo

import pytest
import pytz
import tzdata  # type: ignore[import-untyped]

from models.shifts import zones


def test_every_name_that_may_be_written_has_rules() -> None:
    assert {zones.zone(name).key for name in pytz.all_timezones} == set(pytz.all_timezones)
    assert set(zones.zone_names()) <= set(pytz.all_timezones)


def test_the_machines_own_zone_files_are_not_read() -> None:
    assert zoneinfo.TZPATH == ()


@pytest.mark.parametrize(
    "typed, meant",
    [
        ("Europe/Berln", "Europe/Berlin"),
        ("Berlin", "Europe/Berlin"),
        ("asia/singapore", "Asia/Singapore"),
        ("America/Los Angeles", "America/Los_Angeles"),
        ("US/Singapore", "Asia/Singapore"),
        ("qqqqqq", None),
    ],
)
def test_a_typo_gets_a_guess(typed: str, meant: str | None) -> None:
    assert not zones.is_zone(typed)
    assert zones.closest_zone(typed) == meant


def test_old_names_are_valid_but_not_offered() -> None:
    assert zones.is_zone("Asia/Calcutta")
    assert "Asia/Calcutta" not in zones.zone_names()


@pytest.mark.parametrize("name", ["Mars/Olympus", "../etc/passwd", "", "europe/berlin"])
def test_an_unknown_zone_is_refused_with_a_sentence(name: str) -> None:
    with pytest.raises(zones.UnknownZoneError, match="there is no time zone"):
        zones.zone(name)


def test_a_country_has_its_zones() -> None:
    assert "Australia/Lord_Howe" in zones.zones_of_country("au")
    assert zones.zones_of_country("ZZ") == ()


def test_names_and_rules_of_different_releases_stop_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    zones.check_zone_data()
    monkeypatch.setattr(tzdata, "IANA_VERSION", "1999a")
    with pytest.raises(zones.ZoneDataError, match="1999a"):
        zones.check_zone_data()
