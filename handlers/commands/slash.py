"""The slash command: understood, carried out, answered to the asker alone."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers.asks.answering import answer, typed_command
from handlers.asks.forms import form_for
from handlers.asks.kinds import Opens
from handlers.blocks import answers
from handlers.blocks.rendered import Rendered
from handlers.desk import Desk
from handlers.opening import open_view
from handlers.payloads import act_of_command, is_ours
from models.acts import Act
from models.refusals import RefusedError
from models.storage.conflicts import require_time


def on_command(desk: Desk, ack: Ack, body: Mapping[str, Any], client: WebClient) -> None:
    """Answer what was typed behind the command (Slack: implementing slash commands)."""
    if not is_ours(desk, body):
        ack("This Sunrelay serves another workspace: nothing was changed.")
        return
    require_time()
    act = act_of_command(desk, body)
    typed = typed_command(desk, str(body["command"]), str(body.get("text") or ""))
    said = answer(desk, act, typed)
    if isinstance(said, Opens):
        said = _open_form(desk, act, said, client, body["trigger_id"], typed.shown)
    if said is None:
        ack()
    else:
        ack(response_type="ephemeral", **said.payload())


def _open_form(desk: Desk, act: Act, asked: Opens, client: WebClient, trigger: str, typed: str) -> Rendered | None:
    try:
        view = form_for(desk, act, asked)
    except RefusedError as refusal:
        return answers.refused(refusal.say, typed)
    problem = open_view(client, trigger, view)
    return answers.refused(problem, typed) if problem else None
