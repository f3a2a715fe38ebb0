"""What `sunrelay doctor` and `sunrelay roster show` say of the calendars and user groups that the roster names."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from bot.finding import Finding
from models.calendars.troubles import CalendarFacts, calendars_of
from models.storage.session import Session
from models.workspace.user_groups import group_troubles

READ_IS_OLD: Final = timedelta(hours=2)


def check_calendars(session: Session, workspace_id: int, now: datetime) -> Iterator[Finding]:
    """A finding for each calendar, at `now` (UTC), and for each user group that cannot be set."""
    for facts in calendars_of(session, workspace_id):
        trouble = trouble_of(facts, now)
        yield Finding(trouble is None, trouble or f"Calendar: {facts.what}, {_read(facts)}{_unnamed(facts)}.")
    for _, says in group_troubles(session, workspace_id):
        yield Finding(False, f"User group: {says}")


def trouble_of(facts: CalendarFacts, now: datetime) -> str | None:
    """What is wrong with a calendar at `now` (UTC), in a sentence; None where nothing is."""
    if facts.trouble and facts.failing_since is not None:
        since = f"since {facts.failing_since:%Y-%m-%d %H:%M} UTC, {_read(facts)}"
        return f"Calendar: {facts.what} cannot be read ({since}). {facts.trouble}"
    if facts.read_at is not None and now - facts.read_at > READ_IS_OLD:
        return f"Calendar: {facts.what}, {_read(facts)}: that is over two hours ago; is sunrelay run running?"
    return None


def _read(facts: CalendarFacts) -> str:
    return f"last read {facts.read_at:%Y-%m-%d %H:%M} UTC" if facts.read_at else "never read yet"


def _unnamed(facts: CalendarFacts) -> str:
    if not facts.unnamed:
        return ""
    events = "1 event names" if facts.unnamed == 1 else f"{facts.unnamed} events name"
    return f"; {events} nobody of the team (names in the roster can say who is meant)"
