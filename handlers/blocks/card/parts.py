"""What the card, `show` and the full note say of an item alike, part by part."""

from datetime import date, timedelta
from typing import Final

from slack_sdk.models.blocks import Block

from handlers.blocks.decisions.words import on_card
from handlers.blocks.limits import fit_lines
from handlers.blocks.note.comments import counts_words
from handlers.blocks.parts import buttons, headline, link_button, said, small, words
from handlers.blocks.times import token
from handlers.blocks.words import counted, literal, ordinal, quoted, some, steady, times, urgency
from models.facts.item import ItemFacts, OfferFacts, PersonFacts
from models.facts.read_backs import ReadBackFacts
from models.kinds import GENERAL

REST_IN_NOTE: Final = "… Full note has the rest"
LONGEST_STEP: Final = 300
LONGEST_ASIDE: Final = 160
MOST_STEP_LINES: Final = 8
MOST_SKIPPED: Final = 3


def top(item: ItemFacts) -> list[Block]:
    """Urgency and id, the headline, and the next step."""
    blocks: list[Block] = [
        small(f"{urgency(item.urgency)} · *{item.label}*{kind_words(item)}"),
        headline(steady(item.note.headline)),
    ]
    return [*blocks, words(f"Next: {shortened(item.note.next_step)}")] if item.note.next_step else blocks


def kind_words(item: ItemFacts) -> str:
    """What kind of work it is, where it is not just any, and that it is confidential: to stand behind its id."""
    kind = f" · {literal(item.note.kind)}" if item.note.kind != GENERAL else ""
    return f"{kind} · 🔒 confidential" if item.confidential else kind


def standing(item: ItemFacts) -> list[Block]:
    """By when, what is to be decided, whose it is, for whom it waits, and what happened on the way."""
    by = [f"By: {token(item.by)}"] if item.by else []
    held = _offered(item, item.offer) if item.offer else [_owned(item)]
    asked = _decision(item)
    shown: list[Block] = [said("\n".join([*by, *held]))]
    if asked:
        shown = [*(said(line) for line in by), *asked, said("\n".join(held))]
    told = read_back_quote(item.read_back) if item.read_back and not item.read_back.is_open else []
    return [*shown, *told, *sent_back(item)]


def read_back_quote(read_back: ReadBackFacts) -> list[Block]:
    """What who claimed it says to it: their words, or that they do what was asked."""
    return [words("As asked.") if read_back.as_asked else words(quoted(shortened(read_back.text)))]


def sent_back(item: ItemFacts) -> list[Block]:
    """That it was sent back, how often, by whom, and why; for what circles that stands on top."""
    if not item.times_sent_back or item.circling:
        return []
    by = f" by {literal(item.sent_back_by)}" if item.sent_back_by else ""
    often = f"Sent back {times(item.times_sent_back)}{', last' if item.times_sent_back > 1 else ''}"
    if not item.sent_back_because:
        return [small(f"{often}{by}")]
    return [small(f"{often}{by}:", quoted(shortened(item.sent_back_because, LONGEST_ASIDE)))]


def in_numbers(item: ItemFacts) -> list[Block]:
    """How much was tagged in its thread or asked, and how many regions have held it."""
    held = [f"{ordinal(item.hops + 1)} region"] if item.hops else []
    counts = [*([counts_words(item.comments)] if item.comments else []), *held]
    return [small(" · ".join(counts))] if counts else []


def shortened(text: str, most: int = LONGEST_STEP) -> str:
    """As much of people's words as a card bears; it says where the rest is."""
    return steady(fit_lines(text, most, MOST_STEP_LINES, REST_IN_NOTE))


def _decision(item: ItemFacts) -> list[Block]:
    note = item.note
    if item.decision is not None:
        return on_card(item.decision)
    if not (item.decider or note.decision or note.decide_by):
        return []
    by = f" by {token(note.decide_by)}" if note.decide_by else ""
    who = f"{literal(item.decider)} decides{by}" if item.decider else f"To decide{by}"
    asked = [shortened(note.decision, LONGEST_ASIDE)] if note.decision else []
    if note.without_decision:
        asked.append(f"Without a decision: {shortened(note.without_decision, LONGEST_ASIDE)}")
    blocks: list[Block] = [said(f"{who}:" if asked else who)]
    return [*blocks, words("\n".join(asked))] if asked else blocks


def _offered(item: ItemFacts, offer: OfferFacts) -> list[str]:
    on_shift = f" ({some([literal(name) for name in offer.on_shift])})" if offer.on_shift else ""
    begun = offer.starts <= offer.since
    since = f"since {token(offer.since)}" if begun else f"from {token(offer.starts)}"
    skips = [skipped_line(name, day, reason, offer) for name, day, reason in offer.skipped[:MOST_SKIPPED]]
    if len(offer.skipped) > MOST_SKIPPED:
        skips.append(f"{counted(len(offer.skipped) - MOST_SKIPPED, 'more region')} closed")
    return [f"From: {person(item.owner)}", f"Waiting for: {literal(offer.name)}{on_shift}, {since}", *skips]


def skipped_line(region: str, day: date, reason: str, offer: OfferFacts) -> str:
    """That a region that would have come earlier is closed on its date `day`, why, and where the item goes instead."""
    near = abs(day - offer.since.date()) < timedelta(days=7)
    when = f"{day:%A}" if near else f"{day.day} {day:%B}"
    return f"{literal(region)} is closed on {when} ({literal(reason)}): goes to {literal(offer.name)}"


def _owned(item: ItemFacts) -> str:
    parked = "\nParked: teammates may claim" if item.parked else ""
    kept = f"\nKept by choice till {token(item.kept_until)}" if item.kept_until and not item.offer else ""
    return f"Owner: {person(item.owner)}{parked}{kept}"


def person(one: PersonFacts) -> str:
    """A person with their region and until when they are at work, or from when again."""
    region = f", {literal(one.region)}" if one.region else ""
    return f"{literal(one.name)}{region}{until_or_back(one)}"


def until_or_back(one: PersonFacts) -> str:
    """Until when somebody is at work, or when they are back; nothing for who has no day ahead."""
    if one.until:
        return f", at work till {token(one.until)}"
    return f", back {token(one.back)}" if one.back else ""


def link_row(item: ItemFacts) -> list[Block]:
    """A button that opens the item's thread, where its card stands."""
    return [buttons(link_button("Open the thread", item.link))] if item.link else []
