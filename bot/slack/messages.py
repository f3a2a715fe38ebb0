"""Asking Slack about messages on which people have reacted: what they say, and what was replied to them."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final

from bot.outbox.outcomes import Kind
from bot.slack.calls import CallFailed, Calls, field
from models.tables import KeptAct
from models.workspace.keeping import Asks, asks_of

# The message or its channel is gone, or Slack does not show it to us: nothing is left to be asked.
HIDDEN: Final = frozenset({Kind.CHANNEL, Kind.NEVER, Kind.GONE, Kind.NO_SCOPE})
METHOD: Final = "conversations.replies"
PAGE: Final = 200
# A thread that has gone on for longer since: the latest of its replies is not looked for any further.
MOST_PAGES: Final = 20
Message = Mapping[str, Any]


class AskMessages:
    """Asks with `calls`. Raises CallFailed where Slack cannot be asked now."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    def about(self, kept: KeptAct) -> Message | None:
        """The message that the reaction is to be carried out with; None where there is none, or none that is shown."""
        ts = str(kept.words["ts"])
        try:
            if asks_of(kept) is Asks.REPLY:
                return self._latest_reply(kept.awaits, str(kept.words["root"]), ts, kept.user)
            return self._one(kept.awaits, ts)
        except CallFailed as problem:
            if problem.failure.kind in HIDDEN:
                return None
            raise

    def _one(self, channel: str, ts: str) -> Message | None:
        """A reply's own `ts` gives that reply, which names its thread."""
        page = self._page(channel, ts, {"oldest": ts, "latest": ts, "inclusive": True})
        return next((one for one in page.get("messages") or () if one.get("ts") == ts), None)

    def _latest_reply(self, channel: str, root: str, after: str, user: str) -> Message | None:
        found = None
        for page in self._pages(channel, root, after):
            later = (one for one in page.get("messages") or () if str(one.get("ts")) > after)
            found = next((one for one in reversed(list(later)) if one.get("user") == user), found)
        return found

    def _pages(self, channel: str, root: str, after: str) -> Iterator[Any]:
        more: dict[str, Any] = {}
        for _ in range(MOST_PAGES):
            page = self._page(channel, root, {"oldest": after, **more})
            yield page
            cursor = field(page, "response_metadata", "next_cursor")
            if not cursor:
                return
            more = {"cursor": cursor}

    def _page(self, channel: str, ts: str, more: dict[str, Any]) -> Any:
        call = partial(self._calls.client.conversations_replies, channel=channel, ts=ts, limit=PAGE, **more)
        return self._calls(METHOD, channel, call)
