"""Reading an iCalendar (RFC 5545): its events between two dates, recurring ones written out, and nothing else of it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import recurring_ical_events
from icalendar import Calendar

from models.calendars.modesty import why_too_much
from models.shifts.zones import zone

MOST_BYTES: Final = 5_000_000
LONGEST_TITLE: Final = 500
MOST_READ: Final = 5_000
_MAIL: Final = re.compile(r"[^\s@<>()|,;:]+@[^\s@<>()|,;:]+\.[^\s@<>()|,;:]+")


class CalendarProblem(Exception):
    """A calendar that cannot be read. Its text is one sentence: what is wrong, and what to do."""


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """One occurrence. All-day ones have dates (`last` included), others two UTC instants.

    `uid` tells occurrences apart and stays the same when the calendar is read again. `people` are the e-mail addresses
    it names, in small letters: those in its title, else of who attends, else of its organizer. `title` is read to find
    a person and never kept.
    """

    uid: str
    title: str
    people: tuple[str, ...]
    first: date | None = None
    last: date | None = None
    start: datetime | None = None
    end: datetime | None = None


def read_calendar(content: bytes, first: date, last: date, floating_zone: str = "UTC") -> list[CalendarEvent]:
    """The events that touch the dates from `first` to `last`, cancelled ones left out.

    Times without a zone count in `floating_zone`. Raises CalendarProblem for what is no calendar, or too much of one.
    """
    if len(content) > MOST_BYTES:
        raise CalendarProblem(f"The calendar is larger than {MOST_BYTES // 1_000_000} MB: publish one with less in it.")
    calendar = _parse(content)
    too_much = why_too_much(calendar, first, last)
    if too_much is not None:
        raise CalendarProblem(too_much)
    found = _written_out(calendar, first, last, floating_zone)
    events = found if found is not None else _one_by_one(calendar, first, last, floating_zone)
    if len(events) > MOST_READ:
        raise CalendarProblem(f"The calendar says more than {MOST_READ} things: publish one with less in it.")
    return events


def _parse(content: bytes) -> Calendar:
    text = content.decode("utf-8-sig", errors="replace").lstrip()
    if not text[:40].upper().startswith("BEGIN:VCALENDAR"):
        raise CalendarProblem("That address gives no iCalendar (.ics): copy the calendar's iCal or ICS address.")
    try:
        parsed = Calendar.from_ical(text)
    except Exception as problem:
        raise CalendarProblem("The calendar cannot be read: publish or export it again.") from problem
    if not isinstance(parsed, Calendar):
        raise CalendarProblem("The calendar cannot be read: publish or export it again.")
    return parsed


def _written_out(calendar: Calendar, first: date, last: date, floating_zone: str) -> list[CalendarEvent] | None:
    """Its events, recurring ones written out; None where one of them cannot be."""
    try:
        found = recurring_ical_events.of(calendar, skip_bad_series=True).between(first, last + timedelta(days=1))
        return [event for component in found if (event := _event(component, floating_zone)) is not None]
    except Exception:  # noqa: BLE001 - whatever the library stumbles over, it is the calendar's
        return None


def _one_by_one(calendar: Calendar, first: date, last: date, floating_zone: str) -> list[CalendarEvent]:
    """The same without those that cannot be written out: each event, with its exceptions, as a calendar of its own."""
    series: dict[str, Calendar] = {}
    for event in calendar.walk("VEVENT"):
        alone = series.setdefault(str(event.get("UID", "")), Calendar())
        alone.add_component(event)
    for alone in series.values():
        alone.subcomponents += calendar.walk("VTIMEZONE")
    found = [_written_out(alone, first, last, floating_zone) for alone in series.values()]
    if found and all(events is None for events in found):
        raise CalendarProblem("The calendar holds events that cannot be read: export it again.")
    return [event for events in found for event in events or ()]


def _event(component: Any, floating_zone: str) -> CalendarEvent | None:
    if str(component.get("STATUS", "")).upper() == "CANCELLED" or "DTSTART" not in component:
        return None
    start, end = component.start, component.end
    title = str(component.get("SUMMARY", ""))[:LONGEST_TITLE]
    people = tuple(_people(component, title))
    begins = start.isoformat()
    uid = f"{component.get('UID', '')}/{begins}"
    if not isinstance(start, datetime):
        last = max(start, end - timedelta(days=1))  # an all-day event's end is the day after it
        return CalendarEvent(uid, title, people, first=start, last=last)
    starts, ends = _instant(start, floating_zone), _instant(end, floating_zone)
    return CalendarEvent(uid, title, people, start=starts, end=ends) if starts < ends else None


def _people(component: Any, title: str) -> list[str]:
    in_title = [found.lower() for found in _MAIL.findall(title)]
    return in_title or list(_addresses(component, "ATTENDEE")) or list(_addresses(component, "ORGANIZER"))


def _addresses(component: Any, name: str) -> Iterator[str]:
    named = component.get(name)
    for one in named if isinstance(named, list) else [named]:
        address = str(one or "").lower().removeprefix("mailto:")
        if "@" in address and getattr(one, "params", {}).get("PARTSTAT") != "DECLINED":
            yield address


def _instant(moment: Any, floating_zone: str) -> datetime:
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone(floating_zone))
    result: datetime = moment.astimezone(UTC)
    return result
