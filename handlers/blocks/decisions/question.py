"""The DM that asks somebody to decide: one question with all that is to be known, or several, one below the other."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import Block

from handlers import ids
from handlers.blocks.card.parts import person
from handlers.blocks.decisions.rows import CONFIDENTIAL, became_line, lock_screen, question_rows
from handlers.blocks.decisions.words import lapse_blocks, near_token, question_of
from handlers.blocks.limits import fit, fit_lines, one_line
from handlers.blocks.parts import button, buttons, said, small, small_pairs, small_words, words
from handlers.blocks.rendered import Rendered
from handlers.blocks.spoken import as_much_as_fits, message_for
from handlers.blocks.times import clock_token
from handlers.blocks.words import COMMAND, literal, plain_name, quoted, steady
from models.facts.asked import DecisionDmFacts, ToDecideFacts
from models.facts.comments import CommentFacts
from models.facts.decisions import DecisionFacts
from models.tables import CommentKind, Verdict

LONGEST_REASON: Final = (400, 200, 100)
MOST_TAGGED: Final = 6
MOST_LINES: Final = 6
MOST_SHOWN: Final = (20, 12, 7, 3)
REST: Final = "… Full note has the rest"


def decision_dm(facts: DecisionDmFacts, now: datetime) -> Rendered:
    """The DM as it is true at `now` (UTC): what can be decided with its buttons, what became of the rest."""
    asked = [one for one in facts.asked if _asks(one, facts.user)]
    if len(asked) == 1:
        return as_much_as_fits(lambda most: _showing_one(facts, asked[0], now, most), LONGEST_REASON)
    return as_much_as_fits(lambda most: _showing_many(facts, asked, now, most), MOST_SHOWN)


def asking_blocks(facts: ToDecideFacts, now: datetime, most: int) -> list[Block]:
    """What is to be decided and all that is to be known for it, each text of at most so many characters."""
    decision = facts.decision
    about = [f"{decision.label} {steady(question_of(decision))}"]
    about += [steady(decision.headline)] if decision.question else []
    reasons = _reasons(facts, most)
    return [
        words("\n".join(fit_lines(line, most, MOST_LINES, REST) for line in about)),
        *([words("\n".join(reasons))] if reasons else []),
        small(_who_asks(facts)),
        *_passed(decision, most),
        *_without(decision, now, most),
    ]


def _showing_one(facts: DecisionDmFacts, one: ToDecideFacts, now: datetime, most: int) -> Rendered:
    decision = one.decision
    known = [words(CONFIDENTIAL)] if decision.confidential else asking_blocks(one, now, most)
    blocks = [said(heading(one, now)), *known, *_buttons(decision), *_gone(facts, now)]
    return _message(facts, [decision], blocks, now)


def _showing_many(facts: DecisionDmFacts, asked: Sequence[ToDecideFacts], now: datetime, most: int) -> Rendered:
    decisions = [one.decision for one in asked]
    blocks: list[Block] = [said(f"*{len(asked)} decisions* wait for you.")] if asked else []
    blocks += question_rows(decisions, facts.zone, now, most)
    return _message(facts, decisions, [*blocks, *_gone(facts, now)], now)


def _message(
    facts: DecisionDmFacts, asked: Sequence[DecisionFacts], blocks: list[Block], now: datetime
) -> Rendered:  # fmt: skip
    first = lock_screen(asked, facts.zone, now)
    shown = blocks or [words(first)]
    ending = f"Type {COMMAND} decide {asked[0].label} to decide." if asked else f"Type {COMMAND} decisions to see them."
    return message_for(shown, ending, facts.zone, now, first=first if blocks else "")


def _asks(one: ToDecideFacts, user: str) -> bool:
    return one.decision.is_open and one.decision.decider == user


def heading(one: ToDecideFacts, now: datetime) -> str:
    """Whose decision it is, and until when, as it is read at `now` (UTC)."""
    decision = one.decision
    by = near_token(decision.decide_by, now) if decision.decide_by else ""
    if decision.verdict is Verdict.LAPSED:
        return f"*Still yours to decide*: the time was {by}." if by else "*Still yours to decide*."
    if not by:
        return "*Your decision*"
    ends = f" Your day ends before that, at {clock_token(one.chance)}." if one.chance else ""
    return f"*Your decision*, by {by}.{ends}"


def _reasons(facts: ToDecideFacts, most: int) -> list[str]:
    """What speaks for it and against it, and what is ruled out: from the note, and as tagged in the thread."""
    tagged = [(label, one) for one in facts.comments if (label := _label_of(one))]
    lines = [("For", facts.why, most)]
    lines += [(label, _of_comment(one), most // 2) for label, one in tagged[:MOST_TAGGED]]
    lines.append(("Ruled out", facts.ruled_out, most))
    shown = [(label, fit_lines(text, room, MOST_LINES, REST)) for label, text, room in lines if text.strip()]
    told = [f"{label}: {steady(text)}" for label, text in shown]
    more = len(tagged) - MOST_TAGGED
    return [*told, f"and {more} more that was tagged in its thread"] if more > 0 else told


def _label_of(comment: CommentFacts) -> str:
    """What a tagged reply is to a decision; nothing where it is something else."""
    if comment.kind is CommentKind.CONCERN:
        return "Answered" if comment.answered_by else "Against"
    return "Trade-off" if comment.kind is CommentKind.TRADE_OFF else ""


def _of_comment(comment: CommentFacts) -> str:
    return f"{comment.text or 'see the message'} ({plain_name(comment.author)})"


def _who_asks(facts: ToDecideFacts) -> str:
    return f"Asked by {person(facts.asker)}"


def _passed(decision: DecisionFacts, most: int) -> list[Block]:
    if decision.passed_by is None:
        return []
    if decision.returned:
        return [small(f"It came back to you: {literal(decision.passed_by)} {decision.passed_why}.")]
    why = quoted(fit(one_line(decision.passed_why), most, REST))
    return [small(f"{literal(decision.passed_by)} says it is yours, not theirs:", why)]


def _without(decision: DecisionFacts, now: datetime, most: int) -> list[Block]:
    if decision.verdict is Verdict.LAPSED:
        return lapse_blocks(decision, now)
    if not decision.without:
        return []
    at = f"At {clock_token(decision.decide_by)} without you:" if decision.decide_by else "Without a decision:"
    return [small_pairs([(at, steady(fit(one_line(decision.without), most, REST)))])]


def _buttons(decision: DecisionFacts) -> list[Block]:
    number, label = decision.number, decision.label
    pressed = (
        ("Approve", ids.APPROVE), ("Approve if …", ids.APPROVE_IF), ("Decline", ids.DECLINE),
        ("Not mine", ids.NOT_MINE), ("Full note", ids.FULL_NOTE),
    )  # fmt: skip
    return [buttons(*(button(says, action, number, aloud=f"{says}: {label}") for says, action in pressed))]


def _gone(facts: DecisionDmFacts, now: datetime) -> list[Block]:
    """What asks the reader for nothing any more."""
    gone = [one.decision for one in facts.asked if not _asks(one, facts.user)]
    lines = [became_line(one, facts.user, facts.zone, now) for one in gone[: MOST_SHOWN[1]]]
    lines += [f"{label} · in a channel you no longer see" for label in facts.hidden[: MOST_SHOWN[1]]]
    return [small_words("\n".join(lines))] if lines else []
