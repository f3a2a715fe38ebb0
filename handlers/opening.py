"""Opening and redrawing views: the only calls to Slack that come before its answer."""

import logging
from dataclasses import dataclass
from http.client import HTTPException
from typing import Final, Self

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.models.views import View
from slack_sdk.web import SlackResponse

log = logging.getLogger(__name__)

NOT_OPENED: Final = "Slack did not open the form (it took too long, or is in trouble). Please try once more."
# What a client raises where Slack says no, cannot be reached, or breaks off in the middle of its answer.
CALL_ERRORS: Final = (SlackClientError, OSError, HTTPException)


@dataclass(frozen=True, slots=True)
class Opened:
    """A view that stands: its id, and the hash that Slack gave it as it is."""

    view_id: str
    hash: str

    @classmethod
    def of(cls, answer: SlackResponse) -> Self:
        """What Slack answers to the call that opened or changed it."""
        view = answer.get("view") or {}
        return cls(str(view.get("id")), str(view.get("hash")))


def open_view(client: WebClient, trigger: str, view: View) -> str | None:
    """Open the view; where Slack does not, give the sentence for the person. A trigger lives for three seconds."""
    opened = opened_view(client, trigger, view)
    return NOT_OPENED if opened is None else None


def opened_view(client: WebClient, trigger: str, view: View) -> Opened | None:
    """Open the view and give what stands; None where Slack does not."""
    try:
        return Opened.of(client.views_open(trigger_id=trigger, view=view))
    except CALL_ERRORS as problem:
        log.warning("a form could not be opened: %s", _why(problem))
        return None


def push_view(client: WebClient, trigger: str, view: View) -> Opened | None:
    """Open the view on top of the one in which somebody acted; where Slack does not, nothing can be said there."""
    try:
        return Opened.of(client.views_push(trigger_id=trigger, view=view))
    except CALL_ERRORS as problem:
        log.warning("a form could not be opened: %s", _why(problem))
        return None


def update_view(client: WebClient, view_id: str, view_hash: str, view: View) -> Opened | None:
    """Redraw the view as it was at `view_hash`; where it has changed since, the newer one stays, and it gives None."""
    try:
        return Opened.of(client.views_update(view_id=view_id, hash=view_hash, view=view))
    except CALL_ERRORS as problem:
        log.warning("a form could not be redrawn: %s", _why(problem))
        return None


def _why(problem: Exception) -> str:
    return str(problem.response.get("error")) if isinstance(problem, SlackApiError) else type(problem).__name__
