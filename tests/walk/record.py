"""Slack's own record, read by who trusts nobody: what it has taken of the bot, when, and for whom."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot.sandbox import StandIn


@dataclass(frozen=True, slots=True)
class Taken:
    """A message or edit that Slack took: its opaque key, where it went, when by the clock (UTC), and all it says."""

    key: str
    channel: str
    at: datetime
    is_edit: bool
    says: str


class Record:
    """Reads Slack's calls from where it left off."""

    def __init__(self, slack: StandIn) -> None:
        self._slack = slack
        self._read = 0

    def news(self) -> Iterator[Taken]:
        """What Slack has taken since the last look."""
        calls, self._read = self._slack.calls[self._read :], len(self._slack.calls)
        for call in calls:
            if call.ok and call.method in {"chat.postMessage", "chat.update"}:
                says = f"{call.args.get('text')} {call.args.get('blocks')}"
                yield Taken(
                    key_of(call.args.get("metadata")), call.args["channel"], datetime.fromtimestamp(call.at, UTC),
                    call.method == "chat.update", says,
                )  # fmt: skip

    def standing(self, channels: list[str]) -> Counter[str]:
        """How many messages stand in those conversations under each key."""
        messages = [one for channel in channels for one in self._slack.messages(channel) if one.by_bot]
        return Counter(key_of(one.metadata) for one in messages)


def key_of(metadata: Any) -> str:
    """The opaque key in a message's metadata; empty where it has none."""
    return str(((metadata or {}).get("event_payload") or {}).get("key", ""))
