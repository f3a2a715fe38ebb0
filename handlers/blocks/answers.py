"""What who acted is told, alone: what is true now, and how to take it back."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement

from handlers import ids
from handlers.blocks.limits import MOST_TEXT, fit, split
from handlers.blocks.parts import button, buttons, words
from handlers.blocks.rendered import Rendered
from handlers.blocks.times import clock, local, span
from handlers.blocks.words import escape
from models.acts import Act
from models.facts.item import ItemFacts, OfferFacts
from models.tables import State, Urgency
from models.verbs.outcomes import Outcome
from models.verbs.snoozing import Snoozed


def handed_off(outcome: Outcome, act: Act) -> Rendered:
    """Where it went and who is told when; that nobody is woken, where they sleep."""
    item = outcome.item
    if item.offer is None:
        return said(f"{item.label} is as it was.", item)
    if not outcome.changed:
        return said(f"{item.label} is offered to {item.offer.name} already: nothing changed.", item)
    goes = f"{item.label} goes to {item.offer.name}{told(item.offer, outcome.zone, act)}"
    sentence = f"{goes} It stays yours until it is claimed."
    if item.urgency is Urgency.CRITICAL and not item.offer.starts <= act.now:
        way_out = f"page the team: {item.page}" if item.page else "call somebody."
        sentence += f" I am no pager: if it cannot wait, {way_out}"
    return said(sentence, item, undo=outcome.event)


def updated(outcome: Outcome) -> Rendered:
    """The note was kept."""
    kept = "has its new note" if outcome.changed else "had that note already"
    return said(f"{outcome.item.label} {kept}.", outcome.item)


def sent_back(outcome: Outcome, act: Act, *, ask_why: bool = False) -> Rendered:
    """To whom it went back, and when they see it."""
    item = outcome.item
    receiver = item.offer.name if item.offer else item.owner.name
    return said(
        f"{item.label} went back to {receiver}{_seen_when(item, outcome.zone, act)}",
        item,
        undo=outcome.event,
        give_reason=outcome.event if ask_why else None,
    )


def reason_kept(outcome: Outcome) -> Rendered:
    """The reason stands beside what was sent back."""
    return said(f"The reason now stands with {outcome.item.label}.", outcome.item)


def snoozed(snooze: Snoozed, zone: str, act: Act) -> Rendered:
    """When they hear of it again, and that it can be claimed before, by anybody."""
    item = snooze.item
    again = clock(snooze.until, zone, act.now)
    return said(f"I remind you of {item.label} again at {again}, if nobody has claimed it by then.", item)


def closed(outcome: Outcome) -> Rendered:
    """Done or cancelled."""
    state = outcome.item.state.value
    if not outcome.changed:
        return said(f"{outcome.item.label} is {state} already.", outcome.item)
    return said(f"{outcome.item.label} is {state}.", outcome.item, undo=outcome.event)


def kept(outcome: Outcome, act: Act) -> Rendered:
    """Till when nobody takes it from them."""
    item = outcome.item
    until = local(item.kept_until, outcome.zone, act.now) if item.kept_until else "then"
    if not outcome.changed:
        return said(f"{item.label} is kept by you till {until} already.", item)
    return said(f"{item.label} is kept by you till {until}: nobody can claim it before.", item, undo=outcome.event)


def reopened(outcome: Outcome) -> Rendered:
    """Its owner's open item again."""
    item = outcome.item
    if not outcome.changed:
        return said(f"{item.label} is {item.state.value} already.", item)
    return said(f"{item.label} is open again; {item.owner.name} has it.", item, undo=outcome.event)


def undone(outcome: Outcome) -> Rendered:
    """What is true again."""
    item = outcome.item
    standing = {
        State.OPEN: f"{item.owner.name} has it",
        State.OFFERED: f"it waits for {item.offer.name if item.offer else 'somebody'}",
    }
    return said(f"Undone: {item.label} is as it was, {standing.get(item.state, f'it is {item.state.value}')}.", item)


def refused(sentence: str, typed: str = "") -> Rendered:
    """Why something was not done. What was typed is given back, so that nothing of it is lost."""
    if not typed:
        return Rendered(text=escape(sentence), blocks=[words(sentence)])
    again = [words(f"You typed: {piece}" if first else piece) for first, piece in _numbered(typed)]
    return Rendered(text=escape(f"{sentence}\nYou typed: {fit(typed, MOST_TEXT)}"), blocks=[words(sentence), *again])


def _numbered(typed: str) -> list[tuple[bool, str]]:
    return [(number == 0, piece) for number, piece in enumerate(split(typed, MOST_TEXT - 100))]


def said(
    sentence: str,
    item: ItemFacts,
    *,
    undo: int | None = None,
    give_reason: int | None = None,
    show_next: bool = False,
    before: Sequence[ButtonElement] = (),
) -> Rendered:
    """One sentence of ours, the item's headline in its author's words, and the buttons that go with it.

    `before` are buttons that stand in front of the usual ones; the first takes back what was done.
    """
    theirs = f"{item.note.headline}\nNext: {item.note.next_step}" if show_next else item.note.headline
    pressed: list[ButtonElement] = [*before]
    if give_reason is not None:
        pressed.append(button("Say why", ids.GIVE_REASON, give_reason))
    if undo is not None:
        pressed.append(button("Undo", ids.UNDO, undo, aloud=f"Undo for {item.label}"))
    pressed.append(button("Full note", ids.FULL_NOTE, item.number, aloud=f"Full note of {item.label}"))
    blocks: list[Block] = [words(sentence), words(theirs), buttons(*pressed)]
    ends = "Undo works for 10 minutes. " if undo is not None or before else ""
    text = f"{sentence}\n{fit(theirs, MOST_TEXT)}\n{ends}/handoff show {item.label} shows it."
    return Rendered(text=escape(text), blocks=blocks)


def told(offer: OfferFacts, zone: str, act: Act) -> str:
    """Who is told of an offer, and when: the rest of a sentence that names where it goes."""
    if offer.starts <= act.now < offer.ends and offer.region is None:
        return ", who is at work and told now."
    if offer.starts <= act.now < offer.ends:
        names = " and ".join(offer.on_shift) or offer.name
        return f": {names} {'are' if len(offer.on_shift) > 1 else 'is'} at work and told now."
    wait = span(offer.starts - act.now)
    return f", whose day starts in {wait} ({local(offer.starts, zone, act.now)} yours): told then, nobody is woken."


def _seen_when(item: ItemFacts, zone: str, act: Act) -> str:
    if item.offer is not None:
        return told(item.offer, zone, act)
    if item.owner.until is not None:
        return ", who is at work and told now."
    if item.owner.back is None:
        return ", who is not at work in the next 31 days."
    return f", who sees it {local(item.owner.back, zone, act.now)} your time."


def form_button(headline: str, number: int | None) -> Rendered:
    """In the DM, where nothing can open a form but a button."""
    what = f"H-{number}" if number else "a new handoff"
    value = f"item:{number}" if number else f"words:{headline}"
    sentence = f"Press the button to write {what}."
    return Rendered(
        text=f"{sentence} Or type /handoff in any channel.",
        blocks=[words(sentence), buttons(button("Open the form", ids.OPEN_FORM, fit(value, 2_000)))],
    )
