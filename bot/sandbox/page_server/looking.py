"""Who looks at what: the part of the workspace that one window shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

MESSAGES: Final = 200
MOST_MESSAGES: Final = 2_000


@dataclass(frozen=True)
class Looking:
    """`person` looks at `room`, at its last `messages` messages, with the thread of the message `thread` (its `ts`)
    open beside it; empty where nothing is chosen."""

    person: str = ""
    room: str = ""
    thread: str = ""
    messages: int = MESSAGES

    @classmethod
    def asked(cls, query: Mapping[str, str]) -> "Looking":
        """As the page asked for it."""
        wanted = query.get("messages", "")
        count = min(int(wanted), MOST_MESSAGES) if wanted.isdecimal() and len(wanted) < 9 else MESSAGES
        return cls(query.get("as", ""), query.get("room", ""), query.get("thread", ""), count)
