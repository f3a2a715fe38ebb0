"""Whether a region is open on a date, and if not, why not: its days, its closed dates, its public holidays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from types import MappingProxyType

import holidays

from models.shifts.guesses import did_you_mean
from models.shifts.plan import RegionPlan


class ClosingKind(StrEnum):
    """Why a region has no shift on a date."""

    DAY_OFF = "day off"
    HOLIDAY = "holiday"
    CLOSED = "closed"
    NOBODY = "nobody"
    NOT_YET = "not yet"


@dataclass(frozen=True, slots=True)
class Closing:
    """Why a region has no shift on a date; `reason` is for people: "Whit Monday", "closed", "nobody is at work"."""

    kind: ClosingKind
    reason: str


DAY_OFF = Closing(ClosingKind.DAY_OFF, "not a working day")
CLOSED = Closing(ClosingKind.CLOSED, "closed")
NOBODY = Closing(ClosingKind.NOBODY, "nobody is at work")


class UnknownCountryError(ValueError):
    """A country, or a part of one, whose holidays nobody knows; its text is a sentence for people."""


def closing_on(region: RegionPlan, day: date) -> Closing | None:
    """Why the region is closed on its local date `day` by its days, holidays or closed dates; None when it is open."""
    if day.weekday() not in region.days and day not in region.worked:
        return DAY_OFF
    return special_closing_on(region, day)


def special_closing_on(region: RegionPlan, day: date) -> Closing | None:
    """The public holiday or closed date that closes the region on `day`, whatever the weekday; None otherwise.

    A date that is worked is open whatever else it is, unless the region has not started by then.
    """
    if region.starts is not None and day < region.starts:
        return Closing(ClosingKind.NOT_YET, f"starts on {region.starts.isoformat()}")
    if day in region.worked:
        return None
    holiday = holiday_name(region.holidays, day) if region.holidays else None
    if holiday is not None:
        return Closing(ClosingKind.HOLIDAY, holiday)
    return CLOSED if day in region.closed else None


def holiday_name(place: str, day: date) -> str | None:
    """The public holiday of `place` ("SG", "DE-BE") on `day`, in English where the library has it; None for no holiday.

    Raises UnknownCountryError. Source of the dates: the `holidays` package, category "public", with days in lieu.
    """
    return _holidays_of(place, day.year).get(day)


@lru_cache(maxsize=512)
def _holidays_of(place: str, year: int) -> Mapping[date, str]:
    country, part = holiday_place(place)
    days = holidays.country_holidays(country, subdiv=part, years=year, language=_english(country))
    return MappingProxyType({day: name.replace("; ", ", ") for day, name in days.items()})


@cache
def _english(country: str) -> str | None:
    """The English that is spoken there, where the library has it: Hari Raya Puasa, not Eid al-Fitr, in Singapore."""
    known = _countries_with_languages().get(country, [])
    own = [language for language in known if language.startswith("en_") and language not in {"en_GB", "en_US"}]
    return next((language for language in (*own, "en_GB", "en_US") if language in known), None)


@cache
def _countries_with_languages() -> dict[str, list[str]]:
    return dict(holidays.list_localized_countries(include_aliases=True))


@cache
def _countries_with_parts() -> dict[str, list[str]]:
    return dict(holidays.list_supported_countries(include_aliases=True))


def holiday_place(place: str) -> tuple[str, str | None]:
    """Split "DE-BE" into country and part, "SG" into country and None. Raises UnknownCountryError with a guess."""
    country, _, part = place.partition("-")
    countries = _countries_with_parts()
    if country not in countries:
        raise UnknownCountryError(f'there are no holidays for "{country}"{_hint(country, list(countries))}')
    if part and part not in countries[country]:
        raise UnknownCountryError(f'{country} has no part "{part}"{_hint(part, countries[country])}')
    if place.endswith("-"):
        raise UnknownCountryError(f'"{place}" names no part: write "{country}", or a part such as "DE-BE"')
    return country, part or None


def _hint(word: str, known: list[str]) -> str:
    listing = f": it has {', '.join(known)}" if 0 < len(known) <= 20 else ": write one such as SG, or DE-BE for a part"
    return did_you_mean(word, known) or listing
