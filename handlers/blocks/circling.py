"""What stands on top of an item that goes in circles: how often it came, why it came back, what changed since, who is
asked to settle who has it, and when both sides are awake."""

from datetime import timedelta
from typing import Final

from slack_sdk.models.blocks import Block

from handlers import ids
from handlers.blocks.card.buttons import press
from handlers.blocks.limits import fit, one_line
from handlers.blocks.parts import buttons, said, small, small_pairs
from handlers.blocks.times import clock_token, day_token, token
from handlers.blocks.words import COMMAND, listed, literal, ordinal, quoted, some, times
from models.facts.circling import CirclingFacts, SentBackFacts
from models.facts.item import ItemFacts
from models.facts.settling import SettleFacts
from models.kinds import LABELS as FIELDS
from models.shifts.overlap import Together
from models.tables import State
from models.visits import TOO_OFTEN_THERE

MOST_REASONS: Final = 2
MOST_VISITS: Final = 4
LONGEST_REASON: Final = 80
REST: Final = "… Full note has the rest"
LABELS: Final = {**FIELDS, "urgency": "Urgency", "recap": "Recap"}
Pairs = list[tuple[str, str]]


def on_top(item: ItemFacts) -> list[Block]:
    """For the card and the full note: nothing, where the item neither circles nor waits to be settled."""
    if item.circling is None and item.settle is None:
        return []
    blocks: list[Block] = [said(f"*{item.label} {_how_often(item)}*")]
    if item.circling:
        blocks.append(small_pairs(_why_back(item.circling)))
    return [*blocks, *_who_settles(item)]


def in_brief(item: ItemFacts) -> list[Block]:
    """The same for an entry in a DM, in small lines."""
    if item.circling is None:
        return []
    return [small_pairs([(f"It {_how_often(item)}", ""), *_why_back(item.circling)]), *_who_settles(item)]


def to_settle(item: ItemFacts, settle: SettleFacts, user: str) -> list[Block]:
    """What `user`, who is asked, has to know to settle who has the item, and what they can do."""
    pairs = [(f"It {_how_often(item)}{_visits(settle)}", "")]
    pairs += _why_back(item.circling) if item.circling else []
    return [small_pairs(pairs), small(_sides(item, settle)), _buttons(item, settle, user)]


def settle_by_typing(item: ItemFacts) -> str:
    """What a lead can type."""
    news = ": what is new" if item.circling else ""
    return f"Type {COMMAND} {item.label} to @name{news}, to settle who has it."


def _how_often(item: ItemFacts) -> str:
    circling = item.circling
    if circling is None:
        return "went round: nobody in any region took it."
    if circling.region and circling.times_there >= TOO_OFTEN_THERE:
        return f"is with {literal(circling.region)} for the {ordinal(circling.times_there)} time."
    return f"was sent back {times(circling.times_sent_back)}."


def _why_back(circling: CirclingFacts) -> Pairs:
    shown = circling.sent_back[-MOST_REASONS:]
    more = len(shown) < circling.times_sent_back
    pairs: Pairs = [(f"Sent back {times(circling.times_sent_back)}, last:" if more else "Sent back:", "")]
    for number, sent in enumerate(shown, start=1):
        pairs += [("", _reason(sent)), (f"{_who(sent)}{'.' if number == len(shown) else ','}", "")]
    return [*(pairs if shown else []), *_changed(circling)]


def _reason(sent: SentBackFacts) -> str:
    return quoted(fit(one_line(sent.reason), LONGEST_REASON, REST)) if sent.reason else ""


def _who(sent: SentBackFacts) -> str:
    who = f"{literal(sent.name)}, {day_token(sent.at)}"
    return f"({who})" if sent.reason else f"by {who}, with no reason"


def _changed(circling: CirclingFacts) -> Pairs:
    if circling.whats_new:
        return [("Changed since:", quoted(fit(circling.whats_new, LONGEST_REASON, REST)))]
    labels = [LABELS[name] for name in circling.changed]
    return [(f"Changed since: {listed(labels)}." if labels else "Nothing was changed since.", "")]


def _who_settles(item: ItemFacts) -> list[Block]:
    return [small(f"{_asked(item.settle)}{_both_awake(item.settle)}")] if item.settle else []


def _asked(settle: SettleFacts) -> str:
    names = some([literal(one.name) for one in settle.asked])
    several = len(settle.asked) > 1
    role = (" (leads)" if several else " (lead)") if settle.asks_leads else ""
    return f"{names}{role} {'are' if several else 'is'} asked to settle who has it."


def _both_awake(settle: SettleFacts) -> str:
    if settle.other is None:
        return ""
    return f"\nBoth awake: {_when(settle.together)}." if settle.together else "\nBoth sides share no hour this week."


def _sides(item: ItemFacts, settle: SettleFacts) -> str:
    owner = literal(item.owner.name)
    if settle.other is None:
        return f"{owner} has it."
    sides = f"{owner} has it. {owner} and {literal(settle.other)}"
    if settle.together is None:
        return f"{sides} share no hour this week."
    return f"{sides} are both awake: {_when(settle.together)}."


def _when(together: Together) -> str:
    """From when till when; the day of its end only where it is another."""
    long = together.end - together.start > timedelta(hours=12)
    return f"{token(together.start)} to {token(together.end) if long else clock_token(together.end)}"


def _visits(settle: SettleFacts) -> str:
    visits = [f"{literal(region)} {times(count)}" for region, count in settle.visits[:MOST_VISITS]]
    return f" So far: {listed(visits)}." if visits else ""


def _buttons(item: ItemFacts, settle: SettleFacts, user: str) -> Block:
    claimable = item.state is State.OFFERED or item.parked
    may = claimable and item.owner.user != user and any(one.user == user and one.may_claim for one in settle.asked)
    claim = [press("Claim", ids.CLAIM, item, named=True, primary=True)] if may else []
    hand_off = press("Hand off", ids.HAND_OFF, item, named=True)
    return buttons(*claim, hand_off, press("Full note", ids.FULL_NOTE, item))
