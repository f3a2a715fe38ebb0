"""The decision log: what was decided, newest first, each with the way to its thread."""

from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement

from handlers.blocks.decisions.rows import question_line
from handlers.blocks.decisions.words import question_of
from handlers.blocks.limits import fit, one_line
from handlers.blocks.parts import link_button, small_words, words
from handlers.blocks.rendered import Rendered
from handlers.blocks.spoken import as_much_as_fits, message_for
from handlers.blocks.times import local
from handlers.blocks.words import counted, plain_name, quoted, steady
from models.facts.decision_log import MOST_SEARCHED, DecisionLog, LoggedDecision
from models.tables import Verdict

MOST_LINES: Final = 20
MOST_WANTED: Final = 10
LONG: Final = 90
_AMOUNTS: Final = (MOST_LINES, 12, 7, 3)
_VERDICTS: Final = {
    Verdict.APPROVED: "✓ Approved",
    Verdict.APPROVED_IF: "✓ Approved, if",
    Verdict.DECLINED: "✗ Declined",
    Verdict.LAPSED: "– No decision",
}


def decision_log_answer(log: DecisionLog, now: datetime, command: str) -> Rendered:
    """The log as its reader sees it at `now` (UTC), one line for each; what is left out is said."""
    if not log.found:
        return _nothing(log, now, command)
    return as_much_as_fits(lambda most: _showing(log, now, command, most), _AMOUNTS)


def _nothing(log: DecisionLog, now: datetime, command: str) -> Rendered:
    what = f"Nothing that was decided has “{fit(one_line(log.words), LONG)}” in it" if log.words else ""
    sentence = f"{what}." if what else "Nothing has been decided yet of what you can see."
    blocks: list[Block] = [*_wanted(log, now), words(steady(sentence)), *_not_searched(log)]
    ending = f"Type {command} decisions to see all." if log.words else f"Type {command} decide H-42 to decide."
    return message_for(blocks, ending, log.zone, now)


def _showing(log: DecisionLog, now: datetime, command: str, most: int) -> Rendered:
    shown = log.found[:most]
    left_out = log.more or len(log.found) > most
    blocks = [*_wanted(log, now), words(_heading(log, len(shown), left_out=left_out))]
    blocks += [words(_line(one, log.zone, now), _thread(one)) for one in shown]
    if left_out:
        blocks.append(small_words(f"and older ones: {command} decisions words shows those with these words"))
    ending = f"Type {command} show {shown[0].decision.label} to see the first item."
    return message_for([*blocks, *_not_searched(log)], ending, log.zone, now)


def _wanted(log: DecisionLog, now: datetime) -> list[Block]:
    """What the reader is asked themselves comes first."""
    if not log.wanted:
        return []
    named = [question_line(one, log.zone, now) for one in log.wanted[:MOST_WANTED]]
    more = [f"and {len(log.wanted) - MOST_WANTED} more"] if len(log.wanted) > MOST_WANTED else []
    return [words("\n".join(["Yours to decide:", *named, *more]))]


def _heading(log: DecisionLog, shown: int, *, left_out: bool) -> str:
    newest = f"The newest {counted(shown, 'decision')}" if left_out else counted(shown, "decision")
    return steady(f"{newest} with “{fit(one_line(log.words), LONG)}”:") if log.words else f"{newest}:"


def _line(one: LoggedDecision, zone: str, now: datetime) -> str:
    decision = one.decision
    at = local(decision.decided_at, zone, now) if decision.decided_at else ""
    parts = [
        f"{_verdict(decision.verdict, decision.condition)} · {decision.label} {_short(question_of(decision))}",
        f"{_who(one)}, {at}",
        f"version {decision.version}",
        *([quoted(_short(decision.why))] if decision.why else []),
        *([f"as agreed: {_short(decision.without)}"] if _is_lapsed(one) and decision.without else []),
        *([f"trade-offs: {'; '.join(_short(text) for text in one.trade_offs[:2])}"] if one.trade_offs else []),
    ]
    return " · ".join(parts)


def _verdict(verdict: Verdict, condition: str) -> str:
    return f"{_VERDICTS[verdict]}: {_short(condition)}" if verdict is Verdict.APPROVED_IF else _VERDICTS[verdict]


def _who(one: LoggedDecision) -> str:
    name = plain_name(one.decision.name)
    if _is_lapsed(one):
        return f"asked of {name}"
    return f"{name}, after the time" if one.decision.lapsed_at else name


def _is_lapsed(one: LoggedDecision) -> bool:
    return one.decision.verdict is Verdict.LAPSED


def _thread(one: LoggedDecision) -> ButtonElement | None:
    return link_button(f"Thread of {one.decision.label}", one.link) if one.link else None


def _short(text: str) -> str:
    return steady(fit(one_line(text), LONG))


def _not_searched(log: DecisionLog) -> list[Block]:
    if log.searched_all:
        return []
    return [small_words(f"I looked at the latest {MOST_SEARCHED:,} decisions only.")]
