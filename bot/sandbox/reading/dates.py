"""Slack's date tokens as a reader sees them (docs.slack.dev/messaging/formatting-message-text, "Date formatting")."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

TOKEN = re.compile(r"\{(\w+)\}")
# {date} leaves the year out for dates less than six months away
YEAR_FROM = timedelta(days=182)


def render_date(seconds: int, template: str, zone: ZoneInfo, now: float) -> str | None:
    """The template with its tokens filled, on a 24-hour clock in `zone`; None when Slack would show the fallback.

    `seconds` and `now` are seconds since the epoch.
    """
    try:
        moment = datetime.fromtimestamp(seconds, UTC).astimezone(zone)
    except (OverflowError, ValueError, OSError):
        return None
    today = datetime.fromtimestamp(now, UTC).astimezone(zone)
    words = TOKEN.findall(template)
    if not words or any(w not in _TOKENS for w in words):
        return None
    return TOKEN.sub(lambda m: _TOKENS[m.group(1)](moment, today), template)


def _ordinal(day: int) -> str:
    ending = "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _date(moment: datetime, today: datetime) -> str:
    year = f", {moment.year}" if abs(moment - today) > YEAR_FROM else ""
    return f"{moment:%B} {_ordinal(moment.day)}{year}"


def _short(moment: datetime, today: datetime) -> str:
    year = f", {moment.year}" if abs(moment - today) > YEAR_FROM else ""
    return f"{moment:%b} {moment.day}{year}"


def _long(moment: datetime, today: datetime) -> str:
    return f"{moment:%A}, {_date(moment, today)}"


def _pretty(otherwise: Callable[[datetime, datetime], str]) -> Callable[[datetime, datetime], str]:
    def render(moment: datetime, today: datetime) -> str:
        away = (moment.date() - today.date()).days
        return {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(away) or otherwise(moment, today)

    return render


def _ago(moment: datetime, today: datetime) -> str:
    seconds = int((today - moment).total_seconds())
    size, word = next(
        ((s, w) for s, w in ((86400, "day"), (3600, "hour"), (60, "minute")) if abs(seconds) >= s), (1, "second")
    )
    count = abs(seconds) // size
    amount = f"{count} {word}{'' if count == 1 else 's'}"
    return f"{amount} ago" if seconds >= 0 else f"in {amount}"


_TOKENS: dict[str, Callable[[datetime, datetime], str]] = {
    "date_num": lambda m, _: f"{m:%Y-%m-%d}",
    "date_slash": lambda m, _: f"{m:%m/%d/%Y}",
    "date": _date,
    "date_short": _short,
    "date_long": _long,
    "date_long_full": lambda m, _: f"{m:%B} {m.day}, {m.year}",
    "date_pretty": _pretty(_date),
    "date_short_pretty": _pretty(_short),
    "date_long_pretty": _pretty(_long),
    "day_divider_pretty": _pretty(_long),
    "time": lambda m, _: f"{m:%H:%M}",
    "time_secs": lambda m, _: f"{m:%H:%M:%S}",
    "ago": _ago,
}
