"""Questions as lines: in digests, in DMs with several, and what stands on a locked phone."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import Block

from handlers import ids
from handlers.blocks.decisions.words import question_of
from handlers.blocks.limits import fit, one_line
from handlers.blocks.parts import button, said, small_words, words
from handlers.blocks.times import clock, local
from handlers.blocks.words import COMMAND, plain_name, quoted, steady
from models.facts.decisions import DecisionFacts
from models.facts.digest import DigestFacts
from models.tables import Verdict

LONG: Final = 110
CONFIDENTIAL: Final = "A confidential decision waits for you."


def decision_blocks(facts: DigestFacts, now: datetime, most: int) -> list[Block]:
    """For a digest: what its reader is to decide, and what became of what they were asked in it."""
    if not facts.decisions:
        return []
    gone = [one for one in facts.decisions if one not in facts.to_decide]
    lines = [became_line(one, facts.user, facts.zone, now) for one in gone[:most]]
    rows = question_rows(facts.to_decide, facts.zone, now, most)
    return [said("*TO DECIDE*"), *rows, *([small_words("\n".join(lines))] if lines else [])]


def question_rows(decisions: Sequence[DecisionFacts], zone: str, now: datetime, most: int) -> list[Block]:
    """The first `most` questions, each with the button that opens its form; what is left out is said."""
    rows: list[Block] = [
        words(question_line(one, zone, now), button(f"Decide {one.label}", ids.DECIDE, one.number))
        for one in decisions[:most]
    ]
    more = len(decisions) - most
    return [*rows, small_words(f"and {more} more to decide: {COMMAND} decisions")] if more > 0 else rows


def question_line(decision: DecisionFacts, zone: str, now: datetime, most: int = LONG) -> str:
    """A question in one plain line: "H-39 May banner text v3 ship? · by 11:00"; of a confidential one only its id."""
    asks = "a confidential decision" if decision.confidential else steady(fit(one_line(question_of(decision)), most))
    by = f" · by {clock(decision.decide_by, zone, now)}" if decision.decide_by else ""
    over = ", which is over" if decision.verdict is Verdict.LAPSED else ""
    return f"{decision.label} {asks}{by}{over}"


def became_line(decision: DecisionFacts, user: str, zone: str, now: datetime) -> str:
    """What became of a question that asks `user` for nothing any more: "H-39 · you approved it at 11:20"."""
    return f"{decision.label} · {_became(decision, user, zone, now)}"


def lock_screen(asked: Sequence[DecisionFacts], zone: str, now: datetime) -> str:
    """What stands on a locked phone: "Your decision by 12:00: may banner text v3 ship?" """
    if not asked:
        return "Nothing here waits for your decision any more."
    first = asked[0]
    if first.confidential:
        return CONFIDENTIAL
    by = f" by {clock(first.decide_by, zone, now)}" if first.decide_by else ""
    more = f" and {len(asked) - 1} more" if len(asked) > 1 else ""
    return f"Your decision{by}: {steady(fit(one_line(question_of(first)), LONG))}{more}"


def _became(decision: DecisionFacts, user: str, zone: str, now: datetime) -> str:
    at = f", {local(decision.decided_at, zone, now)}" if decision.decided_at else ""
    yours = decision.decider == user
    who = "you" if yours else plain_name(decision.name)
    match decision.verdict:
        case Verdict.APPROVED | Verdict.DECLINED:
            return f"{who} {decision.verdict.value} it{at}: {_line(decision.why)}"
        case Verdict.APPROVED_IF:
            return f"{who} approved it{at}, if: {_line(decision.condition)}. {_line(decision.why)}"
        case Verdict.PASSED_ON | Verdict.RETURNED:
            return f"{plain_name(decision.passed_to or 'somebody else')} is asked instead{at}"
        case Verdict.PENDING if not yours:
            return f"{who} is asked"
        case Verdict.LAPSED:
            return f"no decision in time{at}"
        case _:
            return f"the question was taken back{at}"


def _line(text: str) -> str:
    return quoted(fit(one_line(text), LONG))
