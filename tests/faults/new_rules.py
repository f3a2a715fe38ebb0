"""Other rules of time zones: bots started after `update` run as if new releases of pytz and tzdata were installed."""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, reset_tzpath

import pytz
import tzdata  # type: ignore[import-untyped]

from models.shifts import zones
from tests.faults.process import _live

RELEASE: Final = "2099a"
RULES: Final = "zone-rules"


def update(folder: Path, zone: str, like: str) -> None:
    """From the next start on, clocks in `zone` go as those in `like` do; `folder` is the bots' own."""
    rules = folder / RULES / zone
    rules.parent.mkdir(parents=True)
    rules.write_bytes(files(tzdata).joinpath("zoneinfo", *like.split("/")).read_bytes())


def live(folder: str, environment: Mapping[str, str], plan: tuple[str, ...], log: str) -> None:
    """What a bot's process runs, in place of `process._live`."""
    rules = Path(folder) / RULES
    if rules.exists():
        tzdata.IANA_VERSION = pytz.OLSON_VERSION = RELEASE  # type: ignore[attr-defined]
        reset_tzpath((str(rules),))
        ZoneInfo.clear_cache()
        zones.zone.cache_clear()
    _live(folder, dict(environment), plan, log)
