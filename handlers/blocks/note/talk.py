"""The middle of the full note: what was read back, tagged, asked and decided about the item."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import Block

from handlers.blocks.limits import split
from handlers.blocks.parts import said, small, words
from handlers.blocks.times import local
from handlers.blocks.words import literal, steady
from models.facts.decisions import DecisionFacts
from models.facts.read_backs import ReadBackFacts
from models.facts.sender_questions import QuestionFacts
from models.tables import Verdict

MOST_PIECE: Final = 2_900  # leaves room for what sets right-to-left words apart
Groups = list[list[Block]]


def field(label: str, text: str) -> list[Block]:
    """A heading in our own mrkdwn, and people's words, whole; nothing where there are none."""
    if not text.strip():
        return []
    return [small(f"*{label}*"), *[words(steady(part)) for part in split(text, MOST_PIECE) if part.strip()]]


def read_back_groups(read_backs: Sequence[ReadBackFacts], zone: str, now: datetime) -> Groups:
    """What each of those who claimed it said, the oldest first."""
    return [_read_back(one, zone, now) for one in read_backs]


def question_groups(questions: Sequence[QuestionFacts], zone: str, now: datetime) -> Groups:
    """What was asked of whom, and the answers."""
    return [_question(one, zone, now) for one in questions]


def decision_groups(decisions: Sequence[DecisionFacts], zone: str, now: datetime) -> Groups:
    """What was asked to decide of whom, with which version, and what became of it."""
    return [_decision(one, zone, now) for one in decisions if one.verdict is not Verdict.PENDING]


def _read_back(one: ReadBackFacts, zone: str, now: datetime) -> list[Block]:
    at = f", {local(one.written_at, zone, now)}" if one.written_at else ""
    heading = f"{literal(one.name)} read back to {literal(one.sender_name)}{at}"
    return [small(f"*{heading}*"), said("As asked.")] if one.as_asked else field(heading, one.text)


def _question(one: QuestionFacts, zone: str, now: datetime) -> list[Block]:
    heading = f"{literal(one.asker_name)} asked {literal(one.asked_name)}, {local(one.at, zone, now)}"
    asked = field(heading, one.text)
    if one.answered_at is None:
        return [*asked, small("Not answered yet.")]
    answered = f"{literal(one.asked_name)} answered, {local(one.answered_at, zone, now)}"
    return [*asked, *field(answered, one.answer)]


def _decision(one: DecisionFacts, zone: str, now: datetime) -> list[Block]:
    done_at = one.decided_at or one.lapsed_at
    at = f", {local(done_at, zone, now)}" if done_at else ""
    heading = f"{literal(one.name)} {_VERDICTS[one.verdict]}{at} (version {one.version})"
    blocks = field(heading, one.question) or [small(f"*{heading}*")]
    if one.verdict is Verdict.LAPSED:
        blocks += field("So, as agreed", one.without)
    passed = [small(f"Asked instead: {literal(one.passed_to)}")] if one.passed_to else []
    return [*blocks, *field("If", one.condition), *field("Because", one.why), *passed]


_VERDICTS: Final = {
    Verdict.PENDING: "is asked",
    Verdict.APPROVED: "approved",
    Verdict.APPROVED_IF: "approved, on a condition",
    Verdict.DECLINED: "declined",
    Verdict.PASSED_ON: "said that it is not theirs to decide",
    Verdict.RETURNED: "cannot decide any more",
    Verdict.LAPSED: "did not decide in time",
    Verdict.WITHDRAWN: "is asked no more",
}
