"""What commands beside `run` share: the settings, the clock and the database, opened and closed again."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.clock import Clock, choose_clock
from bot.settings import Settings, load_settings
from models.shifts.zones import check_zone_data
from models.storage.database import Database
from models.storage.opening import open_database


@contextmanager
def opened() -> Iterator[tuple[Settings, Database, Clock]]:
    """Settings, database and clock for the block. Raises what they raise, each with a sentence."""
    check_zone_data()
    settings = load_settings()
    clock = choose_clock(settings.clock_file)
    database = open_database(settings.database_url)
    try:
        yield settings, database, clock
    finally:
        database.close()
