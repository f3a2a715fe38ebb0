"""Opening and redrawing views: the only calls to Slack that come before its answer."""

import logging
from http.client import HTTPException
from typing import Final

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.models.views import View

log = logging.getLogger(__name__)

# What a client raises where Slack says no, cannot be reached, or breaks off in the middle of its answer.
CALL_ERRORS: Final = (SlackClientError, OSError, HTTPException)


def open_view(client: WebClient, trigger: str, view: View) -> str | None:
    """Open the view; where Slack does not, give the sentence for the person. A trigger lives for three seconds."""
    try:
        client.views_open(trigger_id=trigger, view=view)
    except CALL_ERRORS as problem:
        log.warning("a form could not be opened: %s", _why(problem))
        return "Slack did not open the form (it took too long, or is in trouble). Please try once more."
    return None


def push_view(client: WebClient, trigger: str, view: View) -> None:
    """Open the view on top of the one in which somebody acted; where Slack does not, nothing can be said there."""
    try:
        client.views_push(trigger_id=trigger, view=view)
    except CALL_ERRORS as problem:
        log.warning("a form could not be opened: %s", _why(problem))


def update_view(client: WebClient, view_id: str, view_hash: str, view: View) -> None:
    """Redraw the view as it was at `view_hash`; where it has changed since, the newer one stays."""
    try:
        client.views_update(view_id=view_id, hash=view_hash, view=view)
    except CALL_ERRORS as problem:
        log.warning("a form could not be redrawn: %s", _why(problem))


def _why(problem: Exception) -> str:
    return str(problem.response.get("error")) if isinstance(problem, SlackApiError) else type(problem).__name__
