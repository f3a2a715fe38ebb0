"""Carrying out what was typed about one's own calendar."""

from handlers.asks.kinds import AskCalendar
from handlers.blocks.rendered import Rendered
from handlers.blocks.shifts.feeds import feeds_listed
from handlers.desk import Desk
from models.acts import Act
from models.calendars.feeds import feeds_of
from models.refusals import RefusedError

NO_ADDRESS = (
    "I cannot give addresses: whoever runs Sunrelay has not said how others reach it (the setting PUBLIC_URL). "
    "sunrelay shifts --format ics writes a calendar file."
)


def list_feeds(desk: Desk, act: Act, _: AskCalendar) -> Rendered:
    """Which shifts who asks can have in their calendar. Raises RefusedError where there are none."""
    if not desk.public_url:
        raise RefusedError(NO_ADDRESS)
    desk.meet(act.user or "")
    with desk.database.read() as session:
        return feeds_listed(feeds_of(session, act), act)
