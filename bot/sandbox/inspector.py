"""What went to and fro between the app and Slack, kept for whoever wants to see cause and effect."""

import threading
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from bot.sandbox.delivery import Delivery
from bot.sandbox.payload import Json

KEPT: Final = 2_000
# Calls that change nothing anybody sees are left out.
SHOWN: Final = ("chat.", "views.", "reactions.")
# A message by its channel and ts, a view by its id.
Key = tuple[str, ...]


@dataclass(frozen=True)
class Record:
    """One thing that was sent.

    `by`: "app" for what the app sent (`name` is the method, "response_url" or "answer"), "slack" for what Slack sent
    (`name` is the type of the event, command or interaction). `content` is its JSON, `answer` what came back, `at`
    seconds since the epoch, `about` the messages (channel and ts) and views (id) it is about, `user` who acted.
    """

    by: Literal["app", "slack"]
    name: str
    content: Json
    answer: Any
    at: float
    about: frozenset[Key] = frozenset()
    user: str = ""
    envelope: Json = field(default_factory=dict)
    number: int = 0

    def as_json(self) -> Json:
        """The record as a page can show it."""
        return {
            "number": self.number, "by": self.by, "name": self.name, "content": self.content, "answer": self.answer,
            "at": self.at, "about": sorted(self.about), "user": self.user, "envelope": self.envelope,
        }  # fmt: skip


class Inspector:
    """The last records, oldest first. Safe for several threads. `now` gives seconds since the epoch."""

    def __init__(self, now: Callable[[], float], kept: int = KEPT) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._records: deque[Record] = deque(maxlen=kept)
        self._number = 0

    def records(self, after: int = 0) -> list[Record]:
        """Those with a number above `after`."""
        with self._lock:
            return [one for one in self._records if one.number > after]

    def about_message(self, channel: str, ts: str) -> list[Record]:
        """What the app sent to make and change a message, and what Slack sent of acts on it."""
        return self._about((channel, ts))

    def about_view(self, view_id: str) -> list[Record]:
        """The same of a modal or Home tab."""
        return self._about((view_id,))

    def note_call(self, method: str, args: Json, answer: Json) -> None:
        """The app called a method of the Web API."""
        if method.startswith(SHOWN):
            self._keep(Record("app", method, args, answer, self._now(), _named(_in_call(args, answer))))

    def note_answer(self, name: str, body: Json, channel: str, ts: str) -> None:
        """The app answered by a response URL ("response_url") or in its acknowledgement ("answer"): a message."""
        self._keep(Record("app", name, body, None, self._now(), _named([(channel, ts)])))

    def note_delivery(self, delivery: Delivery) -> None:
        """Slack sent something, and had its answer."""
        payload, outcome = delivery.payload, delivery.outcome
        answer = None if outcome is None else {"status": outcome.status, "body": outcome.body, "error": outcome.error}
        name = str(payload.get("command") or delivery.event.get("type") or payload.get("type"))
        about = _named(_in_payload(payload))
        self._keep(Record("slack", name, payload, answer, self._now(), about, _who(payload), delivery.envelope))

    def _keep(self, record: Record) -> None:
        with self._lock:
            self._number += 1
            self._records.append(replace(record, number=self._number))

    def _about(self, key: Key) -> list[Record]:
        with self._lock:
            return [one for one in self._records if key in one.about]


def _named(found: Iterable[Key]) -> frozenset[Key]:
    return frozenset(one for one in found if all(one))


def _in_call(args: Json, answer: Json) -> Iterable[Key]:
    channel = str(answer.get("channel") or args.get("channel") or "")
    ts = answer.get("ts") or answer.get("message_ts") or args.get("ts") or args.get("timestamp")
    return [(channel, str(ts or "")), (_view_id(answer) or str(args.get("view_id", "")),)]


def _in_payload(payload: Json) -> Iterable[Key]:
    event, container = payload.get("event", {}), payload.get("container", {})
    item, channel = event.get("item", {}), payload.get("channel", {})
    changed = event.get("message", {}).get("ts") or event.get("deleted_ts") or event.get("ts") or ""
    return [
        (_text(event, "channel"), str(changed)),
        (_text(item, "channel"), _text(item, "ts")),
        (_text(container, "channel_id"), _text(container, "message_ts")),
        (_text(channel, "id"), _text(payload, "message_ts")),
        (_view_id(payload) or _view_id(event),),
    ]


def _who(payload: Json) -> str:
    user = payload.get("user") or payload.get("event", {}).get("user") or {}
    return str(payload.get("user_id") or (user.get("id", "") if isinstance(user, dict) else user))


def _view_id(holder: Json) -> str:
    return _text(holder.get("view") or {}, "id")


def _text(holder: Any, key: str) -> str:
    found = holder.get(key) if isinstance(holder, dict) else None
    return found if isinstance(found, str) else ""
