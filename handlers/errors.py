"""What is answered when something fails that we did not foresee: a reference, in words, and nothing typed is lost.

And when there is too much to do at once: that one should try again.
"""

import json
import logging
import secrets
from collections.abc import Mapping
from typing import Any, Final

from slack_bolt import BoltResponse

from handlers.asks.typed_text import readable
from handlers.blocks.answers import refused
from handlers.desk import Desk
from handlers.views.submissions import errors_at
from models.refusals import RefusedError
from models.storage.conflicts import ConflictError, NoTimeError

log = logging.getLogger(__name__)

SENT_AWAY: Final = "A request was told to come again: %s."
BUSY: Final = "I am busy right now, nothing was changed: please try again in a moment."


def on_error(desk: Desk, error: Exception, body: Mapping[str, Any]) -> BoltResponse:
    """Log the failure under a reference and tell the person. An event is answered 500, so that Slack sends it again."""
    if isinstance(error, ConflictError):
        # Of those that there is no time for, there may be thousands: a figure counts them.
        log.log(logging.DEBUG if isinstance(error, NoTimeError) else logging.WARNING, SENT_AWAY, error)
        return busy(desk, body)
    reference = secrets.token_hex(4)
    log.error("reference %s: a listener failed", reference, exc_info=error)
    sentence = f"Something went wrong on my side, and nothing was changed. Please try again; reference {reference}."
    return _say(desk, body, sentence) or BoltResponse(status=500, body="")


def busy(desk: Desk, body: Mapping[str, Any]) -> BoltResponse:
    """There is no time for the request, and nothing of it was done: in the form that fits its kind.

    An event is answered 503, so that Slack sends it again (Slack: Events API); so is a click that nobody can be told
    of, at which Slack shows that it failed.
    """
    come_again = BoltResponse(status=503, body="", headers={"retry-after": "1"})
    return _say(desk, body, BUSY) or come_again


def _say(desk: Desk, body: Mapping[str, Any], sentence: str) -> BoltResponse | None:
    """Tell the person, and nobody else; None where there is no way to."""
    if body.get("command"):
        return _json({"response_type": "ephemeral", **refused(sentence, _typed(body)).payload()})
    if body.get("type") == "view_submission":
        return _json(errors_at(body["view"], RefusedError(sentence)))
    if body.get("response_url") and desk.afterwards.has_room():
        desk.afterwards.answer(str(body["response_url"]), refused(sentence))
        return BoltResponse(status=200, body="")
    return None


def _typed(body: Mapping[str, Any]) -> str:
    return readable(f"{body.get('command')} {body.get('text') or ''}".strip(), lambda _: None)


def _json(answer: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(answer), headers={"content-type": "application/json"})
