"""Looking for a message in Slack, whose clock is not ours."""

from datetime import UTC, datetime, timedelta
from typing import Any, cast

from slack_sdk import WebClient

from bot.outbox.look_up import find_all, metadata
from models.owed.placing import Place

SLACKS_NOW = datetime(2027, 3, 2, 9, tzinfo=UTC)


class Pages:
    """Answers with one page after the other, newest first, and keeps what it was asked."""

    def __init__(self, *pages: list[dict[str, Any]]) -> None:
        self._pages = pages
        self.asked: list[dict[str, Any]] = []

    def conversations_history(self, **asked: Any) -> dict[str, Any]:
        self.asked.append(asked)
        number = len(self.asked)
        more = str(number) if number < len(self._pages) else ""
        return {"messages": self._pages[number - 1], "response_metadata": {"next_cursor": more}}


def message(minutes_ago: int, opaque: str = "") -> dict[str, Any]:
    ts = f"{(SLACKS_NOW - timedelta(minutes=minutes_ago)).timestamp():.6f}"
    return {"ts": ts, "metadata": metadata(opaque)} if opaque else {"ts": ts}


def find(pages: Pages, first_try: datetime) -> list[str]:
    return find_all(cast(WebClient, pages), Place("C1"), "k1", first_try)


def test_a_clock_ahead_of_slacks_does_not_hide_what_was_sent() -> None:
    sent = message(0, "k1")
    pages = Pages([sent, message(5)])

    assert find(pages, SLACKS_NOW + timedelta(days=99)) == [sent["ts"]]
    assert "oldest" not in pages.asked[0]


def test_what_was_sent_before_a_busy_day_is_found_on_a_later_page() -> None:
    sent = message(600, "k1")
    pages = Pages([message(1), message(300)], [message(301, "k2"), sent])

    assert find(pages, SLACKS_NOW - timedelta(minutes=600)) == [sent["ts"]]


def test_nothing_from_long_before_the_first_try_is_read() -> None:
    pages = Pages([message(1), message(5)], [message(6)], [message(7)])

    assert find(pages, SLACKS_NOW) == []
    assert len(pages.asked) == 1
