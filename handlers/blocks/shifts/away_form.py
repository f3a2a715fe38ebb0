"""The form that asks from when and until when somebody is away. Why is never asked."""

from datetime import date
from typing import Final

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    DatePickerElement,
    InputBlock,
    Option,
    PlainTextObject,
    UserSelectElement,
)
from slack_sdk.models.views import View

from handlers import ids
from handlers.blocks.parts import button, buttons, small_words, words
from handlers.blocks.rendered import Rendered
from models.facts.absences import AbsenceChoices

NO_END: Final = "no_end"
_SAYS: Final = "No reason is asked, kept or shown. Nothing is sent to who is away, and others take their turns."


def away_form(choices: AbsenceChoices, opened_in: str, until: date | None = None, question: int | None = None) -> View:
    """Begins today; empty until: that one day. `question` is the DM (its row) that asked, if one did."""
    blocks: list[Block] = [*_whose(choices)]
    first = DatePickerElement(action_id="first", initial_date=choices.today.isoformat())
    last = DatePickerElement(action_id="last", initial_date=until.isoformat() if until else None)
    no_end = CheckboxesElement(action_id=NO_END, options=[Option(text=_plain("No end yet"), value=NO_END)])
    blocks += [
        InputBlock(block_id="first", label=_plain("From"), element=first),
        InputBlock(
            block_id="last", label=_plain("Until"), hint=_plain("The last day away. Empty: that one day alone."),
            element=last, optional=True,
        ),
        InputBlock(block_id=NO_END, label=_plain("Or"), element=no_end, optional=True),
        small_words(_SAYS),
    ]  # fmt: skip
    return View(
        type="modal",
        callback_id=ids.AWAY_FORM,
        private_metadata=f"{question or ''}:{opened_in}",
        title=_plain("Away"),
        submit=_plain("Save"),
        close=_plain("Never mind"),
        blocks=blocks,
    )


def away_button(user: str | None) -> Rendered:
    """In the DM, where nothing can open a form but a button."""
    sentence = "Press the button to pick the days."
    return Rendered(
        text=f"{sentence} Or type /handoff away 2027-05-03..2027-05-07.",
        blocks=[words(sentence), buttons(button("Pick the days", ids.OPEN_FORM, f"away:{user or ''}"))],
    )


def _whose(choices: AbsenceChoices) -> list[Block]:
    if not choices.leads:
        return []
    picker = UserSelectElement(action_id="user", initial_user=choices.user)
    return [InputBlock(block_id="user", label=_plain("Who"), element=picker)]


def _plain(text: str) -> PlainTextObject:
    return PlainTextObject(text=text)
