"""The buttons below a digest's lists: claim several, see all; and what the reader wants of today's reminders."""

from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import Block

from handlers import ids
from handlers.blocks.digest.top import how_many, number_waiting, still_waiting
from handlers.blocks.parts import button, buttons, menu, small
from handlers.blocks.times import clock, clock_token
from models.facts.digest import DigestFacts
from models.owed.again import times_ahead

MOST_IN_FULL: Final = 3


def list_buttons(facts: DigestFacts) -> list[Block]:
    """For who has more waiting than stands in full."""
    waiting = number_waiting(facts)
    if waiting <= MOST_IN_FULL or not still_waiting(facts):
        return []
    several = button("Claim several", ids.CLAIM_SEVERAL, facts.id)
    return [buttons(several, button(f"See all {how_many(waiting)}", ids.SEE_ALL, f"{facts.id}:0"))]


def choice_blocks(facts: DigestFacts, now: datetime) -> list[Block]:
    """Remind me at …, and Not today; or what was chosen of it, and Undo. Only while the digest's day runs."""
    if now >= facts.day.end:
        return []
    if facts.choice.is_made:
        return _chosen(facts, now)
    if not still_waiting(facts):
        return []
    times = [
        (clock(at, facts.zone, now), f"{facts.id}:{int(at.timestamp()) // 60}")
        for at in times_ahead(facts.day, now, facts.zone)
    ]
    remind = [menu(ids.REMIND_AT, times, None, "Remind me at …")] if times else []
    return [buttons(*remind, button("Not today", ids.NOT_TODAY, facts.id))]


def _chosen(facts: DigestFacts, now: datetime) -> list[Block]:
    undo = buttons(button("Undo", ids.CHOOSE_ANEW, facts.id, aloud="Undo the choice of reminder"))
    at = facts.choice.at
    if at is None:
        return [small("No reminder today of what waits; only of what is critical."), undo]
    if at <= now:
        return [small(f"You wanted to be reminded at {clock_token(at)}.")]
    return [
        small(f"I remind you at {clock_token(at)} of what still waits then; before that, only of what is critical."),
        undo,
    ]
