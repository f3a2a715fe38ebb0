"""What stands at the address of somebody's shifts."""

from bot.calendars.writing import shifts_calendar
from bot.clock import Clock
from models.calendars.feeds import read_feed
from models.storage.database import Database


def read_calendar_feed(database: Database, clock: Clock, secret: str) -> bytes | None:
    """The calendar at the address with that secret, as it is now; None where there is none."""
    now = clock()
    with database.read() as session:
        found = read_feed(session, secret, now)
    if found is None:
        return None
    return shifts_calendar(found.shifts, now, found.names, title=found.title, version=found.version, own=found.own)
