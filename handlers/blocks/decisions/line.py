"""The line that a decision adds to a card's thread, also the one that nobody took."""

from typing import Final

from slack_sdk.models.blocks import Block

from handlers.blocks.card.parts import shortened
from handlers.blocks.decisions.words import no_decision, told_words
from handlers.blocks.parts import said, small, words
from handlers.blocks.rendered import Rendered
from handlers.blocks.spoken import message
from handlers.blocks.times import clock_token, token
from handlers.blocks.words import COMMAND, literal, quoted
from models.facts.decision_line import DecisionLineFacts
from models.tables import Verdict

_DID: Final = {
    Verdict.APPROVED: "approved this",
    Verdict.APPROVED_IF: "approved this under a condition",
    Verdict.DECLINED: "declined this",
}


def decision_line(facts: DecisionLineFacts) -> Rendered:
    """What was decided, by whom, on which version of the note and why; one that was taken back says so."""
    if facts.undone_at:
        blocks = _undone(facts)
    else:
        blocks = _lapsed(facts) if facts.verdict is Verdict.LAPSED else _decided(facts)
    return message(blocks, f"Type {COMMAND} show {facts.label} to see it.")


def _decided(facts: DecisionLineFacts) -> list[Block]:
    late = ", after the time" if facts.was_late else ""
    at = f"{clock_token(facts.at)}{late}, on version {facts.version} of the note"
    lines = [shortened(facts.question), *([f"If: {shortened(facts.condition)}"] if facts.condition else [])]
    return [
        said(f"{literal(facts.name)} {_DID[facts.verdict]}, {at}:"),
        words("\n".join([*lines, quoted(shortened(facts.why))])),
    ]


def _undone(facts: DecisionLineFacts) -> list[Block]:
    undone = clock_token(facts.undone_at or facts.at)
    did = f"{literal(facts.name)} {_DID[facts.verdict]} at {clock_token(facts.at)} and undid it at {undone}:"
    return [said(did), words(shortened(facts.question))]


def _lapsed(facts: DecisionLineFacts) -> list[Block]:
    told = told_words(facts.name, facts.told, facts.at)
    if facts.wakes is not None:
        told += f" Told {token(facts.wakes)}, when the day starts there."
    return [
        *no_decision(facts.decide_by, facts.without, facts.at),
        words(shortened(facts.question)),
        small(f"{told} It can still be decided."),
    ]
