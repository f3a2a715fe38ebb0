"""An act: who does something, when and from where, and how often it may count."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Surface(StrEnum):
    """Where an act comes from."""

    COMMAND = "command"
    FORM = "form"
    BUTTON = "button"
    REACTION = "reaction"
    BOT = "bot"


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody's doing. `user` is None when the bot acts itself; `now` is aware UTC.

    `channel` is where it was typed, clicked or reacted: that shows that the person sees that channel. `key` names the
    payload it came in: an act whose key has been seen does nothing. `emoji` is the reaction it was, if it was one.
    """

    workspace_id: int
    user: str | None
    now: datetime
    surface: Surface
    channel: str | None = None
    key: str | None = None
    emoji: str | None = None
