"""What must not be called for a while: a channel, a method, Slack as a whole. Kept in memory; a restart forgets it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

EVERYTHING: Final = ""
OUTAGE_WAITS: Final = (1, 2, 5, 15, 60)
DOUBTS: Final = 3


@dataclass(frozen=True, slots=True)
class _Hold:
    since: datetime
    until: datetime

    def stands(self, now: datetime) -> bool:
        # A clock that was set back must not make a hold longer than it was meant to be.
        return self.since <= now < self.until


class Holds:
    """Holds by method and channel. Instants are UTC. Not for several threads: each caller of Slack has its own."""

    def __init__(self) -> None:
        self._holds: dict[tuple[str, str], _Hold] = {}
        self._outages = 0
        self._doubts = 0

    def rate_limited(self, method: str, channel: str, seconds: float, now: datetime) -> None:
        """Slack asks to wait. Where it has just asked the same for another channel, it is the method that waits.

        chat.postMessage has a limit for each channel and one for the workspace, and a 429 does not say which it was.
        """
        others = [held for (of, where), held in self._holds.items() if of == method and where != channel]
        if any(held.stands(now) for held in others):
            channel = EVERYTHING
        self._hold(method, channel, now, now + timedelta(seconds=seconds))

    def out_of_reach(self, now: datetime) -> float:
        """Slack cannot be called at all: everything waits, longer each time. Gives the seconds."""
        self._outages += 1
        seconds = OUTAGE_WAITS[min(self._outages, len(OUTAGE_WAITS)) - 1]
        self._hold(EVERYTHING, EVERYTHING, now, now + timedelta(seconds=seconds))
        return seconds

    def in_doubt(self, now: datetime) -> None:
        """Slack has not answered clearly. After three in a row it is Slack, not the message: everything waits."""
        self._doubts += 1
        if self._doubts >= DOUBTS:
            self.out_of_reach(now)

    def answered(self) -> None:
        """Slack has answered: what waited for it to be there goes on."""
        self._outages = self._doubts = 0
        self._holds.pop((EVERYTHING, EVERYTHING), None)

    def until(self, method: str, channel: str, now: datetime) -> datetime | None:
        """When the method may be called for the channel, or None where it may be at `now`."""
        keys = ((EVERYTHING, EVERYTHING), (method, EVERYTHING), (method, channel))
        standing = [hold.until for key in keys if (hold := self._holds.get(key)) is not None and hold.stands(now)]
        return max(standing, default=None)

    def _hold(self, method: str, channel: str, now: datetime, until: datetime) -> None:
        self._holds = {key: hold for key, hold in self._holds.items() if hold.stands(now)}
        self._holds[method, channel] = _Hold(now, until)
