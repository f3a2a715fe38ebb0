"""Which mentions in a message would make somebody's phone ring."""

import re
from collections.abc import Iterator
from typing import Any

from bot.sandbox.payload import Json

LIVE = re.compile(r"<(@[UW][A-Z0-9]+|!here|!channel|!everyone|!subteam\^[A-Z0-9]+)(?:\|[^<>]*)?>")
PLAIN = re.compile(r"(?<![\w@.])@(?:here|channel|everyone)\b")
PLAIN_PERSON = re.compile(r"(?<![\w@.])@[\w.-]+")


def pings_in(text: str, blocks: list[Json], link_names: bool = False) -> list[str]:
    """The mentions that ping, as they are written.

    Plain @here, @channel and @everyone count in mrkdwn objects that do not say `verbatim: true`: Slack may turn them
    into mentions (docs.slack.dev/messaging/formatting-message-text).
    """
    found = [m.group(0) for m in LIVE.finditer(text)]
    if link_names:
        found += [m.group(0) for m in PLAIN_PERSON.finditer(text)]
    for node in _nodes(blocks):
        found += _of_node(node)
    return list(dict.fromkeys(found))


def _of_node(node: Json) -> list[str]:
    kind = node.get("type")
    if kind in ("mrkdwn", "markdown"):
        text = str(node.get("text", ""))
        plain = [] if node.get("verbatim") is True else [m.group(0) for m in PLAIN.finditer(text)]
        return [m.group(0) for m in LIVE.finditer(text)] + plain
    if kind == "user" and "user_id" in node:
        return [f"<@{node['user_id']}>"]
    if kind == "usergroup" and "usergroup_id" in node:
        return [f"<!subteam^{node['usergroup_id']}>"]
    return [f"<!{node.get('range')}>"] if kind == "broadcast" else []


def _nodes(value: Any) -> Iterator[Json]:
    if isinstance(value, dict):
        yield value
        for child in value.values():
            yield from _nodes(child)
    elif isinstance(value, list):
        for child in value:
            yield from _nodes(child)
