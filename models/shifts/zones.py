"""Time zones: the names people may use (pytz), the rules of the sums (zoneinfo on the pinned tzdata package)."""

import zoneinfo
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from types import MappingProxyType
from typing import Final

import pytz
import tzdata  # type: ignore[import-untyped]

# The machine's own zone files are often years behind the pinned package: without a path zoneinfo reads only tzdata.
zoneinfo.reset_tzpath(())
zoneinfo.ZoneInfo.clear_cache()

_VALID: Final = frozenset(pytz.all_timezones)


class UnknownZoneError(ValueError):
    """A time zone name nobody knows; its text is a sentence for people, with a guess where there is one."""


class ZoneDataError(RuntimeError):
    """The two packages with time zone data are of different releases."""


@cache
def zone(name: str) -> zoneinfo.ZoneInfo:
    """The zone called `name`, an IANA name such as "Europe/Berlin". Raises UnknownZoneError."""
    if name not in _VALID:
        guess = closest_zone(name)
        hint = f", did you mean {guess}?" if guess else ": write one such as Europe/Berlin"
        raise UnknownZoneError(f'there is no time zone "{name}"{hint}')
    return zoneinfo.ZoneInfo(name)


def zone_names() -> Sequence[str]:
    """The names to offer for choosing, in alphabetical order."""
    return tuple(pytz.common_timezones)


def is_zone(name: str) -> bool:
    """Whether `name` can be used; old names such as "Asia/Calcutta" can, though they are not offered."""
    return name in _VALID


def closest_zone(name: str) -> str | None:
    """The common zone somebody who typed `name` probably meant: by its full name, or by its city alone."""
    wanted = name.strip().replace(" ", "_").casefold()
    full = {offered.casefold(): offered for offered in pytz.common_timezones}
    cities = {offered.rpartition("/")[2].casefold(): offered for offered in pytz.common_timezones}
    for known, cutoff in ((full, 0.8), (cities, 0.75)):
        near = get_close_matches(wanted.rpartition("/")[2] if known is cities else wanted, known, n=1, cutoff=cutoff)
        if near:
            return known[near[0]]
    return None


def zones_of_country(code: str) -> Sequence[str]:
    """The zones of a country given by its ISO 3166 code ("AU"), most used first; empty for a code nobody knows."""
    return tuple(pytz.country_timezones.get(code.upper(), ()))


def city_of(name: str) -> str:
    """What people call the zone: "Buenos Aires" for America/Argentina/Buenos_Aires."""
    return name.rpartition("/")[2].replace("_", " ")


@cache
def countries_of_zones() -> Mapping[str, str]:
    """The country (ISO 3166 code) that each zone belongs to; zones of no country, such as Etc/UTC, are not in it."""
    return MappingProxyType({zone: code for code, zones in pytz.country_timezones.items() for zone in zones})


def country_names() -> Mapping[str, str]:
    """The English name of each country by its ISO 3166 code."""
    return MappingProxyType(dict(pytz.country_names))


def zone_release() -> str:
    """The release of the IANA data whose rules are in use, such as "2026f"."""
    return str(tzdata.IANA_VERSION)


def check_zone_data() -> None:
    """Raise ZoneDataError unless the names (pytz) and the rules (tzdata) are of the same release of the IANA data."""
    names, rules = pytz.OLSON_VERSION, tzdata.IANA_VERSION  # type: ignore[attr-defined]
    if names != rules:
        raise ZoneDataError(
            f"The packages pytz ({names}) and tzdata ({rules}) hold different releases of the time zone data: "
            "install the versions that this release of Sunrelay pins."
        )
