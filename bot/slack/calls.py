"""Calling Slack: one try, a failure sorted into what it means, and what Slack asks to leave alone left alone."""

import logging
import ssl
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache, partial
from typing import Any, Final, TypeVar

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.clock import Clock
from bot.outbox.holds import EVERYTHING, Holds
from bot.outbox.outcomes import CALL_ERRORS, Failure, Kind, sort_failure

log = logging.getLogger(__name__)

T = TypeVar("T")
CALL_SECONDS: Final = 10


class CallFailed(Exception):
    """A call to Slack came to nothing. `failure` says what that means."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.why)
        self.failure = failure


def posting_client(token: str | None, api_url: str, seconds: int = CALL_SECONDS) -> WebClient:
    """A client that sends everything once: slack_sdk's own retry would post again what Slack has taken already."""
    trusts = _authorities() if api_url.startswith("https:") else None
    return WebClient(token=token, base_url=api_url, timeout=seconds, ssl=trusts, retry_handlers=[])


@cache
def _authorities() -> ssl.SSLContext:
    """Whose certificates are believed. Without it, each call would read them anew, which takes longer than all else."""
    return ssl.create_default_context()


class Calls:
    """Calls Slack, and remembers what must wait. Safe for several threads, which then wait for the same."""

    def __init__(self, client: WebClient, clock: Clock) -> None:
        self.client = client
        self._clock = clock
        self._holds = Holds()

    def waits(self, method: str, channel: str = "") -> float:
        """For how many seconds the method must not be called (for that channel); 0 where it may be."""
        now = self._clock()
        until = self._holds.until(method, channel, now)
        return 0.0 if until is None else (until - now).total_seconds()

    def waits_for_slack(self) -> float:
        """For how many seconds nothing at all must be called; 0 where Slack is there."""
        return self.waits(EVERYTHING, EVERYTHING)

    def waiting_channels(self, method: str) -> frozenset[str]:
        """The channels for which alone the method must not be called now."""
        return self._holds.channels(method, self._clock())

    def __call__(self, method: str, channel: str, call: Callable[[], T]) -> T:
        """Call once. Raises CallFailed; its `retry_after` says how long everything of that kind waits."""
        seconds = self.waits(method, channel)
        if seconds:
            raise CallFailed(Failure(Kind.RATE_LIMITED, "waiting as Slack asked", seconds))
        try:
            answer = call()
        except CALL_ERRORS as error:
            raise CallFailed(self._note(method, channel, sort_failure(error))) from error
        self._holds.answered()
        return answer

    def pages(self, method: str, call: Callable[[dict[str, Any]], T]) -> Iterator[T]:
        """Every page of what the method lists; `call` is given the cursor's argument. Raises CallFailed."""
        more: dict[str, Any] = {}
        while True:
            page = self(method, "", partial(call, more))
            yield page
            cursor = field(page, "response_metadata", "next_cursor")
            if not cursor:
                return
            more = {"cursor": cursor}

    def _note(self, method: str, channel: str, failure: Failure) -> Failure:
        now = self._clock()
        if failure.why == "account_inactive" and self._is_locked_out():
            failure = Failure(Kind.LOCKED_OUT, failure.why)
        match failure.kind:
            case Kind.RATE_LIMITED:
                everywhere = self._holds.rate_limited(method, channel, failure.retry_after, now)
                return replace(failure, everywhere=everywhere)
            case Kind.UNREACHABLE | Kind.LOCKED_OUT:
                is_out = failure.kind is Kind.UNREACHABLE
                seconds = self._holds.out_of_reach(now) if is_out else self._holds.locked_out(now)
                log.warning("Slack takes nothing now (%s): all calls wait for %s s.", failure.why, seconds)
                return Failure(failure.kind, failure.why, seconds)
            case Kind.UNKNOWN:
                self._holds.in_doubt(now)
            case _:
                self._holds.answered()
        return failure

    def _is_locked_out(self) -> bool:
        """Slack says account_inactive of a person's account as of the bot's own: its own would fail here, too."""
        try:
            self.client.auth_test()
        except SlackApiError:
            return True
        except CALL_ERRORS:
            return False
        return False


def field(answer: Any, *names: str) -> str:
    """A text inside Slack's answer, or "" where it is not there."""
    for name in names:
        answer = answer.get(name) if hasattr(answer, "get") else None
    return answer if isinstance(answer, str) else ""
