"""The form that puts a message into an item's note, and what it says once it is in."""

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    ExternalDataSelectElement,
    InputBlock,
    Option,
    PlainTextObject,
    RadioButtonsElement,
)
from slack_sdk.models.views import View

from handlers import ids
from handlers.blocks.card.parts import shortened
from handlers.blocks.limits import fit, one_line
from handlers.blocks.note.comments import NAMES
from handlers.blocks.parts import button, buttons, small, words
from handlers.blocks.words import literal, quoted, steady
from handlers.message_source import Source
from models.facts.picking import Picked
from models.facts.sources import SourceFacts
from models.tables import CommentKind

OPTION_TEXT = 75
COPY = "copy"


def add_form(source: Source, facts: SourceFacts, preset: Picked | None) -> View:
    """Which item, as what, and of a message that not everybody may read: whether its text is copied."""
    kinds = [_option(NAMES[kind][0].capitalize(), kind.value) for kind in CommentKind]
    picker = ExternalDataSelectElement(
        action_id=ids.ITEM_PICKER,
        initial_option=item_option(preset) if preset else None,
        min_query_length=0,
        placeholder=PlainTextObject(text="Its id, or words of its headline"),
    )
    blocks: list[Block] = [
        small(f"A message of {literal(facts.author)}"),
        *([words(quoted(shortened(source.text)))] if source.text.strip() else []),
        _input("item", "Handoff", picker),
        _input("kind", "Add it as", RadioButtonsElement(action_id="kind", options=kinds, initial_option=kinds[-1])),
        *(copy_blocks(facts) if not facts.public else []),
    ]
    return View(
        type="modal", callback_id=ids.ADD_FORM, private_metadata=source.as_metadata(), blocks=blocks,
        title=PlainTextObject(text="Add to a handoff"), submit=PlainTextObject(text="Add"),
        close=PlainTextObject(text="Cancel"),
    )  # fmt: skip


def copy_blocks(facts: SourceFacts) -> list[Block]:
    """What stands in a place of its own stays there, unless the sender says otherwise: only the link travels."""
    where = (
        "a direct message" if facts.direct else "a private channel" if facts.known else "a channel I do not know yet"
    )
    box = CheckboxesElement(action_id=COPY, options=[_option("Copy the text", COPY)])
    return [
        small(f"It is from {where}: only the link travels, which opens for those who are in there."),
        InputBlock(block_id=COPY, label=PlainTextObject(text="Its text"), element=box, optional=True),
    ]


def added(picked: Picked, kind: CommentKind, comment: int, *, is_new: bool) -> View:
    """It is in the note; who put it there can take it out."""
    name = NAMES[kind][0]
    sentence = f"{picked.label} has it as a {name}." if is_new else f"{picked.label} had it as a {name} already."
    out = button("Take it out", ids.TAKE_OUT, comment, aloud=f"Take it out of {picked.label}")
    return said_view("Add to a handoff", sentence, [words(steady(picked.headline)), buttons(out)])


def said_view(title: str, sentence: str, more: list[Block] | None = None) -> View:
    """A view that only says something."""
    return View(
        type="modal", callback_id=ids.SAID, title=PlainTextObject(text=title), close=PlainTextObject(text="Close"),
        blocks=[words(sentence), *(more or [])],
    )  # fmt: skip


def item_option(picked: Picked) -> Option:
    """An item as a choice."""
    return _option(f"{picked.label} {steady(one_line(picked.headline))}", str(picked.number))


def _input(block_id: str, label: str, element: ExternalDataSelectElement | RadioButtonsElement) -> InputBlock:
    return InputBlock(block_id=block_id, label=PlainTextObject(text=label), element=element)


def _option(text: str, value: str) -> Option:
    return Option(text=PlainTextObject(text=fit(text, OPTION_TEXT)), value=value)
