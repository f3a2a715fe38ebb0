"""What became of a question, in few words: for the card, for whoever owns the item, and in lists."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from slack_sdk.models.blocks import Block

from handlers.blocks.limits import fit, one_line
from handlers.blocks.parts import said, small, small_pairs, words
from handlers.blocks.times import clock, clock_token, token
from handlers.blocks.words import listed, literal, plain_name, quoted, steady
from models.facts.decisions import DecisionFacts
from models.tables import Verdict

LONGEST_QUESTION: Final = 160
LONGEST_WHY: Final = 160
MOST_TIMES: Final = 4
REST: Final = "… Full note has the rest"
NEAR: Final = timedelta(hours=12)
_DONE: Final = {Verdict.APPROVED: "approved", Verdict.APPROVED_IF: "approved, if", Verdict.DECLINED: "declined"}
_UNDER: Final = {**_DONE, Verdict.APPROVED_IF: "approved under a condition"}
_SIGNS: Final = {Verdict.APPROVED: "✓", Verdict.APPROVED_IF: "✓", Verdict.DECLINED: "✗"}


def question_of(decision: DecisionFacts) -> str:
    """What is to be decided: the question, or the item's headline where no question was written."""
    return decision.question or decision.headline


def on_card(decision: DecisionFacts) -> list[Block]:
    """Who decides what until when; or what was decided, and what happens now that nobody did."""
    if decision.verdict in _DONE:
        return [said(f"{_SIGNS[decision.verdict]} {_who_decided(decision)}:"), words(_in_short(decision))]
    if decision.verdict is Verdict.LAPSED:
        return [words(_short(question_of(decision))), *lapse_blocks(decision)]
    by = f" by {token(decision.decide_by)}" if decision.decide_by else ""
    asked = [_short(decision.question)] if decision.question else []
    if decision.without:
        asked.append(f"Without a decision: {_short(decision.without)}")
    passed = f" ({_why_them(decision)})" if decision.passed_by else ""
    who = f"{literal(decision.name)} decides{by}{passed}"
    return [said(f"{who}:"), words("\n".join(asked))] if asked else [said(who)]


def news_heading(decision: DecisionFacts) -> str:
    """The heading over an item of which its owner is told what became of its question."""
    if decision.verdict in _DONE:
        return _who_decided(decision, when=False)
    if decision.verdict is Verdict.LAPSED:
        return "No decision in time"
    return f"{literal(decision.passed_by or 'Somebody')} does not decide; {literal(decision.name)} is asked"


def news_details(decision: DecisionFacts) -> list[Block]:
    """What stands below that item: why, or what happens without a decision."""
    if decision.verdict in _DONE:
        return [words(_in_short(decision))]
    if decision.verdict is Verdict.LAPSED:
        return lapse_blocks(decision)
    by = f"{literal(decision.name)} decides by {token(decision.decide_by)}." if decision.decide_by else ""
    return [small_pairs([("", quoted(_short(decision.passed_why))), (by, "")])]


def lapse_blocks(decision: DecisionFacts, now: datetime | None = None) -> list[Block]:
    """That nobody decided in time, what happens then, and when the decider had been told. Where it is read at about
    `now` (UTC), times of that day stand without their date."""
    lapsed_at = decision.lapsed_at or decision.decide_by
    who_was_told = told_words(decision.name, decision.told, lapsed_at)
    return [*no_decision(decision.decide_by, decision.without, now), small(f"{who_was_told} It can still be decided.")]


def no_decision(decide_by: datetime | None, without: str, now: datetime | None = None) -> list[Block]:
    """ "No decision by 12:00; as agreed, we wait": the sentence, with people's words as they are. `now` as above."""
    by = f"No decision by {near_token(decide_by, now)}" if decide_by else "No decision"
    agreed = _short(without).rstrip(".")
    if not agreed:
        return [said(f"{by}. What happens without one was not written down.")]
    return [small_pairs([(f"{by}; as agreed,", f"{steady(agreed)}.")])]


def near_token(instant: datetime, now: datetime | None) -> str:
    """The instant (UTC) for who reads it at about `now`: without its date, where that is within half a day."""
    return clock_token(instant) if now is not None and abs(instant - now) < NEAR else token(instant)


def told_words(name: str, told: Sequence[datetime], until: datetime | None) -> str:
    """When (UTC) somebody was told of what they were to decide `until` then."""
    if not told:
        return f"{literal(name)} had not been told: not at work before that."
    times = [near_token(at, until) for at in told[-MOST_TIMES:]]
    dated = until is None or any(abs(until - at) >= NEAR for at in told)
    return f"{literal(name)} was told {'' if dated else 'at '}{listed(times)}."


def short_line(decision: DecisionFacts, zone: str, now: datetime) -> str:
    """What became of it in a few plain words, for the end of a line: "approved by Maria Silva"."""
    name = plain_name(decision.name)
    by = f" by {clock(decision.decide_by, zone, now)}" if decision.decide_by else ""
    if decision.verdict is Verdict.APPROVED_IF:
        return f"approved by {name}, if: {steady(fit(decision.condition, LONGEST_WHY // 2))}"
    if decision.verdict in _DONE:
        return f"{_DONE[decision.verdict]} by {name}"
    return f"no decision{by}" if decision.verdict is Verdict.LAPSED else f"{name} decides{by}"


def told_line(decision: DecisionFacts, zone: str, now: datetime) -> str:
    """The same with what was said: "no decision by 12:00; as agreed, we wait (Maria Silva was told at 09:00)"."""
    name = plain_name(decision.name)
    if decision.verdict in _DONE:
        says = decision.condition or decision.why
        return f"{name} {_DONE[decision.verdict]}: {quoted(_short(says))}"
    if decision.verdict is Verdict.LAPSED:
        agreed = f"; as agreed, {_short(decision.without).rstrip('.')}" if decision.without else ""
        times = listed([clock(at, zone, now) for at in decision.told[-MOST_TIMES:]])
        told = f"was told {'at ' if times[0].isdecimal() else ''}{times}" if times else "had not been told"
        return f"{short_line(decision, zone, now)}{agreed} ({name} {told})"
    passed = f", passed on by {plain_name(decision.passed_by)}" if decision.passed_by else ""
    return f"{short_line(decision, zone, now)}{passed}"


def _who_decided(decision: DecisionFacts, *, when: bool = True) -> str:
    at = f", {token(decision.decided_at)}" if when and decision.decided_at else ""
    return f"{literal(decision.name)} {_UNDER[decision.verdict]}{at}"


def _in_short(decision: DecisionFacts) -> str:
    condition = f"If: {_short(decision.condition)}\n" if decision.condition else ""
    return f"{_short(question_of(decision))}\n{condition}{quoted(_short(decision.why))}"


def _why_them(decision: DecisionFacts) -> str:
    passed_by = literal(decision.passed_by or "")
    return f"{passed_by} {decision.passed_why}" if decision.returned else f"passed on by {passed_by}"


def _short(text: str) -> str:
    return steady(fit(one_line(text), LONGEST_QUESTION, REST))
