"""What the DM at the end of a day has become of: who was told, who took it, what is kept, and how it is undone."""

from datetime import datetime

from slack_sdk.models.blocks import Block

from handlers import ids
from handlers.blocks.entry_lines import gone_line
from handlers.blocks.evening.entries import Room
from handlers.blocks.limits import fit
from handlers.blocks.parts import button, buttons, said, small, words
from handlers.blocks.times import clock, clock_token, token
from handlers.blocks.words import literal, plain_name, steady
from models.facts.evening import EveningFacts
from models.facts.evening_choices import Choice
from models.facts.evening_entries import AnswerFacts, EveningEntry
from models.facts.item import ItemFacts, OfferFacts
from models.tables import Verb


def receipt(facts: EveningFacts, now: datetime, room: Room) -> list[Block]:
    """Nothing, where nothing was answered."""
    answered = [(one, one.answer) for one in facts.answered if one.answer is not None]
    if not answered:
        return []
    lines = [_line(one, answer, facts, now, room) for one, answer in answered]
    blocks: list[Block] = [said(_heading(facts)), words("\n".join(lines))]
    if facts.undo_until is None:
        return blocks
    undo = button("Undo", ids.EVENING_UNDO, facts.id, aloud="Undo what was sent")
    return [*blocks, small(f"Undo works till {clock_token(facts.undo_until)}."), buttons(undo)]


def _heading(facts: EveningFacts) -> str:
    last = max(one.answer.at for one in facts.answered if one.answer)
    back = f" You are back {token(facts.end.back)}." if facts.end.back else ""
    return (
        f"Sent {clock_token(last)}. Rest well, {literal(facts.name)}.{back}" if facts.works else f"Sent {token(last)}."
    )


def _line(one: EveningEntry, answer: AnswerFacts, facts: EveningFacts, now: datetime, room: Room) -> str:
    item = one.entry.item
    if not one.entry.seen:
        return gone_line(one.entry, facts.user, facts.zone, now)
    mark, became = _became(item, answer, facts, now)
    if not became:
        return f"{mark} {gone_line(one.entry, facts.user, facts.zone, now)}"
    return f"{mark} {item.label} {steady(fit(item.note.headline, room.headline // 2))} · {became}"


def _became(item: ItemFacts, answer: AnswerFacts, facts: EveningFacts, now: datetime) -> tuple[str, str]:
    """A mark, and what became of it; no words where those of any other DM say it."""
    if answer.choice is Choice.HAND_OFF and item.offer:
        return "…", _told(item, item.offer, answer, facts, now)
    if answer.choice is Choice.HAND_OFF and item.is_live and item.owner.user != facts.user:
        taken = clock(item.owner_since, facts.zone, now)
        return "✓", f"{plain_name(item.owner.name)} took it, {taken}"
    if answer.choice is Choice.KEEP and item.kept_until:
        return "–", f"kept by you till {clock(item.kept_until, facts.zone, now)}"
    return ("–" if item.is_live else "✓"), ""


def _told(item: ItemFacts, offer: OfferFacts, answer: AnswerFacts, facts: EveningFacts, now: datetime) -> str:
    """To whom it went, and when they hear of it: at once, or when their day starts."""
    moved = "moved on to " if item.last and item.last.verb is Verb.MOVE_ON else ""
    to = f"{moved}{plain_name(offer.name)}"
    if offer.starts <= max(offer.since, answer.at):
        return f"{to}, told {clock(max(offer.since, answer.at), facts.zone, now)}"
    return f"{to}, told when the day starts there, {clock(offer.starts, facts.zone, now)}"
