"""What must not be called for a while: a channel, a method, Slack as a whole. Kept in memory; a restart forgets it."""

import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

EVERYTHING: Final = ""
OUTAGE_WAITS: Final = (1, 2, 5, 15, 60)
LOCKED_OUT_WAIT: Final = 300
DOUBTS: Final = 3
# Two refusals so near each other are of one kind, also where the first one's wait is over.
OF_ONE_KIND: Final = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class _Hold:
    since: datetime
    until: datetime

    def stands(self, now: datetime) -> bool:
        # A clock that was set back must not make a hold longer than it was meant to be.
        return self.since <= now < self.until


class Holds:
    """Holds by method and channel. Instants are UTC. Safe for several threads, which share what Slack has asked."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._holds: dict[tuple[str, str], _Hold] = {}
        self._refused: dict[str, tuple[str, datetime]] = {}
        self._outages = 0
        self._doubts = 0

    def rate_limited(self, method: str, channel: str, seconds: float, now: datetime) -> bool:
        """Slack asks to wait. Where it has just asked the same for another channel, the whole method waits: True.

        chat.postMessage has a limit for each channel and one for the workspace, and a 429 does not say which it was.
        """
        with self._lock:
            last, at = self._refused.get(method, (channel, now))
            self._refused[method] = (channel, now)
            others = [held for (of, where), held in self._holds.items() if of == method and where != channel]
            just_now = last != channel and at <= now <= at + OF_ONE_KIND
            everywhere = just_now or any(held.stands(now) for held in others)
            self._hold(method, EVERYTHING if everywhere else channel, now, now + timedelta(seconds=seconds))
            return everywhere

    def out_of_reach(self, now: datetime) -> float:
        """Slack cannot be called at all: everything waits, longer each time. Gives the seconds."""
        with self._lock:
            if (until := self.until(EVERYTHING, EVERYTHING, now)) is not None:
                return (until - now).total_seconds()  # calls that were under way together are one failure
            self._outages += 1
            seconds = OUTAGE_WAITS[min(self._outages, len(OUTAGE_WAITS)) - 1]
            self._hold(EVERYTHING, EVERYTHING, now, now + timedelta(seconds=seconds))
            return seconds

    def locked_out(self, now: datetime) -> float:
        """Slack refuses the token or the app, until somebody mends that: everything waits long. Gives the seconds."""
        with self._lock:
            self._outages += 1
            self._hold(EVERYTHING, EVERYTHING, now, now + timedelta(seconds=LOCKED_OUT_WAIT))
            return LOCKED_OUT_WAIT

    def in_doubt(self, now: datetime) -> None:
        """Slack has not answered clearly. After three in a row it is Slack, not the message: everything waits."""
        with self._lock:
            self._doubts += 1
            if self._doubts >= DOUBTS:
                self.out_of_reach(now)

    def answered(self) -> None:
        """Slack has answered: what waited for it to be there goes on."""
        with self._lock:
            self._outages = self._doubts = 0
            self._holds.pop((EVERYTHING, EVERYTHING), None)

    def until(self, method: str, channel: str, now: datetime) -> datetime | None:
        """When the method may be called for the channel, or None where it may be at `now`."""
        keys = ((EVERYTHING, EVERYTHING), (method, EVERYTHING), (method, channel))
        with self._lock:
            standing = [hold.until for key in keys if (hold := self._holds.get(key)) is not None and hold.stands(now)]
        return max(standing, default=None)

    def channels(self, method: str, now: datetime) -> frozenset[str]:
        """The channels for which the method must not be called at `now`, where others may be."""
        with self._lock:
            found = [where for (of, where), hold in self._holds.items() if of == method and hold.stands(now)]
        return frozenset(where for where in found if where != EVERYTHING)

    def _hold(self, method: str, channel: str, now: datetime, until: datetime) -> None:
        self._holds = {key: hold for key, hold in self._holds.items() if hold.stands(now)}
        self._holds[method, channel] = _Hold(now, until)
