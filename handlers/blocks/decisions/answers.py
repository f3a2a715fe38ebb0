"""What who decided is told, alone: what holds now, who hears of it when, and how to take it back."""

from typing import Final

from handlers import ids
from handlers.blocks.decisions.words import question_of
from handlers.blocks.limits import MOST_TEXT, fit
from handlers.blocks.parts import button, buttons, words
from handlers.blocks.rendered import Rendered
from handlers.blocks.times import local
from handlers.blocks.words import COMMAND, escape
from models.acts import Act
from models.labels import label_of
from models.tables import Verdict
from models.verbs.deciding import Decided

MOST_VALUE: Final = 2_000
_DID: Final = {
    Verdict.APPROVED: "You approved {label}",
    Verdict.APPROVED_IF: "You approved {label} under your condition",
    Verdict.DECLINED: "You declined {label}",
    Verdict.PASSED_ON: "You passed the decision on {label} to {passed_to}, who is told {when}",
}


def decided(outcome: Decided, zone: str, act: Act) -> Rendered:
    """What holds now; times as the decider's `zone` has them."""
    decision = outcome.decision
    when = _asked(outcome, zone, act)
    did = _DID[decision.verdict].format(label=decision.label, passed_to=decision.passed_to, when=when)
    sentence = f"{did}.{_owner_hears(outcome, zone, act)}"
    theirs = fit(question_of(decision), MOST_TEXT)
    pressed = (
        button("Undo", ids.UNDO, outcome.event, aloud=f"Undo for {decision.label}"),
        button("Full note", ids.FULL_NOTE, decision.number, aloud=f"Full note of {decision.label}"),
    )
    ends = f"Undo works for 10 minutes. {COMMAND} show {decision.label} shows it."
    return Rendered(escape(f"{sentence}\n{theirs}\n{ends}"), [words(sentence), words(theirs), buttons(*pressed)])


def decide_button(number: int, why: str) -> Rendered:
    """In the DM, where nothing can open a form but a button; it holds what was typed."""
    label = label_of(number)
    sentence = f"Press the button to decide {label}."
    opens = button(f"Decide {label}", ids.OPEN_FORM, fit(f"decide:{number}:{why}", MOST_VALUE))
    text = f"{sentence} Or type {COMMAND} decide {label} in any channel."
    return Rendered(text, [words(sentence), buttons(opens)])


def _asked(outcome: Decided, zone: str, act: Act) -> str:
    """When the other one is asked; also that this is too late, where it is."""
    at, decide_by = outcome.asked_at, outcome.decision.decide_by
    if at is None:
        return "once they are back"
    when = "now" if at <= act.now else f"{local(at, zone, act.now)} your time"
    is_late = outcome.decision.lapsed_at is None and decide_by is not None and decide_by <= at
    return f"{when}, after the time for it" if is_late else when


def _owner_hears(outcome: Decided, zone: str, act: Act) -> str:
    owner = outcome.owner
    if owner.user == act.user:
        return ""
    if owner.until is not None:
        return f" {owner.name}, who owns it, is told now."
    when = f" {local(owner.back, zone, act.now)} your time" if owner.back else " once they are back"
    return f" {owner.name}, who owns it, reads it{when}."
