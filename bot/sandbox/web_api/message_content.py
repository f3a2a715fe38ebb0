"""What a message is made of, and what Slack refuses in it (docs.slack.dev/reference/methods/chat.postMessage)."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.block_limits import check_message_blocks
from bot.sandbox.payload import Json, compact, units
from bot.sandbox.refusal import Refusal
from bot.sandbox.web_api.arguments import Arguments

MOST_TEXT = 40_000
MOST_MARKDOWN = 12_000
# Slack documents the error `metadata_too_large` but no figure: the stand-in's own
MOST_METADATA_BYTES = 16 * 1024


@dataclass(frozen=True)
class Content:
    """Text and blocks; None for what the call did not mention."""

    text: str | None
    blocks: list[Json] | None
    metadata: Json | None
    link_names: bool


def read_content(args: Arguments) -> Content:
    """The content of a post or edit, or Slack's error."""
    text = args.text("text")
    markdown = args.text("markdown_text")
    blocks = args.structure("blocks", "invalid_blocks_format")
    if markdown is not None:
        if text or blocks:
            raise Refusal("markdown_text_conflict")
        text = markdown
    if text is not None and units(text) > (MOST_TEXT if markdown is None else MOST_MARKDOWN):
        raise Refusal("msg_too_long")
    if blocks is not None:
        check_message_blocks(blocks)
    links = args.flag("link_names") or args.text("parse") == "full"
    return Content(text, blocks, read_metadata(args), links)


def read_metadata(args: Arguments) -> Json | None:
    """The metadata, None when there is none (docs.slack.dev/messaging/message-metadata)."""
    metadata: Any = args.structure("metadata", "invalid_metadata_format")
    if metadata is None or metadata == {}:
        return metadata  # type: ignore[no-any-return]
    if not isinstance(metadata, dict) or set(metadata) != {"event_type", "event_payload"}:
        raise Refusal("invalid_metadata_format")
    if not isinstance(metadata["event_type"], str) or not isinstance(metadata["event_payload"], dict):
        raise Refusal("invalid_metadata_schema")
    if len(compact(metadata).encode("utf-8", "surrogatepass")) > MOST_METADATA_BYTES:
        raise Refusal("metadata_too_large")
    return metadata


def require_something(content: Content, attachments: Any) -> None:
    """`no_text` unless there is text, a block or an attachment."""
    if not (content.text or content.blocks or attachments):
        raise Refusal("no_text")
