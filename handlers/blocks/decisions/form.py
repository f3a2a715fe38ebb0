"""The form that decides: the question with all that is to be known, what one decides, and one line of why."""

from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import (
    Block,
    InputBlock,
    Option,
    PlainTextInputElement,
    PlainTextObject,
    RadioButtonsElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from handlers import ids
from handlers.blocks.decisions.question import asking_blocks, heading
from handlers.blocks.limits import fit
from handlers.blocks.parts import said
from handlers.decision_state import DecisionState, Filled
from models.facts.asked import ToDecideFacts
from models.tables import Verdict
from models.verbs.deciding import LONGEST_WHY

CHOICES: Final = {
    Verdict.APPROVED: "Approve",
    Verdict.APPROVED_IF: "Approve if …",
    Verdict.DECLINED: "Decline",
    Verdict.PASSED_ON: "Not mine",
}
LONGEST_REASON: Final = 800
_CHANGED: Final = "*The note has changed since you opened this.* It now says this: send again if it still holds."


def decision_form(
    facts: ToDecideFacts, filled: Filled, opened_in: str, now: datetime, *, changed: bool = False
) -> View:  # fmt: skip
    """The form as a view. What is typed stays in Slack as long as an input keeps its id, so ids never change.

    `changed`: the note is another than the one the decider had read.
    """
    decision = facts.decision
    state = DecisionState(decision.number, decision.id, facts.note_version, opened_in)
    return View(
        type="modal",
        callback_id=ids.DECISION_FORM,
        private_metadata=state.as_metadata(),
        title=PlainTextObject(text=f"Decide {decision.label}"),
        submit=PlainTextObject(text="Pass it on" if filled.verdict is Verdict.PASSED_ON else "Decide"),
        close=PlainTextObject(text="Cancel"),
        blocks=[
            *([said(_CHANGED)] if changed else []),
            said(heading(facts, now)),
            *asking_blocks(facts, now, LONGEST_REASON),
            *_inputs(filled),
        ],
    )


def _inputs(filled: Filled) -> list[Block]:
    inputs = [_verdict(filled.verdict)]
    if filled.verdict is Verdict.APPROVED_IF:
        inputs.append(_line("condition", "If …", filled.condition, "What has to be so for it to hold"))
    if filled.verdict is Verdict.PASSED_ON:
        to = UserSelectElement(action_id="to", initial_user=filled.to)
        inputs.append(InputBlock(block_id="to", label=PlainTextObject(text="Whose is it?"), element=to))
    return [*inputs, _line("why", "Why, in one line", filled.why, "Others will ask")]


def _verdict(chosen: Verdict | None) -> Block:
    options = {
        verdict: Option(text=PlainTextObject(text=label), value=verdict.value) for verdict, label in CHOICES.items()
    }
    element = RadioButtonsElement(
        action_id=ids.DECIDES, options=list(options.values()), initial_option=options.get(chosen) if chosen else None
    )
    label = PlainTextObject(text="Your decision")
    return InputBlock(block_id="verdict", label=label, element=element, dispatch_action=True)


def _line(field: str, label: str, value: str, hint: str) -> Block:
    element = PlainTextInputElement(
        action_id=field, initial_value=fit(value, LONGEST_WHY) or None, max_length=LONGEST_WHY,
        placeholder=PlainTextObject(text=hint),
    )  # fmt: skip
    return InputBlock(block_id=field, label=PlainTextObject(text=label), element=element)
