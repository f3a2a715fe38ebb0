"""What Slack sends, with every field that it sends: bodies and their content types (docs.slack.dev)."""

import json
from typing import Any
from urllib.parse import urlencode

from benchmarks.bare import FORM, JSON
from benchmarks.town import ASKER, OPS, TEAM

Request = tuple[str, str]
TOKEN = "gIkuvaNzQIHg97ATvDxqgjtO"


def command(text: str, trigger: str = "1.2.3") -> Request:
    """A slash command, typed in #ops (implementing slash commands)."""
    fields = {
        "token": TOKEN, "team_id": TEAM, "team_domain": "sun", "channel_id": OPS, "channel_name": "ops",
        "user_id": ASKER, "user_name": "berlin00", "command": "/handoff", "text": text, "api_app_id": "A0SUN",
        "is_enterprise_install": "false", "response_url": "http://127.0.0.1:9/commands/1/2/3", "trigger_id": trigger,
    }  # fmt: skip
    return urlencode(fields), FORM


def reaction(name: str, ts: str, number: int) -> Request:
    """A reaction on a message in #ops (reaction_added)."""
    event = {
        "type": "reaction_added", "user": ASKER, "reaction": name, "item_user": "U0SUNBOT",
        "item": {"type": "message", "channel": OPS, "ts": ts}, "event_ts": f"1803893400.{number:06}",
    }  # fmt: skip
    envelope = {
        "token": TOKEN, "team_id": TEAM, "context_team_id": TEAM, "context_enterprise_id": None,
        "api_app_id": "A0SUN", "event": event, "type": "event_callback", "event_id": f"Ev{number:08}",
        "event_time": 1803893400, "is_ext_shared_channel": False, "event_context": f"4-{number}",
        "authorizations": [
            {"enterprise_id": None, "team_id": TEAM, "user_id": "U0SUNBOT", "is_bot": True,
             "is_enterprise_install": False},
        ],
    }  # fmt: skip
    return json.dumps(envelope), JSON


def submission(view: dict[str, Any], number: int) -> Request:
    """The hand-off form, sent in with what was typed and what was preset (view_submission)."""
    values = {
        "headline": {"type": "plain_text_input", "value": f"Replica {number} lags behind"},
        "next_step": {"type": "plain_text_input", "value": "Restart the rebuild"},
        "urgency": {"type": "static_select", "selected_option": {"value": "steady"}},
        "by": {"type": "static_select", "selected_option": {"value": "end"}},
        "to": {"type": "static_select", "selected_option": {"value": "next"}},
    }
    typed = {block: {"typed": value} for block, value in values.items()}
    sent = {**view, "id": f"V{number:08}", "state": {"values": typed}, "hash": "1.abc", "root_view_id": f"V{number:08}"}
    payload: dict[str, Any] = {
        "type": "view_submission", "user": {"id": ASKER, "username": "berlin00", "name": "berlin00", "team_id": TEAM},
        "api_app_id": "A0SUN", "token": TOKEN, "team": {"id": TEAM, "domain": "sun"}, "enterprise": None,
        "is_enterprise_install": False, "trigger_id": f"1.2.{number}", "view": sent, "response_urls": [],
    }  # fmt: skip
    return urlencode({"payload": json.dumps(payload)}), FORM
