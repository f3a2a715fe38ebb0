"""The parts of a digest with what is to settle and what waits: the first three in full, the others one line each."""

from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import Block

from handlers import ids
from handlers.blocks.card.buttons import press
from handlers.blocks.circling import in_brief, to_settle
from handlers.blocks.decisions.words import told_line
from handlers.blocks.digest.top import how_many
from handlers.blocks.entry_lines import LONG, gone_line, item_line
from handlers.blocks.limits import fit, one_line
from handlers.blocks.note.since import since_line
from handlers.blocks.parts import buttons, said, small, small_words, words
from handlers.blocks.read_back.asked import MOST_PROMPTS, asks_to_read_back, prompt
from handlers.blocks.times import token
from handlers.blocks.words import COMMAND, literal, ordinal, quoted, some, steady, times
from models.facts.digest import DigestFacts
from models.facts.item import ItemFacts
from models.owed.digests import EntryFacts
from models.owed.owing import FOR_YOU, SETTLE, WAITING

IN_FULL: Final = 3
LONGEST_STEP: Final = 140
LONGEST_REASON: Final = 80
REST: Final = "… Open has the rest"


def waiting_blocks(facts: DigestFacts, now: datetime, most: int) -> list[Block]:
    """What waits for the reader's region, then for them alone: the first `most` entries; what is left out is said."""
    entries = [entry for entry in facts.entries if entry.part in {WAITING, FOR_YOU}]
    shown = entries[:most]
    full = [entry.item.id for entry in shown if entry.waits and entry.seen][:IN_FULL]
    full += [entry.item.id for entry in shown if asks_to_read_back(entry, facts.user)][:MOST_PROMPTS]
    blocks: list[Block] = []
    for part, heading in ((WAITING, _for_region(facts)), (FOR_YOU, "WAITING FOR YOU")):
        chosen = [entry for entry in shown if entry.part == part]
        if chosen:
            blocks += [said(f"*{heading}*"), *_part(chosen, full, facts, now)]
    return [*blocks, *_left_out(entries[most:], facts)]


def settle_blocks(facts: DigestFacts, now: datetime, most: int) -> list[Block]:
    """What the reader is asked to settle: the first in full, and what became of it once that is done."""
    entries = [entry for entry in facts.entries if entry.part == SETTLE]
    if not entries:
        return []
    full = [entry for entry in entries if entry.settles and entry.seen][: min(IN_FULL, most)]
    blocks: list[Block] = [said("*TO SETTLE*")]
    for entry in full:
        decision = entry.item.decision
        decided = f"\n{told_line(decision, facts.zone, now)}" if decision and decision.is_news else ""
        blocks.append(words(f"{item_line(entry.item, LONG)}{decided}"))
        blocks += to_settle(entry.item, entry.item.settle, facts.user) if entry.item.settle else []
    rest = [entry for entry in entries if entry not in full]
    return [*blocks, *_as_section([_short(entry, facts, now) for entry in rest[:most]])]


def _for_region(facts: DigestFacts) -> str:
    regions = [literal(turn.region.upper()) for turn in facts.yours]
    return f"WAITING FOR {some(regions)}" if regions else "WAITING"


def _part(entries: list[EntryFacts], full: list[int], facts: DigestFacts, now: datetime) -> list[Block]:
    blocks: list[Block] = []
    lines: list[str] = []
    in_full = [entry for entry in entries if entry.item.id in full]
    claimed = [entry for entry in in_full if asks_to_read_back(entry, facts.user)]
    for entry in entries:
        if entry not in in_full:
            lines.append(_short(entry, facts, now))
            continue
        if entry in claimed:
            shown = prompt(entry, facts.zone, now, is_last=entry is claimed[-1])
        else:
            shown = _in_full(entry.item, facts, now)
        blocks += [*_as_section(lines), *shown]
        lines = []
    return [*blocks, *_as_section(lines)]


def _short(entry: EntryFacts, facts: DigestFacts, now: datetime) -> str:
    if entry.seen and (entry.waits or entry.settles):
        return item_line(entry.item)
    return gone_line(entry, facts.user, facts.zone, now)


def _as_section(lines: list[str]) -> list[Block]:
    return [words("\n".join(lines))] if lines else []


def _in_full(item: ItemFacts, facts: DigestFacts, now: datetime) -> list[Block]:
    step = steady(fit(one_line(item.note.next_step), LONGEST_STEP, REST))
    claim = press("Claim", ids.CLAIM, item, named=True, primary=True)
    return [
        words("\n".join(line for line in (item_line(item, LONG), step) if line)),
        *_aside(item),
        *_changed(item, facts, now),
        buttons(claim, press("Open", ids.FULL_NOTE, item)),
    ]


def _changed(item: ItemFacts, facts: DigestFacts, now: datetime) -> list[Block]:
    """What has changed since the reader last had it; of what circles that is said already."""
    line = "" if item.circling else since_line(facts.since.get(item.id), facts.zone, now)
    return [small_words(line)] if line else []


def _aside(item: ItemFacts) -> list[Block]:
    """By when, from whom, how many regions held it, and why it was sent back."""
    facts = [f"By {token(item.by)}"] if item.by else []
    facts.append(f"from {literal(item.owner.name)}")
    if item.hops:
        facts.append(f"{ordinal(item.hops + 1)} region to hold this")
    reason = "" if item.circling else fit(one_line(item.sent_back_because or ""), LONGEST_REASON, REST)
    if item.times_sent_back and not item.circling:
        facts.append(f"sent back {times(item.times_sent_back)}{':' if reason else ''}")
    return [*in_brief(item), small(" · ".join(facts), quoted(reason) if reason else "")]


def _left_out(entries: list[EntryFacts], facts: DigestFacts) -> list[Block]:
    waiting = sum(entry.waits and entry.seen for entry in entries) + facts.beyond.waiting
    return [small_words(f"and {how_many(waiting)} more wait: {COMMAND} list waiting")] if waiting else []
