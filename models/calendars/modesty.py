"""Refusing calendars that are small to fetch and endless to write out, before any of their events is written out."""

from collections.abc import Iterator
from datetime import date
from math import prod
from typing import Any, Final

from icalendar import Calendar, vDDDTypes, vRecur

MOST_EVENTS: Final = 20_000
# A rule by the hour or finer would be written out to millions of events; nobody's leave or turn is one.
TOO_OFTEN: Final = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
MOST_A_DAY: Final = 4
# Writing a rule out begins at its first event, however long ago that was. So many of either take a few seconds.
MOST_SINCE_EVER: Final = 400_000
MOST_OCCURRENCES: Final = 30_000
DAYS: Final = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 28, "YEARLY": 365}
OF_A_DAY: Final = ("BYHOUR", "BYMINUTE", "BYSECOND")
OF_A_PERIOD: Final = ("BYDAY", "BYMONTHDAY", "BYMONTH", "BYYEARDAY", "BYWEEKNO")


def why_too_much(calendar: Calendar, first: date, last: date) -> str | None:
    """Why its events from `first` to `last` are too many to write out, and what to do; None where they are not."""
    events = list(calendar.walk("VEVENT"))
    if len(events) > MOST_EVENTS:
        return f"The calendar has more than {MOST_EVENTS} events: publish one with less in it."
    rules = [(event, rule) for event in events for rule in _rules(event)]
    if any(_times_a_day(rule) > MOST_A_DAY for _, rule in rules):
        return "The calendar repeats an event many times a day: leave and turns do not."
    since_ever = sum(_occurrences(event, rule, date.min, last) for event, rule in rules)
    if since_ever > MOST_SINCE_EVER or sum(_occurrences(*one, first, last) for one in rules) > MOST_OCCURRENCES:
        return "The calendar repeats too many events, from too long ago: publish one with less in it."
    return None


def _rules(event: Any) -> Iterator[Any]:
    for name in ("RRULE", "EXRULE"):
        rule = event.get(name)
        # One that cannot be read is left out when the events are written out, and has nothing here that could be asked.
        yield from (one for one in (rule if isinstance(rule, list) else [rule]) if isinstance(one, vRecur))


def _times_a_day(rule: Any) -> int:
    if TOO_OFTEN & {str(often).upper() for often in rule.get("FREQ", [])}:
        return MOST_A_DAY + 1
    return prod(max(1, len(rule.get(part, []))) for part in OF_A_DAY)


def _occurrences(event: Any, rule: Any, first: date, last: date) -> int:
    """At most how many there are from `first`, or the first of all where that is later, to `last`."""
    days = max(0, (last - max(first, _begins(event, last))).days) + 1
    often = next((str(often).upper() for often in rule.get("FREQ", [])), "DAILY")
    periods = days // (DAYS.get(often, 1) * _number(rule, "INTERVAL", 1)) + 1
    a_period = prod(max(1, len(rule.get(part, []))) for part in OF_A_PERIOD)
    return min(days, periods * a_period, _number(rule, "COUNT", days)) * _times_a_day(rule)


def _begins(event: Any, otherwise: date) -> date:
    start = event.get("DTSTART")
    moment = start.dt if isinstance(start, vDDDTypes) else None
    if not isinstance(moment, date):
        return otherwise
    return date(moment.year, moment.month, moment.day)  # a datetime is a date with a time


def _number(rule: Any, part: str, otherwise: int) -> int:
    given = next(iter(rule.get(part, [])), otherwise)
    return max(1, given) if isinstance(given, int) else otherwise
