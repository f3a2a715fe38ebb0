"""Response URLs: five answers within thirty minutes to whoever acted, even where the bot is no member."""

import threading
from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.post import Post
from bot.sandbox.refusal import Refusal

LIFE_SECONDS = 30 * 60.0
USES = 5
REMEMBERED = 5_000


@dataclass
class ResponseUrl:
    """Where an answer goes: the place and person of the act, and the message it was made on, if any."""

    channel: str
    user: str
    source: Post | None
    thread_ts: str | None
    at: float
    uses: int = 0


class ResponseUrls:
    """The response URLs given out lately, by the secret in their path."""

    def __init__(self, now: Callable[[], float]) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._given: dict[str, ResponseUrl] = {}

    def give(self, secret: str, channel: str, user: str, source: Post | None = None) -> str:
        """Keep a new response URL for an act that happens now; its secret comes back."""
        thread = source.thread_ts if source else None
        with self._lock:
            self._given[secret] = ResponseUrl(channel, user, source, thread, self._now())
            if len(self._given) > REMEMBERED:
                del self._given[next(iter(self._given))]
        return secret

    def use(self, secret: str) -> ResponseUrl:
        """Where this answer goes, or `used_url` / `expired_url` / `invalid_url`."""
        with self._lock:
            found = self._given.get(secret)
            if found is None:
                raise Refusal("invalid_url")
            if found.uses >= USES:
                raise Refusal("used_url")
            if self._now() - found.at > LIFE_SECONDS:
                raise Refusal("expired_url")
            found.uses += 1
            return found

    def peek(self, secret: str) -> ResponseUrl:
        """Where the answer in a command's own acknowledgement goes, which costs no use."""
        with self._lock:
            return self._given[secret]
