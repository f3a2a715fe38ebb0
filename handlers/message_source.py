"""The message that a form was opened on, between two payloads: kept in the form's private_metadata."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Final, Self

from handlers.blocks.limits import units
from models.workspace.messages import MessageNews

# private_metadata takes 3,000 characters; the form remembers more than the message.
MOST_REMEMBERED: Final = 1_900
CUT: Final = "… (the message says the rest)"


@dataclass(frozen=True, slots=True)
class Source:
    """The message. It comes back from people: all of it is checked again when it is used.

    `threaded`: there are others in its thread. `asks`: its sender is asked whether its text travels, too; `copied`: it
    does. `reading`: its thread is being read; `unread`: it could not be. `turn` counts how often the text came or went:
    inputs that are filled anew have it in their ids.
    """

    channel: str
    ts: str
    root: str
    author: str | None = None
    app: str = ""
    text: str = ""
    threaded: bool = False
    asks: bool = False
    copied: bool = False
    reading: bool = False
    unread: bool = False
    turn: int = 0

    @classmethod
    def of(cls, message: MessageNews, *, threaded: bool = False, asks: bool = False) -> Self:
        """The message, with as much of its text as a form remembers."""
        text = _remembered(message.text)
        return cls(
            message.channel, message.ts, message.root, message.author, message.app, text, threaded, asks, not asks
        )

    @classmethod
    def read(cls, raw: Mapping[str, Any]) -> Self:
        """Read it back. Raises TypeError or KeyError where somebody changed it."""
        source = cls(**{one.name: raw[one.name] for one in fields(cls)})
        texts = (source.channel, source.ts, source.root, source.app, source.text)
        if not all(isinstance(text, str) for text in texts) or not isinstance(source.author, str | None):
            raise TypeError("this is no message")
        flags = (source.threaded, source.asks, source.copied, source.reading, source.unread)
        if not all(isinstance(flag, bool) for flag in flags) or not isinstance(source.turn, int):
            raise TypeError("this is no message")
        return source

    @property
    def message(self) -> MessageNews:
        """What is known of the message."""
        return MessageNews(self.channel, self.ts, self.root, self.author, self.app, self.text)

    @property
    def offers_text(self) -> bool:
        """Whether its sender can have its text copied, or not: it is asked, and we still have the text."""
        return self.asks and bool(self.text.strip())

    def to_keep(self) -> Self:
        """The same for being kept by us for a while: what was not to be copied is not kept either."""
        return replace(self, reading=False, text=self.text if self.copied else "")

    def as_metadata(self) -> str:
        """For private_metadata, where a form remembers nothing else."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_metadata(cls, text: str) -> Self:
        """Read it back. Raises ValueError, KeyError or TypeError where somebody changed it."""
        return cls.read(json.loads(text))


def _remembered(text: str) -> str:
    """As much of the text as fits once it is written as JSON; that there is more is said."""
    if _length(text) <= MOST_REMEMBERED:
        return text
    while _length(text) > MOST_REMEMBERED - units(CUT):
        text = text[: max(1, len(text) * (MOST_REMEMBERED - units(CUT)) // _length(text)) - 1]
    return text.rstrip("\u200d\ufe0f \n\t") + CUT


def _length(text: str) -> int:
    return units(json.dumps(text, ensure_ascii=False))
