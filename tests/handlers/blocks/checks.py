"""What must be true of every message, checked without the builders' own means."""

import re
from typing import Any, Final

from bot.sandbox.block_limits import check_message_blocks
from handlers.blocks.rendered import Rendered
from tests.handlers.blocks.samples import MARK

TOKEN: Final = re.compile(r"<!date\^\d+\^[^|>]*\|[^>]*>")
MOST_BLOCKS: Final = 50
MOST_TEXT: Final = 4_000


def texts_of(value: Any, kind: str) -> list[dict[str, Any]]:
    """All text objects of a kind, anywhere in a payload."""
    if isinstance(value, list):
        return [found for child in value for found in texts_of(child, kind)]
    if not isinstance(value, dict):
        return []
    own = [value] if value.get("type") == kind else []
    return own + [found for child in value.values() for found in texts_of(child, kind)]


def labels_of(rendered: Rendered) -> list[str]:
    """What stands on the buttons, in order."""
    blocks = rendered.payload()["blocks"]
    pressed = [one for block in blocks for one in (*block.get("elements", ()), block.get("accessory", {}))]
    return [one["text"]["text"] for one in pressed if one.get("type") == "button"]


def check_words(blocks: Any) -> None:
    """People's words stand in plain text alone, and mrkdwn holds no entity but our date tokens."""
    for said in texts_of(blocks, "mrkdwn"):
        assert MARK not in said["text"]
        assert said["verbatim"] is True
        assert "<" not in TOKEN.sub("", said["text"])
        assert not re.search(r"[`~]", said["text"])


def check_message(rendered: Rendered) -> None:
    """Inside Slack's limits, harmless, and the text says all and ends with what to type."""
    payload = rendered.payload()
    check_message_blocks(payload["blocks"])
    assert 0 < len(payload["blocks"]) <= MOST_BLOCKS
    check_words(payload["blocks"])
    text = payload["text"]
    assert len(text.encode("utf-16-le")) // 2 <= MOST_TEXT
    assert not re.search(r"[<>]|&(?!amp;|lt;|gt;)", text)
    assert "/handoff" in text.splitlines()[-1]
    check_says_all(payload["blocks"], text)


def check_says_all(blocks: list[dict[str, Any]], text: str) -> None:
    """Every text of the blocks but the buttons' is in the top-level text."""
    for block in blocks:
        if block["type"] == "actions":
            continue
        read = {key: value for key, value in block.items() if key != "accessory"}
        for plain in texts_of(read, "plain_text"):
            assert plain["text"].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") in text
        for said in texts_of(read, "mrkdwn"):
            assert all(part.replace("*", "") in text for part in TOKEN.split(said["text"]))
