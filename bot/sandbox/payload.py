"""The type of what Slack and its apps send each other, and how it is copied and measured."""

import copy
import json
from typing import Any

Json = dict[str, Any]


def duplicate(value: Any) -> Any:
    """A deep copy, so that no caller holds a part of the workspace's state."""
    return copy.deepcopy(value)


def compact(value: Any) -> str:
    """JSON without blanks, as Slack sends it."""
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def units(text: str) -> int:
    """Length in UTF-16 units, which is never less than the length in codepoints: the larger of Slack's two counts."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
