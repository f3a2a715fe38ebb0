"""One thing Slack sends to the app: what it is, how often it was tried and what came back."""

import threading
from dataclasses import dataclass, field
from typing import Literal, Protocol

from bot.sandbox.payload import Json

Kind = Literal["event", "command", "interaction", "options"]

# docs.slack.dev/apis/events-api: at once, after a minute, after five
RETRY_AFTER_SECONDS = (0.0, 60.0, 300.0)


@dataclass(frozen=True)
class Outcome:
    """What the app answered. `error` is Slack's retry reason (`http_timeout`, `connection_failed`, `http_error`) or
    empty; `detail` says more for whoever reads the log."""

    status: int = 200
    body: str = ""
    error: str = ""
    no_retry: bool = False
    detail: str = ""

    @property
    def accepted(self) -> bool:
        """Whether Slack counts this as taken."""
        return not self.error


@dataclass(eq=False)
class Delivery:
    """A payload on its way. `due` is when it is tried again (seconds since the epoch), None when it is not; `envelope`
    what it was sent in: the headers of a request, or a Socket Mode envelope without its payload."""

    kind: Kind
    payload: Json
    outcomes: list[Outcome] = field(default_factory=list)
    due: float | None = None
    held: bool = False
    envelope: Json = field(default_factory=dict)
    tried: threading.Event = field(default_factory=threading.Event)

    @property
    def event(self) -> Json:
        """The inner event of an `event_callback`, empty for anything else."""
        inner: Json = self.payload.get("event", {})
        return inner

    @property
    def outcome(self) -> Outcome | None:
        """The latest answer, or None while there is none."""
        return self.outcomes[-1] if self.outcomes else None

    @property
    def retry_reason(self) -> str:
        """Why this is sent again; empty the first time."""
        return self.outcomes[-1].error if self.outcomes else ""


class Transport(Protocol):
    """A way to the app."""

    def send(self, delivery: Delivery, attempt: int, reason: str) -> Outcome:
        """Send once and wait for the answer; `attempt` 0 is the first."""
        ...


def retry_delay(outcome: Outcome, tries: int) -> float | None:
    """Seconds until the next try after `tries` tries, or None when there is none."""
    if outcome.accepted or outcome.no_retry or tries > len(RETRY_AFTER_SECONDS):
        return None
    return RETRY_AFTER_SECONDS[tries - 1]
