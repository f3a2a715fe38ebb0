"""Block Kit's limits, enforced as Slack enforces them: by refusing, with the place of each mistake."""

from typing import Any

from bot.sandbox.block_limits.blocks import blocks_rule
from bot.sandbox.block_limits.rules import Problems
from bot.sandbox.block_limits.views import HOME, MODAL
from bot.sandbox.block_limits.whole import MOST_TEXT, check_ids, text_in
from bot.sandbox.payload import Json, compact
from bot.sandbox.refusal import Refusal, bad_arguments

MOST_VIEW_BYTES = 250 * 1024
_MESSAGE = blocks_rule("message")


def check_message_blocks(blocks: Any) -> None:
    """Refuse blocks that Slack would refuse in a message (`invalid_blocks`, `msg_blocks_too_long`)."""
    problems = Problems()
    _MESSAGE(blocks, "/blocks", problems)
    if not problems.messages:
        check_ids(blocks, "/blocks", problems)
    if problems.messages:
        messages = [f"[ERROR] {m}" for m in problems.messages]
        raise Refusal("invalid_blocks", errors=problems.messages, response_metadata={"messages": messages})
    if text_in(blocks) > MOST_TEXT:
        raise Refusal("msg_blocks_too_long")


def check_view(view: Json, kind: str = "modal") -> None:
    """Refuse a view that Slack would refuse (`invalid_arguments`, `view_too_large`). `kind`: modal or home."""
    if len(compact(view).encode("utf-8", "surrogatepass")) > MOST_VIEW_BYTES:
        raise Refusal("view_too_large")
    problems = Problems()
    (HOME if kind == "home" else MODAL)(view, "/view", problems)
    if problems.messages:
        raise bad_arguments(*problems.messages)
