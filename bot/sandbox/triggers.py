"""Trigger ids: what lets an app open a modal, once, within three seconds of somebody's act."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.refusal import Refusal

LIFE_SECONDS = 3.0
REMEMBERED = 5_000


@dataclass
class Trigger:
    """One act of one person; `view` is the modal it came from, if any."""

    user: str
    at: float
    view: str | None
    used: bool = False


class Triggers:
    """The trigger ids given out lately (docs.slack.dev/interactivity/handling-user-interaction)."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._given: dict[str, Trigger] = {}

    def give(self, trigger_id: str, user: str, view: str | None = None) -> str:
        """Keep a new trigger id for an act that happens now."""
        with self._lock:
            self._given[trigger_id] = Trigger(user, self._now(), view)
            if len(self._given) > REMEMBERED:
                del self._given[next(iter(self._given))]
        return trigger_id

    def use(self, trigger_id: str) -> Trigger:
        """The act behind the id, which is then spent; or Slack's error."""
        with self._lock:
            trigger = self._given.get(trigger_id)
            if trigger is None:
                raise Refusal("invalid_trigger_id")
            if trigger.used:
                raise Refusal("exchanged_trigger_id")
            if self._now() - trigger.at > LIFE_SECONDS:
                raise Refusal("expired_trigger_id")
            trigger.used = True
            return trigger
