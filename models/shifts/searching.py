"""Finding a time zone, or the place whose public holidays count, by what somebody types into a picker."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from types import MappingProxyType
from typing import Final

import holidays

from models.shifts.plan import MONDAY_TO_FRIDAY
from models.shifts.zones import (
    city_of,
    closest_zone,
    countries_of_zones,
    country_names,
    zone_names,
    zones_of_country,
)

# As many choices as Slack shows of a search (docs.slack.dev: select menu of external data source).
MOST_FOUND: Final = 100
_WEEK: Final = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class HolidayPlace:
    """A country, or a part of one, whose public holidays are known: "DE-BY" is called "Germany: Bayern"."""

    code: str
    name: str


def shown(name: str, code: str) -> str:
    """How a zone or a place is shown in a picker: what people call it, and what a roster file does."""
    return f"{name} ({code})"


def find_zones(typed: str, first: Iterable[str] = ()) -> list[str]:
    """The zones that were probably meant: by city, by a part of the name, by country; by a near name where none is.

    Where nothing is typed: `first`, and all others after them.
    """
    wanted = _plain(typed)
    if not wanted:
        return _some(chain(first, zone_names()))
    by_city = (name for name in zone_names() if _plain(city_of(name)).startswith(wanted))
    by_part = (name for name in zone_names() if wanted in _plain(name) or wanted in _plain(shown(city_of(name), name)))
    by_country = (
        name
        for code, country in country_names().items()
        if _plain(country).startswith(wanted) or code.casefold() == wanted
        for name in zones_of_country(code)
    )
    found = _some(chain(by_city, by_country, by_part))
    near = closest_zone(typed)
    return found or ([near] if near else [])


def find_holiday_places(typed: str, first: Iterable[str] = ()) -> list[HolidayPlace]:
    """The countries and parts that were probably meant, by code or name; where nothing is typed, those of `first`."""
    wanted, places = _plain(typed), _places()
    if not wanted:
        return [places[code] for code in _some(chain(first, (code for code in places if "-" not in code)))]
    begins = (code for code, place in places.items() if _plain(place.name).startswith(wanted))
    by_code = (code for code in places if code.casefold().startswith(wanted))
    exact = (code for code in places if code.casefold() == wanted)
    by_part = (code for code, place in places.items() if wanted in _plain(place.name).replace(": ", " "))
    by_label = (code for code, place in places.items() if wanted == _plain(shown(place.name, code)))
    return [places[code] for code in _some(chain(exact, begins, by_part, by_code, by_label))]


def holiday_place_name(code: str) -> str:
    """What people call the place of that code; the code itself where it has no name."""
    place = _places().get(code)
    return place.name if place else code


def holidays_of_zone(zone: str) -> str | None:
    """The country whose public holidays probably count where people have this zone; None where it has no country."""
    code = countries_of_zones().get(zone)
    return code if code in _places() else None


def working_days_in(country: str | None) -> frozenset[int]:
    """The weekdays (0 is Monday) that are worked there: all but the weekend, which is not Saturday and Sunday
    everywhere. Source: the `holidays` package."""
    if country is None:
        return MONDAY_TO_FRIDAY
    return _WEEK - {int(day) for day in getattr(holidays, country).weekend}


@cache
def _places() -> Mapping[str, HolidayPlace]:
    """Countries by name, each with its parts behind it."""
    names, known = country_names(), holidays.list_supported_countries(include_aliases=False)
    places: dict[str, HolidayPlace] = {}
    for code in sorted(set(known) & set(names), key=names.__getitem__):
        places[code] = HolidayPlace(code, names[code])
        called = getattr(holidays, code).get_subdivision_aliases()
        for part in known[code]:
            name = ", ".join(called.get(part, ())) or part
            places[f"{code}-{part}"] = HolidayPlace(f"{code}-{part}", f"{names[code]}: {name}")
    return MappingProxyType(places)


def _plain(text: str) -> str:
    return " ".join(text.replace("_", " ").casefold().split())


def _some(found: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(found))[:MOST_FOUND]
