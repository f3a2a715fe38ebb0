"""The line that a change of hands adds to a card's thread."""

from collections.abc import Callable
from typing import Final

from slack_sdk.models.blocks import Block

from handlers.blocks.card.parts import read_back_quote, shortened, skipped_line
from handlers.blocks.parts import said, words
from handlers.blocks.rendered import Rendered
from handlers.blocks.spoken import message
from handlers.blocks.times import clock_token, token
from handlers.blocks.words import COMMAND, literal, ordinal, quoted
from models.facts.line import LineFacts
from models.tables import Verb

MOST_SKIPPED: Final = 3


def line(facts: LineFacts) -> Rendered:
    """The thread's line for a claim, a send back or a move; for one taken back it says so in the same place."""
    blocks: list[Block] = [said(_DID[facts.verb](facts))]
    if facts.reason and facts.undone_at is None:
        blocks.append(words(quoted(shortened(facts.reason))))
    if facts.read_back is not None and not facts.read_back.is_open:
        blocks += read_back_quote(facts.read_back)
    return message(blocks, f"Type {COMMAND} show {facts.label} to see it.")


def _claimed(facts: LineFacts) -> str:
    actor = _named(facts.actor, facts.actor_region)
    if facts.undone_at:
        return f"{actor} took this over {_and_undid(facts)}"
    return f"{actor} took this over from {_named(facts.other, facts.other_region)}, {clock_token(facts.at)}."


def _sent_back(facts: LineFacts) -> str:
    actor, other = literal(facts.actor), literal(facts.other)
    if facts.undone_at:
        return f"{actor} sent this back to {other} {_and_undid(facts)}"
    return f"{actor} sent this back to {other}{_who_sees_it(facts)}{':' if facts.reason else '.'}"


def _who_sees_it(facts: LineFacts) -> str:
    if facts.sees_at is None:
        return ""
    return ", who is told now" if facts.sees_at <= facts.at else f", who sees it {token(facts.sees_at)}"


def _moved_on(facts: LineFacts) -> str:
    left = _why_left(facts)
    if facts.to is None:
        return f"{left} Nobody is left to take it in the next 31 days: it stays {_whose(facts)}."
    where = f"{literal(facts.to)}{_from_when(facts)}"
    skips = facts.offer.skipped[:MOST_SKIPPED] if facts.offer else ()
    closed = [f"{skipped_line(*skip, facts.offer)}." for skip in skips if facts.offer]
    nth = f" {ordinal(facts.hops + 1)} region." if facts.hops else ""
    return "\n".join([f"{left} It moved on to {where}. Still {_whose(facts)}.{nth}", *closed])


def _why_left(facts: LineFacts) -> str:
    left = literal(facts.left) if facts.left else "Nobody"
    if not facts.in_time:
        return f"This can wait for {left} no longer."
    return f"{left} did not take this." if facts.left_person or not facts.left else f"Nobody in {left} took this."


def _from_when(facts: LineFacts) -> str:
    starts = facts.offer.starts if facts.offer else None
    return f" (from {token(starts)})" if starts and starts > facts.at else ""


def _and_undid(facts: LineFacts) -> str:
    undone = facts.undone_at or facts.at
    return f"at {clock_token(facts.at)} and undid it at {clock_token(undone)}."


def _named(name: str, region: str | None) -> str:
    return f"{literal(name)} ({literal(region)})" if region else literal(name)


def _whose(facts: LineFacts) -> str:
    name = literal(facts.other)
    return f"{name}’" if name.endswith("s") else f"{name}’s"


_DID: Final[dict[Verb, Callable[[LineFacts], str]]] = {
    Verb.CLAIM: _claimed,
    Verb.SEND_BACK: _sent_back,
    Verb.MOVE_ON: _moved_on,
}
