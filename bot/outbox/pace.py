"""The pace of posts: one a second into each conversation, and evenly spread over the workspace.

The sums, and what Slack's refusals teach, are in models/owed/pacing.py. Here is the time it is kept by: real time, as
Slack's limits are, also where CLOCK_FILE says another.
"""

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from bot.clock import Clock, wall_clock
from models.owed.pacing import held_pace, next_slot, note_refusal, take_slot
from models.storage.database import Database
from models.storage.session import Session
from models.tables import Delivery

# docs.slack.dev/apis/web-api/rate-limits: chat.postMessage takes one message a second for each channel.
PER_CHANNEL: Final = timedelta(seconds=1)
# A sender has a delivery in hand so long before its time at most; one that had to ask Slack something first, so long.
SOON: Final = 1.0
LATE: Final = 5.0


class SteadyClock:
    """The wall clock as it was when this was made, carried on by one that nobody sets."""

    def __init__(self, wall: Clock = wall_clock, elapsed: Callable[[], float] = time.monotonic) -> None:
        self._elapsed = elapsed
        self._began, self._wall = elapsed(), wall()

    def __call__(self) -> datetime:
        """The instant, in UTC."""
        return self._wall + timedelta(seconds=self._elapsed() - self._began)


class PostPace:
    """Reserves the time of each post, in the transaction that takes it. Safe for several threads.

    `per_minute` is the workspace's limit where somebody has set it.
    """

    def __init__(
        self,
        database: Database,
        per_minute: float | None = None,
        *,
        now: Clock | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.now: Clock = now or SteadyClock()
        self._database = database
        self._per_minute = per_minute
        self._sleep = sleep
        self._lock = threading.Lock()
        self._next: datetime | None = None
        self._free: list[datetime] = []

    @property
    def is_open(self) -> bool:
        """Whether the next post's time is near enough to take one in hand."""
        return self._next is None or self._next <= self.now() + timedelta(seconds=SOON)

    def opens_in(self) -> float | None:
        """Seconds until another post may be taken in hand, as far as this process knows; None where none waits."""
        now, soon = self.now(), timedelta(seconds=SOON)
        if self._next is not None and self._next - soon > now:
            return (self._next - soon - now).total_seconds()
        with self._lock:
            self._free = [one for one in self._free if one > now]
            return min(((one - now).total_seconds() for one in self._free), default=None)

    def reserve(self, session: Session, delivery: Delivery) -> datetime | None:
        """The time at which the delivery that is held may be posted, kept for it; None where that is too far off."""
        pace, now = held_pace(session, delivery.message.workspace_id), self.now()
        if next_slot(pace, self._per_minute, now) > now + timedelta(seconds=LATE):
            self._next = next_slot(pace, self._per_minute, now)
            return None
        at = take_slot(pace, self._per_minute, now)
        delivery.free_at = at + PER_CHANNEL
        self._next = next_slot(pace, self._per_minute, now)
        return at

    def rests(self, called_at: datetime) -> datetime:
        """When the next post may go into the conversation of one that was begun at `called_at`."""
        free_at = called_at + PER_CHANNEL
        with self._lock:
            self._free.append(free_at)
        return free_at

    def wait_until(self, at: datetime) -> None:
        """Come back at that time."""
        while (seconds := (at - self.now()).total_seconds()) > 0:
            self._sleep(min(seconds, LATE))

    def refused(self, workspace_id: int, called_at: datetime, retry_after: float) -> None:
        """Slack has refused a post that was begun at `called_at`, and not for its channel's sake."""
        with self._database.write() as session:
            pace, now = held_pace(session, workspace_id), self.now()
            note_refusal(pace, self._per_minute, called_at, now, retry_after)
            self._next = next_slot(pace, self._per_minute, now)
