"""Dates as people type them: `2027-05-03..2027-05-07`, one date, `today`, `tomorrow`, or with an open end."""

import re
from datetime import date, timedelta
from typing import Final

from models.refusals import RefusedError
from models.shifts.plan import DaysOff

_DAY: Final = r"\d{4}-\d{1,2}-\d{1,2}|today|tomorrow"
_PERIOD: Final = re.compile(rf"({_DAY})(?:\s*(\.\.\.?|…|–|—|\bto\b)\s*({_DAY})?)?", re.ASCII | re.IGNORECASE)
EXAMPLE: Final = "2027-05-03..2027-05-07"


def read_period(text: str, today: date) -> DaysOff:
    """The dates meant; `today` is what it is for whose dates they are.

    Raises RefusedError with a sentence for anything else, and for dates that do not exist.
    """
    found = _PERIOD.fullmatch(text.strip())
    if found is None:
        raise RefusedError(f"“{text.strip()}” are no dates: write {EXAMPLE}, one date, or today.", "first")
    first, dots, last = found.groups()
    begins = _read_date(first, today)
    if dots is None:
        return DaysOff(begins, begins)
    return DaysOff(begins, _read_date(last, today) if last else None)


def read_day(text: str, today: date) -> date:
    """The one date meant. Raises RefusedError with a sentence, also for several dates."""
    period = read_period(text, today)
    if period.last != period.first:
        raise RefusedError(f"One date at a time: write {period.first} alone, then ask for the next.", "date")
    return period.first


def is_period(text: str) -> bool:
    """Whether the words have the form of dates."""
    return _PERIOD.fullmatch(text.strip()) is not None


def _read_date(text: str, today: date) -> date:
    match text.lower():
        case "today":
            return today
        case "tomorrow":
            return today + timedelta(days=1)
        case _:
            try:
                return date(*map(int, text.split("-")))
            except ValueError:
                raise RefusedError(f"There is no {text}: write a date such as 2027-05-03.", "first") from None
