"""What the hand-off form says of the message it was opened on: where the card will stand, and what travels there."""

from typing import Final

from slack_sdk.models.blocks import Block, CheckboxesElement, InputBlock, Option, PlainTextObject

from handlers import ids
from handlers.blocks.parts import button, buttons, small, words
from handlers.blocks.words import literal, steady
from handlers.message_source import Source
from models.facts.picking import Picked
from models.facts.sources import SourceFacts

COPY: Final = "copy"
READING: Final = (
    "Reading its thread: the text comes in a moment. You can send without waiting; then the link alone is there."
)
UNREAD: Final = "Its thread could not be read: the link leads there."


def source_blocks(source: Source, facts: SourceFacts) -> list[Block]:
    """Where the message is from, before anything is typed; a box for its text, where that does not travel by itself."""
    lines = [_where(facts)]
    if source.reading:
        lines.append(READING)
    elif source.unread:
        lines.append(UNREAD)
    box = [_copy(source, facts)] if source.offers_text else []
    return [*_already(facts.already), small("\n".join(lines)), *box]


def _already(item: Picked | None) -> list[Block]:
    """That it was handed off before, where no card in its thread says so: it can be handed off all the same."""
    if item is None:
        return []
    says = f"Handed off already, as {item.label} {steady(item.headline)}. Send this only if it is something else."
    open_it = button(f"Open {item.label}", ids.FULL_NOTE, item.number)
    return [words(says), buttons(open_it)]


def _where(facts: SourceFacts) -> str:
    author, home = literal(facts.author), literal(facts.home)
    if facts.direct:
        return (
            f"From a direct message of {author}. The card goes to {home} with a link, which opens only for those "
            "in that conversation."
        )
    if not facts.known:
        return (
            f"From a message of {author}. I am asking Slack about this channel: in a moment I say where the card goes."
        )
    if facts.has_bot:
        shared = " Another company is in this channel: its people see the card, too." if facts.shared else ""
        return f"From a message of {author}. The card will stand in its thread.{shared}"
    where = f"#{literal(facts.channel)}" if facts.channel else "a channel"
    return (
        f"From a message of {author} in {where}, where I am not. Two ways: close this, `/invite` me there and use the "
        f"shortcut again, and the card stands in its thread; or go on, and it goes to {home} with only a link."
    )


def _copy(source: Source, facts: SourceFacts) -> Block:
    chosen = Option(text=PlainTextObject(text="Copy the text"), value=COPY)
    box = CheckboxesElement(
        action_id=ids.REDRAWS, options=[chosen], initial_options=[chosen] if source.copied else None
    )
    hint = PlainTextObject(text=f"Everybody who sees the card reads it then{_also(facts)}.")
    label = PlainTextObject(text="Its text")
    return InputBlock(block_id=COPY, label=label, element=box, hint=hint, optional=True, dispatch_action=True)


def _also(facts: SourceFacts) -> str:
    return ", also who cannot read it where it stands" if not facts.has_bot else ""
