"""What More context unfolds in the hand-off form: the kind, whom it is for, and the rest of the note, in its order."""

from typing import Final

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    PlainTextObject,
    StaticSelectElement,
    UserMultiSelectElement,
)

from handlers import ids
from handlers.blocks.form.inputs import anew, choice_input, option, person_input, text_input, time_input
from handlers.blocks.limits import split
from handlers.form_state import RECAPS
from handlers.message_source import Source
from models.facts.form import FormChoices
from models.kinds import CAN_BE_NEEDED, LABELS
from models.notes import LONGEST_TEXT, Draft
from models.tables import Urgency
from models.verbs.discretion import MOST_NAMED

FEWEST_RECAPS: Final = 2
RECAP: Final = "Paste a meeting’s recap; it is kept with the note, folded"


def fold(choices: FormChoices, draft: Draft, *, unfolded: bool, source: Source | None = None) -> list[Block]:
    """All of it, or what the kind cannot go without and a button that shows the rest.

    While the thread of the message it is made from is being read, there is no input yet for what it says.
    """
    needed = choices.kind.needed(critical=draft.urgency is Urgency.CRITICAL)
    if unfolded:
        fields = [_field(choices, draft, field, needed=field in needed) for field in CAN_BE_NEEDED]
        recap = [] if source and source.reading else _recap(draft.recap, source.turn if source else 0)
        return [_kind_block(choices, draft), *_people_block(choices, draft), *fields, *recap]
    asked = [field for field in CAN_BE_NEEDED if field in needed or _is_filled_in(choices, draft, field)]
    return [*(_field(choices, draft, field, needed=field in needed) for field in asked), _fold_button()]


def _is_filled_in(choices: FormChoices, draft: Draft, field: str) -> bool:
    """Whether it was asked for before the item became critical, and written: what is typed does not vanish."""
    return field in (choices.kind.needs or ()) and bool(getattr(draft, field))


def _field(choices: FormChoices, draft: Draft, field: str, *, needed: bool) -> Block:
    label, value = LABELS[field], getattr(draft, field)
    if field == "decision_owner":
        return person_input(field, label, value, needed=needed)
    if field == "decide_by":
        return time_input(field, label, value, needed=needed, redraws=True)
    return text_input(field, label, value, choices.kind.prompt(field), lines=True, needed=needed)


def _kind_block(choices: FormChoices, draft: Draft) -> Block:
    options = [option(_called(kind.name, confidential=kind.confidential), kind.name) for kind in choices.kinds]
    chosen = next((one for one in options if one.value == draft.kind), options[0])
    element = StaticSelectElement(action_id=ids.REDRAWS, options=options, initial_option=chosen)
    return choice_input("kind", "Kind", element)


def _called(name: str, *, confidential: bool) -> str:
    return f"{name} (confidential)" if confidential else name


def _people_block(choices: FormChoices, draft: Draft) -> list[Block]:
    if not choices.asks_people:
        return []
    element = UserMultiSelectElement(
        action_id=ids.REDRAWS,
        initial_users=list(draft.only_for) or None,
        max_selected_items=MOST_NAMED,
        placeholder=PlainTextObject(text="Who may see it, beside you"),
    )
    return [choice_input("only_for", "Only for", element, needed=choices.wants_people)]


def _recap(recap: str, turn: int) -> list[Block]:
    """Inputs for all of a recap, and one more to go on in; at least two, as one holds little of a meeting."""
    pieces = split(recap, LONGEST_TEXT)
    shown = max(FEWEST_RECAPS, len(pieces) + 1)
    filled = zip(RECAPS, [*pieces, *[""] * len(RECAPS)], strict=False)
    labels = ("Recap", *["Recap, continued"] * len(RECAPS))
    return [
        text_input(anew(field, turn), label, piece, RECAP, lines=True, needed=False)
        for label, (field, piece) in list(zip(labels, filled, strict=False))[:shown]
    ]


def _fold_button() -> Block:
    button = ButtonElement(action_id=ids.MORE_CONTEXT, text=PlainTextObject(text="More context"), value="unfold")
    return ActionsBlock(block_id="fold", elements=[button])
