"""The small forms of one field: why something is sent back or cancelled, a read-back, a question, an answer."""

from dataclasses import dataclass
from typing import Final

from slack_sdk.models.blocks import Block, InputBlock, PlainTextInputElement, PlainTextObject
from slack_sdk.models.views import View

from handlers import ids
from handlers.blocks.limits import fit, split
from handlers.blocks.parts import words
from handlers.blocks.words import quoted
from models.notes import LONGEST_TEXT

MOST_HINT: Final = 2_000
ONE_LINE: Final = 300


@dataclass(frozen=True, slots=True)
class Field:
    """The one field: `begun` are the words that stand in it, `above` other people's that it is about.

    What has at most `longest` characters and fits one line has one.
    """

    label: str
    hint: str = ""
    above: str = ""
    begun: str = ""
    longest: int = LONGEST_TEXT


def reason_form(title: str, submit: str, metadata: str) -> View:
    """One field to type the reason; `metadata` says which verb and which item or event (`send_back:42`)."""
    return words_form(title, submit, metadata, Field("Why"))


def words_form(title: str, submit: str, metadata: str, field: Field) -> View:
    """The same for other words."""
    shown: list[Block] = [words(piece) for piece in split(quoted(field.above)) if piece.strip()] if field.above else []
    return View(
        type="modal",
        callback_id=ids.REASON_FORM,
        private_metadata=metadata,
        title=PlainTextObject(text=title),
        submit=PlainTextObject(text=submit),
        close=PlainTextObject(text="Never mind"),
        blocks=[*shown, _input(field)],
    )


def _input(field: Field) -> InputBlock:
    typed = PlainTextInputElement(
        action_id="reason", multiline=field.longest > ONE_LINE, max_length=field.longest, focus_on_load=True,
        initial_value=field.begun or None, placeholder=PlainTextObject(text="One line is enough"),
    )  # fmt: skip
    hint = PlainTextObject(text=fit(field.hint, MOST_HINT)) if field.hint else None
    return InputBlock(block_id="reason", label=PlainTextObject(text=field.label), element=typed, hint=hint)
