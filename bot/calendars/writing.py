"""Shifts as an iCalendar (RFC 5545): times in UTC, a UID for ever, cancelled ones marked.

A calendar that is imported again moves its events and adds no twins; one that is subscribed to follows the shifts.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID, uuid5

from icalendar import Calendar, Event

from models.calendars.publishing import PublishedShift

# Fixed for ever: a calendar that is imported again must find its own events.
_UIDS: Final = UUID("5b1f0f0e-6f0b-5c57-9f39-6a7c1f1d0a42")
AGAIN: Final = timedelta(hours=1)


def shifts_calendar(
    shifts: Iterable[PublishedShift],
    now: datetime,
    names: Mapping[str, str],
    *,
    title: str = "",
    version: int = 0,
    own: str | None = None,
) -> bytes:
    """The calendar of these shifts. `now` (UTC) is the time stamp that RFC 5545 asks of each event.

    `names` maps user ids to names. `title` is what calendars call it. `version` grows whenever anything changes, so
    that of two states of an event the newer is known. `own` is the user id of whose shifts these are, if one person's.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Sunrelay//shifts//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    if title:
        calendar.add("x-wr-calname", title)
        calendar.add("refresh-interval", AGAIN, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
    for one in shifts:
        calendar.add_component(_event(one, now, names, version, own))
    content: bytes = calendar.to_ical()
    return content


def _event(one: PublishedShift, now: datetime, names: Mapping[str, str], version: int, own: str | None) -> Event:
    shift = one.shift
    event = Event()
    event.add("uid", f"{uuid5(_UIDS, _key(one, own))}@sunrelay")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", shift.start.astimezone(UTC))
    event.add("dtend", shift.end.astimezone(UTC))
    event.add("sequence", version)
    event.add("summary", _summary(one, names, own))
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # being on shift is no meeting: others can still ask for one
    event.add("x-sunrelay-team", one.team)
    event.add("x-sunrelay-region", shift.region)
    event.add("x-sunrelay-date", shift.date.isoformat())
    event.add("x-sunrelay-on-shift", " ".join(shift.on_shift))
    return event


def _key(one: PublishedShift, own: str | None) -> str:
    key = [one.team, one.shift.region, one.shift.date.isoformat()]
    return json.dumps(key if own is None else [*key, own])


def _summary(one: PublishedShift, names: Mapping[str, str], own: str | None) -> str:
    """Not every calendar shows what is cancelled as such, so the words say it, too."""
    people = ", ".join(names.get(user, user) for user in one.shift.on_shift)
    says = f"{one.team} {one.shift.region}: {people}" if own is None else f"On shift: {one.team} {one.shift.region}"
    return f"Cancelled: {says}" if one.cancelled else says
