"""`/handoff help` in process: what our own listener, words and blocks add to Bolt."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.bare import SECRET, asking, bare_app, signed
from benchmarks.measuring import Effort, Row, interleave
from benchmarks.product import in_process
from benchmarks.town import ASKER, OPS, TEAM, town


def rows(effort: Effort) -> Iterator[Row]:
    """Help against the bare acknowledgement."""
    body = command("help")
    with tempfile.TemporaryDirectory(prefix="sunrelay-") as folder:
        database = town(effort.few_items, Path(folder))
        with in_process(str(database.engine.url)) as bot:
            secret = bot.settings.slack_signing_secret
            ours = asking(bot.app.dispatch, body, signed(secret.get_secret_value() if secret else "", body))
            bare = asking(bare_app().dispatch, body, signed(SECRET, body))
            times = interleave({"help": ours, "bare": bare}, effort.rounds, 3 * effort.calls)
    yield Row(
        "`/handoff help` in process, p99, against the bare acknowledgement", times.ratio("help", "bare", 0.99), 1.5,
        note=f"its p50: {times.ratio('help', 'bare', 0.5):.2f}×",
    )  # fmt: skip


def command(text: str, trigger: str = "1.2.3") -> str:
    """The body of a slash command, with every field that Slack sends (docs.slack.dev: implementing slash commands)."""
    fields = {
        "token": "gIkuvaNzQIHg97ATvDxqgjtO", "team_id": TEAM, "team_domain": "sun", "channel_id": OPS,
        "channel_name": "ops", "user_id": ASKER, "user_name": "berlin00", "command": "/handoff", "text": text,
        "api_app_id": "A0SUN", "is_enterprise_install": "false",
        "response_url": "http://127.0.0.1:9/commands/1/2/3", "trigger_id": trigger,
    }  # fmt: skip
    return urlencode(fields)
