"""Reading Slack's payloads: who acts, where, in which workspace, and under which key it may count once."""

from collections.abc import Mapping
from typing import Any

from handlers.desk import Desk
from models.acts import Act, Surface
from models.refusals import RefusedError

Payload = Mapping[str, Any]


def is_ours(desk: Desk, body: Payload) -> bool:
    """Whether the payload is of the workspace we serve. Of any other, nothing is done."""
    team = body.get("team")
    return desk.slack_id in {body.get("team_id"), team.get("id") if isinstance(team, Mapping) else None}


def act_of_command(desk: Desk, body: Payload) -> Act:
    """Somebody typed the command. Its trigger is used once, so it tells one command from another."""
    return _act(desk, body["user_id"], Surface.COMMAND, body.get("channel_id"), f"command:{body['trigger_id']}")


def act_of_click(desk: Desk, body: Payload) -> Act:
    """Somebody pressed a button or chose from a menu. Raises RefusedError for people of other companies."""
    _require_colleague(desk, body)
    channel = (body.get("channel") or {}).get("id") or (body.get("container") or {}).get("channel_id")
    return _act(desk, body["user"]["id"], Surface.BUTTON, channel, f"click:{body['trigger_id']}")


def act_of_shortcut(desk: Desk, body: Payload) -> Act:
    """Somebody used a shortcut on a message, which shows that they see its channel."""
    channel = str((body.get("channel") or {}).get("id"))
    return _act(desk, body["user"]["id"], Surface.FORM, channel, f"shortcut:{body['trigger_id']}")


def act_of_view(desk: Desk, body: Payload, channel: str | None) -> Act:
    """Somebody sent a form in; `channel` is where they opened it."""
    _require_colleague(desk, body)
    return _act(desk, body["user"]["id"], Surface.FORM, channel, f"view:{body['view']['id']}")


def act_of_event(desk: Desk, body: Payload, user: str, channel: str | None, emoji: str | None = None) -> Act:
    """Somebody did something that Slack tells as an event. Its id is unique (Slack: Events API)."""
    surface = Surface.REACTION if emoji else Surface.COMMAND
    return _act(desk, user, surface, channel, f"event:{body['event_id']}", emoji)


def _act(desk: Desk, user: str, surface: Surface, channel: str | None, key: str, emoji: str | None = None) -> Act:
    return Act(desk.workspace_id, user, desk.now(), surface, channel=channel, key=key, emoji=emoji)


def _require_colleague(desk: Desk, body: Payload) -> None:
    if (body["user"].get("team_id") or desk.slack_id) != desk.slack_id:
        raise RefusedError("People of other companies can read handoffs here, but not change them.")
