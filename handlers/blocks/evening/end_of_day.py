"""The DM at the end of a day: what its reader owns, each with what is to become of it, and one button that sends it."""

from datetime import datetime

from slack_sdk.models.blocks import Block, ButtonElement

from handlers import ids
from handlers.blocks.entry_lines import LONG, gone_line, item_line, own_line
from handlers.blocks.evening.entries import ROOMS, Room, asked_blocks, rest_words
from handlers.blocks.evening.receipt import receipt
from handlers.blocks.evening.top import opening
from handlers.blocks.limits import fit
from handlers.blocks.parts import button, buttons, said, small, small_words, words
from handlers.blocks.read_back.asked import read_back_by_typing
from handlers.blocks.rendered import Rendered
from handlers.blocks.spoken import as_much_as_fits, message_for
from handlers.blocks.times import clock, clock_token, token
from handlers.blocks.words import COMMAND, listed, literal
from models.facts.evening import EveningFacts
from models.facts.evening_choices import SNOOZE
from models.facts.evening_entries import EveningEntry
from models.facts.item import ItemFacts
from models.facts.turns import OwnTurnFacts
from models.parking import GRACE


def evening(facts: EveningFacts, now: datetime) -> Rendered:
    """The DM as it is true at `now` (UTC): what was answered is its receipt, the rest asks on while its buttons work.

    All entries are shown; how much of their texts is, follows from Slack's room.
    """
    return as_much_as_fits(lambda room: _showing(facts, now, room), ROOMS)


def _showing(facts: EveningFacts, now: datetime, room: Room) -> Rendered:
    blocks: list[Block] = [*receipt(facts, now, room), *opening(facts, now, room)]
    for one in facts.entries:
        blocks += asked_blocks(one, facts, now, room) if one.is_shown else []
    blocks += [*_pressed(facts, now), *_rest(facts), *_gone(facts, now), *_decided(facts, now, room)]
    blocks += _turns(facts, now, room)
    return message_for(blocks, _to_type(facts), facts.zone, now, first=_lock_screen(facts))


def _pressed(facts: EveningFacts, now: datetime) -> list[Block]:
    asking = facts.asking
    if not asking:
        return []
    sent = sum(one.is_sent for one in asking)
    label = "Send as shown" if sent == len(asking) else f"Send {sent} as shown"
    row: list[ButtonElement] = [button(label, ids.EVENING_SEND, facts.id, primary=True)] if sent else []
    row.append(button("Write more", ids.EVENING_WRITE, facts.id))
    if facts.asks_at is not None:
        in_full = facts.asks_at - now == SNOOZE
        again = "In 30 min" if in_full else f"Ask at {clock(facts.asks_at, facts.zone, now)}"
        row.append(button(again, ids.EVENING_AGAIN, facts.id))
    return [buttons(*row)]


def _rest(facts: EveningFacts) -> list[Block]:
    """What happens without an answer, and how much is not shown."""
    if not facts.asking:
        more = f"{facts.others} more of yours want an answer, not shown here: {COMMAND} list mine"
        return [small_words(more)] if facts.others > 0 else []
    end = facts.end
    till = f" till {token(end.back)}" if end.back else ""
    parked = f"they stay yours, show as parked from {clock_token(end.day.end + GRACE)}{till}"
    again = f" I ask again at {clock_token(facts.asked_at)}." if facts.asked_at else ""
    blocks: list[Block] = [small(f"No answer: {parked}, and teammates may take them.{again}")]
    more = f"and {facts.others} more of yours, not shown here: {COMMAND} list mine"
    return [small_words(more), *blocks] if facts.others > 0 else blocks


def _gone(facts: EveningFacts, now: datetime) -> list[Block]:
    """What wants no answer from here: on offer already, somebody else's by now, done."""
    quiet = [one for one in facts.entries if not (one.is_shown or one.answer or facts.folded)]
    lines = [_quiet_line(one, facts, now) for one in quiet]
    return [small_words("\n".join(lines))] if lines else []


def _quiet_line(one: EveningEntry, facts: EveningFacts, now: datetime) -> str:
    item = one.entry.item
    if not (one.entry.seen and item.is_live and item.owner.user == facts.user):
        return gone_line(one.entry, facts.user, facts.zone, now)
    return own_line(item) if item.offer else f"{item.label} · still yours"


def _decided(facts: EveningFacts, now: datetime, room: Room) -> list[Block]:
    """Before days off: what is to be decided, and by when."""
    decide = _to_decide(facts)
    if not decide or not facts.works:
        return []
    lines = []
    for item in decide[: room.decisions]:
        by = f" · by {clock(item.note.decide_by, facts.zone, now)}" if item.note.decide_by else ""
        question = f"\n{fit(item.note.decision, room.step)}" if item.note.decision else ""
        lines.append(f"{item_line(item, room.headline)}{by}{question}")
    left_out = len(decide) - room.decisions
    blocks: list[Block] = [said("*YOU DECIDE*"), words("\n".join(lines))]
    return [*blocks, small_words(f"and {left_out} more to decide: {COMMAND} list")] if left_out > 0 else blocks


def _to_decide(facts: EveningFacts) -> list[ItemFacts]:
    return [one.item for one in facts.decides if one.seen and one.item.is_live]


def _turns(facts: EveningFacts, now: datetime, room: Room) -> list[Block]:
    lines = [_turn(turn, now) for turn in facts.turns[: room.turns]]
    return [small("\n".join(lines))] if lines else []


def _turn(turn: OwnTurnFacts, now: datetime) -> str:
    region = literal(turn.region)
    if turn.starts <= now:
        return f"You are on shift for {region} till {clock_token(turn.ends)}."
    return f"Your next shift for {region} starts {token(turn.starts)}."


def _lock_screen(facts: EveningFacts) -> str:
    asking, decide = facts.asking, _to_decide(facts) if facts.works else []
    if not asking and not decide:
        return "" if facts.answered else _still_to_say(facts)
    parts = [f"{len(asking)} to hand off, keep or finish"] if asking else []
    parts += [f"{len(decide)} to decide"] if decide else []
    before = "Before your days off: " if facts.end.leaves else ""
    first = asking[0].entry.item if asking else decide[0]
    return f"{before}{listed(parts)}. First: {item_line(first, LONG)}"


def _still_to_say(facts: EveningFacts) -> str:
    lacking = next((one for one in facts.entries if one.rest), None)
    return f"{lacking.entry.item.label}: {rest_words(lacking)}" if lacking else "Nothing here waits for an answer."


def _to_type(facts: EveningFacts) -> str:
    """What to type for the first that wants an answer, the first that wants words, and the first that lacks some."""
    says = []
    if facts.asking:
        label = facts.asking[0].entry.item.label
        keep = f", {COMMAND} keep {label}" if facts.end.back else ""
        says.append(f"Type {COMMAND} {label} to next{keep} or {COMMAND} done {label}.")
    unread = next((one.entry.item for one in facts.entries if one.wants_words), None)
    says += [read_back_by_typing(unread)] if unread else []
    lacking = next((one.entry.item for one in facts.entries if one.rest), None)
    says += [f"Type {COMMAND} show {lacking.label}, then Update, to add the rest."] if lacking else []
    return " ".join(says) or f"Type {COMMAND} list mine to see what is yours."
