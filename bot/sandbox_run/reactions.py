"""The emoji that the bot acts on, for the sandbox's page: it offers them first."""

from collections.abc import Mapping
from typing import Final

from handlers.emoji import Emoji, Meaning

DOES: Final[Mapping[Meaning, str]] = {
    Meaning.CLAIM: "claims the item",
    Meaning.DONE: "done",
    Meaning.TO_NEXT: "hands off to the next region",
    Meaning.TO_REGION: "hands off to the region there",
    Meaning.SEND_BACK: "sends it back",
    Meaning.CONCERN: "on a reply: a concern",
    Meaning.TRADE_OFF: "on a reply: a trade-off",
    Meaning.DECISION: "on a reply: a decision",
    Meaning.QUESTION: "on a reply: a question",
    Meaning.CONTEXT: "on a reply: context",
}


def understood(emoji: Emoji) -> dict[str, str]:
    """The name of each emoji to offer, and what it does: one for each meaning, and all of the regions'."""
    found: dict[str, str] = {}
    for meaning, does in DOES.items():
        names = emoji.names_of(meaning)
        found |= dict.fromkeys(names if meaning is Meaning.TO_REGION else names[:1], does)
    return found
