"""The end of the full note: what happened to the item, and its way round the world as a small drawing."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import ActionsBlock, Block, Option, PlainTextObject, StaticSelectElement

from handlers import ids
from handlers.blocks.circling import LABELS
from handlers.blocks.limits import MOST_LABEL, fit, split, units
from handlers.blocks.parts import small, words
from handlers.blocks.times import clock, from_to, local
from handlers.blocks.words import counted, listed, plain_name, quoted, urgency
from models.facts.history import HistoryFacts, PastFacts, StayFacts, VersionFacts
from models.facts.item import ItemFacts, OfferFacts
from models.tables import State, Verb, Verdict

MOST_PIECE: Final = 2_900
MOST_VERSIONS: Final = 100


def history_groups(item: ItemFacts, history: HistoryFacts, zone: str, now: datetime) -> list[list[Block]]:
    """What happened, one line each, the oldest first; times as the reader's `zone` has them at `now` (UTC)."""
    lines = [past_line(one, zone, now) for one in history.past]
    if history.earlier:
        lines.insert(0, f"{counted(history.earlier, 'earlier change')} not shown here.")
    pieces: list[Block] = [words(piece) for piece in _in_pieces(lines)]
    groups: list[list[Block]] = [[small("*History*"), pieces[0]], *[[piece] for piece in pieces[1:]]] if pieces else []
    return [*groups, *([[_versions(item, history.versions, zone, now)]] if len(history.versions) > 1 else [])]


def way_groups(item: ItemFacts, history: HistoryFacts, zone: str, now: datetime) -> list[list[Block]]:
    """Where the item was and with whom, from its start to where it is now."""
    lines = [line for stay in history.way for line in _stay(stay, zone, now)] + _end(item, zone, now)
    pieces: list[Block] = [words(piece) for piece in _in_pieces(lines)]
    return [[small("*Its way round the world*"), pieces[0]], *[[piece] for piece in pieces[1:]]] if pieces else []


def past_line(one: PastFacts, zone: str, now: datetime) -> str:
    """One line of the history, in plain text."""
    name, at = plain_name(one.name), local(one.at, zone, now)
    said = f"{at} · {_did(one, name)}{_wrote(one)}"
    said += f": {quoted(one.reason)}" if one.reason else ""
    return f"{said} (undone {clock(one.undone_at, zone, now)})" if one.undone_at else said


def _did(one: PastFacts, name: str) -> str:
    whom = plain_name(one.whom) if one.whom else "somebody"
    place = plain_name(one.place) if one.place else "nobody"
    match one.verb:
        case Verb.CLAIM:
            return f"{name} took the offer back" if one.whom == one.name else f"{name} took it over from {whom}"
        case Verb.SEND_BACK:
            return f"{name} sent it back to {whom}"
        case Verb.MOVE_ON:
            return f"{whom} did not take it: moved on to {place}" if one.whom else f"It moved on to {place}"
        case Verb.OFFER:
            return f"{name} offered it to {place}"
        case Verb.DECIDE if one.verdict is not None:
            return f"{whom} {_DECIDED[one.verdict]}"
        case _:
            return f"{name} {_DID[one.verb]}"


def _wrote(one: PastFacts) -> str:
    """Which version of the note it wrote and what is new in it; what the urgency became."""
    parts = [f"urgency {urgency(one.urgency)}"] if one.urgency else []
    if one.version is not None and one.version > 1:
        fields = listed([LABELS.get(name, name.replace("_", " ").capitalize()) for name in one.changed])
        parts.insert(0, f"version {one.version} of the note{f' ({fields})' if fields else ''}")
    return f", {', '.join(parts)}" if parts else ""


def _stay(stay: StayFacts, zone: str, now: datetime) -> list[str]:
    where = f"{plain_name(stay.region)} · " if stay.region else ""
    when = from_to(stay.since, stay.until, zone, now) if stay.until else f"since {local(stay.since, zone, now)}"
    passed = [f"┊ {plain_name(name)} did not take it, {local(at, zone, now)}" for name, at in stay.passed]
    return [f"● {where}{plain_name(stay.name)} · {when}", *passed]


def _end(item: ItemFacts, zone: str, now: datetime) -> list[str]:
    """Where it goes from there: for whom it waits, or how it ended."""
    if item.offer is not None:
        return [*_closed(item.offer), f"○ {plain_name(item.offer.name)} · {_waits(item.offer, zone, now)}"]
    if item.closing is None:
        return []
    word = "✓ Done" if item.state is State.DONE else "✗ Cancelled"
    return [f"{word} by {plain_name(item.closing.name)}, {local(item.closing.at, zone, now)}"]


def _closed(offer: OfferFacts) -> list[str]:
    return [f"┊ {plain_name(region)} is closed ({plain_name(reason)})" for region, _, reason in offer.skipped]


def _waits(offer: OfferFacts, zone: str, now: datetime) -> str:
    if offer.starts <= offer.since:
        return f"waits since {local(offer.since, zone, now)}"
    return f"from {local(offer.starts, zone, now)}"


def _versions(item: ItemFacts, versions: Sequence[VersionFacts], zone: str, now: datetime) -> Block:
    """A choice that shows one version of the note, whole; the newest first."""
    shown = list(versions)[::-1][:MOST_VERSIONS]
    options = [Option(text=_version(one, zone, now), value=f"{item.number}:{one.number}:0") for one in shown]
    earlier = len(versions) - len(shown)
    asks = f"See a version of the note{f' (without the first {earlier})' if earlier else ''}"
    return ActionsBlock(elements=[StaticSelectElement(action_id=ids.NOTE_VERSION, placeholder=asks, options=options)])


def _version(one: VersionFacts, zone: str, now: datetime) -> PlainTextObject:
    text = f"Version {one.number}, {plain_name(one.name)}, {local(one.at, zone, now)}"
    return PlainTextObject(text=fit(text, MOST_LABEL))


def _in_pieces(lines: Sequence[str]) -> list[str]:
    """The lines as few texts, each short enough for a block; a line that is too long itself is broken."""
    pieces: list[str] = []
    for line in lines:
        if pieces and units(pieces[-1]) + units(line) + 1 <= MOST_PIECE:
            pieces[-1] = f"{pieces[-1]}\n{line}"
        else:
            pieces += split(line, MOST_PIECE)
    return pieces


_DID: Final = {
    Verb.OPEN: "opened it",
    Verb.FINISH: "finished it",
    Verb.CANCEL: "cancelled it",
    Verb.REOPEN: "opened it again",
    Verb.UPDATE: "changed it",
    Verb.KEEP: "kept it",
}
_DECIDED: Final = {
    Verdict.APPROVED: "approved what it asks",
    Verdict.APPROVED_IF: "approved what it asks, under a condition",
    Verdict.DECLINED: "declined what it asks",
    Verdict.PASSED_ON: "said that it is not theirs to decide",
    Verdict.RETURNED: "cannot decide it any more",
    Verdict.LAPSED: "did not decide in time",
}
