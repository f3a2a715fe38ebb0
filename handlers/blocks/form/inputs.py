"""The few kinds of input that the hand-off form is made of."""

from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import (
    Block,
    DateTimePickerElement,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    StaticSelectElement,
    UserMultiSelectElement,
    UserSelectElement,
)

from handlers import ids
from handlers.blocks.limits import fit, units
from handlers.blocks.parts import small
from models.notes import LONGEST_TEXT

OPTION_TEXT: Final = 75
FOCUSED: Final = frozenset({"headline", "whats_new"})
Chooser = StaticSelectElement | RadioButtonsElement | UserMultiSelectElement | UserSelectElement | DateTimePickerElement


def text_input(
    field: str,
    label: str,
    value: str,
    hint: str,
    *,
    longest: int = LONGEST_TEXT,
    lines: bool = False,
    needed: bool = True,
) -> Block:
    """An input for a text. One that is longer than Slack takes is said to be, and stays as it is: nothing is cut.

    `field` may be one of another turn: see `anew`.
    """
    if units(value) > LONGEST_TEXT:
        return small(f"*{label}* is longer than a form takes ({units(value)} characters): it stays as it is.")
    element = PlainTextInputElement(
        action_id=field.partition(":")[0],
        initial_value=value or None,
        placeholder=PlainTextObject(text=hint),
        max_length=max(longest, units(value)),
        multiline=lines,
        focus_on_load=field.partition(":")[0] in FOCUSED and not value,
    )
    return InputBlock(block_id=field, label=PlainTextObject(text=label), element=element, optional=not needed)


def anew(field: str, turn: int) -> str:
    """The field as it is called when we have filled it so often: Slack keeps what stands in an input of the same id."""
    return f"{field}:{turn}" if turn else field


def person_input(field: str, label: str, user: str | None, *, needed: bool) -> Block:
    """An input for a person, by user id, whose change makes the form draw itself anew."""
    return choice_input(field, label, UserSelectElement(action_id=ids.REDRAWS, initial_user=user), needed=needed)


def time_input(field: str, label: str, value: datetime | None, *, needed: bool, redraws: bool = False) -> Block:
    """An input for an instant (UTC), which Slack shows in its reader's zone. `redraws`: its change makes the form draw
    itself anew."""
    seconds = int(value.timestamp()) if value else None
    element = DateTimePickerElement(action_id=ids.REDRAWS if redraws else field, initial_date_time=seconds)
    if redraws:
        return choice_input(field, label, element, needed=needed)
    return InputBlock(block_id=field, label=PlainTextObject(text=label), element=element, optional=not needed)


def choice_input(block_id: str, label: str, element: Chooser, *, needed: bool = True) -> Block:
    """An input whose change makes the form draw itself anew."""
    return InputBlock(
        block_id=block_id,
        label=PlainTextObject(text=label),
        element=element,
        dispatch_action=True,
        optional=not needed,
    )


def option(text: str, value: str) -> Option:
    """A choice, cut to what Slack shows of one."""
    return Option(text=PlainTextObject(text=fit(text, OPTION_TEXT)), value=value)
