"""Looking in Slack for a message by the opaque key in its metadata, where nobody knows whether it arrived."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from slack_sdk import WebClient

from models.owed.placing import Place

EVENT_TYPE: Final = "sunrelay"
BEFORE: Final = timedelta(seconds=60)
PAGE: Final = 200
MOST_PAGES: Final = 10


def metadata(opaque: str) -> dict[str, Any]:
    """The metadata a message is sent with: an opaque key and nothing else, since any app there can read it."""
    return {"event_type": EVENT_TYPE, "event_payload": {"key": opaque}}


def find_all(client: WebClient, place: Place, opaque: str, first_try: datetime) -> list[str]:
    """The `ts` of every message with that key at the place; whole pages, until one ends before the first try (UTC).

    Raises what the client raises. Slack is not asked to leave out what is older: a `ts` is by Slack's clock, and where
    ours is ahead of it, what was sent would be left out and sent again.
    """
    found: list[str] = []
    cursor = ""
    for _ in range(MOST_PAGES):
        answer = _page(client, place, cursor)
        messages = answer.get("messages") or ()
        found += [str(message["ts"]) for message in messages if _has_key(message, opaque)]
        cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor or (place.thread is None and _reaches(messages, first_try - BEFORE)):
            break
    return found


def _reaches(messages: Sequence[dict[str, Any]], instant: datetime) -> bool:
    """Whether a page of a channel goes back beyond the instant (UTC). Channels are newest first, threads are not."""
    return any(float(message["ts"]) < instant.timestamp() for message in messages)


def _page(client: WebClient, place: Place, cursor: str) -> Any:
    more: dict[str, Any] = {"cursor": cursor} if cursor else {}
    if place.thread is not None:
        return client.conversations_replies(
            channel=place.channel, ts=place.thread, include_all_metadata=True, limit=PAGE, **more
        )
    return client.conversations_history(channel=place.channel, include_all_metadata=True, limit=PAGE, **more)


def _has_key(message: dict[str, Any], opaque: str) -> bool:
    kept = message.get("metadata") or {}
    return kept.get("event_type") == EVENT_TYPE and (kept.get("event_payload") or {}).get("key") == opaque
