"""A message as Slack takes it: the text that says everything, and the blocks that show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from slack_sdk.models.blocks import Block


@dataclass(frozen=True, slots=True)
class Rendered:
    """`text` says all that the blocks say (screen readers and lock screens have only it) and ends with what to type."""

    text: str
    blocks: Sequence[Block | dict[str, Any]] = ()

    def as_json(self) -> "Rendered":
        """The same with its blocks in plain JSON already, for what is said again and again."""
        return Rendered(**self.payload())

    def payload(self) -> dict[str, Any]:
        """The two as keyword arguments for Slack, in plain JSON."""
        blocks = [block if isinstance(block, dict) else block.to_dict() for block in self.blocks]
        return {"text": self.text, "blocks": blocks}
