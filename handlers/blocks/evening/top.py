"""The top of the DM at the end of a day: when that is, who is on shift now, and when its reader is back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import Block

from handlers.blocks.evening.entries import Room
from handlers.blocks.parts import said, small
from handlers.blocks.times import clock_token, day_token, token
from handlers.blocks.words import counted, literal, some
from models.facts.evening import EveningFacts

MOST_ON_NOW: Final = 2


def opening(facts: EveningFacts, now: datetime, room: Room) -> list[Block]:
    """What leads it; nothing where all is answered, as the receipt says it."""
    if facts.folded:
        again = f" at {clock_token(facts.asked_at)}" if facts.asked_at else ""
        return [said(f"I asked again{again}, further down.")]
    if facts.end.over:
        return [small(f"This was about the end of {day_token(facts.end.day.end)}: its buttons work no more.")]
    if facts.answered and not facts.asking:
        return []
    ends = f"Your day {'ends' if now < facts.end.day.end else 'ended'} at {clock_token(facts.end.day.end)}."
    owned = len(facts.asking) + facts.others
    own = f" You own {owned}." if owned else ""
    return [said("\n".join([f"{ends}{own}", " ".join([*_on_now(facts)[: room.turns], _when_back(facts)])]))]


def _on_now(facts: EveningFacts) -> list[str]:
    return [f"*{literal(one.region)}* is on now ({_names(one.names)})." for one in facts.on_now[:MOST_ON_NOW]]


def _names(names: Sequence[str]) -> str:
    return some([literal(name) for name in names])


def _when_back(facts: EveningFacts) -> str:
    """When the reader is back, and how long what they keep waits for them."""
    end = facts.end
    if end.back is None:
        return "Days off are ahead of you. Nothing is sent to you till you are back."
    days = counted(end.days_off or 0, "day")
    if end.leaves:
        kept = f"kept items wait {days}"
        return f"You have {days} off ahead and are back {token(end.back)}: {kept}. Nothing is sent to you till then."
    return f"You are back {token(end.back)}{f': kept items wait {days}' if end.days_off else ''}."
