"""What commands beside `run` share: the settings, the clock and the database, opened and closed again."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.clock import Clock, choose_clock
from bot.settings import Settings, load_settings
from models.shifts.zones import check_zone_data
from models.storage.database import Database
from models.storage.opening import open_database, require_there


@contextmanager
def opened(*, to_look: bool = False) -> Iterator[tuple[Settings, Database, Clock]]:
    """Settings, database and clock for the block; `to_look` makes no database. Raises what they raise."""
    check_zone_data()
    settings = load_settings()
    clock = choose_clock(settings.clock_file)
    if to_look:
        require_there(settings.database_url)
    database = open_database(settings.database_url)
    try:
        yield settings, database, clock
    finally:
        database.close()
