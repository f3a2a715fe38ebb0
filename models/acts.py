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
class Reacted:
    """That an emoji was put on (`added`) or taken off the message at `ts`, and when by Slack's clock: two `order`s
    compare as text."""

    emoji: str
    ts: str
    order: str
    added: bool


@dataclass(frozen=True, slots=True)
class Act:
    """Somebody's doing. `user` is None when the bot acts itself; `now` is aware UTC.

    `channel` is where it was typed, clicked or reacted: that shows that the person sees that channel. `key` names the
    payload it came in: an act whose key has been seen does nothing. `emoji` is the reaction that did it, if one did;
    `reacted` is what Slack told of a reaction: an act that it told of out of order does nothing. `message` is the DM
    (its row) one button of which does several acts, if this is one of those.
    """

    workspace_id: int
    user: str | None
    now: datetime
    surface: Surface
    channel: str | None = None
    key: str | None = None
    emoji: str | None = None
    reacted: Reacted | None = None
    message: int | None = None
