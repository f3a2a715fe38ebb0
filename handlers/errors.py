"""What is answered when something fails that we did not foresee: a reference, in words, and nothing typed is lost."""

import json
import logging
import secrets
from collections.abc import Mapping
from typing import Any

from slack_bolt import BoltResponse

from handlers.asks.typed_text import readable
from handlers.blocks.answers import refused
from handlers.desk import Desk
from handlers.views.submissions import errors_at
from models.refusals import RefusedError

log = logging.getLogger(__name__)


def on_error(desk: Desk, error: Exception, body: Mapping[str, Any]) -> BoltResponse:
    """Log the failure under a reference and tell the person. An event is answered 500, so that Slack sends it again."""
    reference = secrets.token_hex(4)
    log.error("reference %s: a listener failed", reference, exc_info=error)
    sentence = f"Something went wrong on my side, and nothing was changed. Please try again; reference {reference}."
    if body.get("command"):
        return _json({"response_type": "ephemeral", **refused(sentence, _typed(body)).payload()})
    if body.get("type") == "view_submission":
        return _json(errors_at(body["view"], RefusedError(sentence)))
    if body.get("response_url"):
        desk.afterwards.answer(str(body["response_url"]), refused(sentence))
        return BoltResponse(status=200, body="")
    return BoltResponse(status=500, body="")


def _typed(body: Mapping[str, Any]) -> str:
    return readable(f"{body.get('command')} {body.get('text') or ''}".strip(), lambda _: None)


def _json(answer: dict[str, Any]) -> BoltResponse:
    return BoltResponse(status=200, body=json.dumps(answer), headers={"content-type": "application/json"})
