"""An item's history: each version of its note, each change of hands, and its way round the world."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.facts.circling import COMPARED
from models.people import name_of
from models.tables import Event, Item, Note, Urgency, Verb, Verdict

MOST_EVENTS: Final = 500
_WRITES: Final = frozenset({Verb.OPEN, Verb.OFFER, Verb.UPDATE})


@dataclass(frozen=True, slots=True)
class PastFacts:
    """Something that happened to an item: who did what, when (UTC), why in their words, and when they undid it.

    `whom` is the person from whom it was taken, to whom it was sent back, who let it pass, or who was asked to decide
    (with what `verdict`); `place` the region or
    person it was offered to. `version` is the note's, where it wrote one, and `changed` the fields that differ from
    the one before; `urgency` what it became, where that changed.
    """

    verb: Verb
    name: str
    at: datetime
    whom: str | None = None
    place: str | None = None
    reason: str = ""
    undone_at: datetime | None = None
    version: int | None = None
    changed: tuple[str, ...] = ()
    urgency: Urgency | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class StayFacts:
    """Somebody owned the item from `since` till `until` (UTC; None: still), in `region` if they worked in one.

    `passed` is who it was offered to meanwhile and did not take it, with when it moved on.
    """

    name: str
    region: str | None
    since: datetime
    until: datetime | None
    passed: tuple[tuple[str, datetime], ...]


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """One version of the note: who wrote it, and when (UTC)."""

    number: int
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class HistoryFacts:
    """What happened, the oldest first; `earlier` is how much more there was before. Where the item was, and with whom;
    and the versions of its note, the oldest first."""

    past: tuple[PastFacts, ...]
    earlier: int
    way: tuple[StayFacts, ...]
    versions: tuple[VersionFacts, ...]


def history_of(session: Session, item: Item) -> HistoryFacts:
    """All that happened to the item, as far as it can be shown."""
    happened = select(Event).where(Event.item_id == item.id, Event.verb != Verb.UNDO).order_by(Event.id)
    events = list(session.scalars(happened))
    notes = list(session.scalars(select(Note).where(Note.item_id == item.id).order_by(Note.version)))
    past = [_past(session, item, event, after, notes) for event, after in pairwise([*events, None]) if event]
    shown = past[-MOST_EVENTS:]
    return HistoryFacts(
        past=tuple(shown),
        earlier=len(past) - len(shown),
        way=tuple(_way(session, item, [event for event in events if event.undone_at is None])),
        versions=tuple(_version(session, item, note) for note in notes),
    )


def _past(session: Session, item: Item, event: Event, after: Event | None, notes: Sequence[Note]) -> PastFacts:
    """The event; `after` is the one that followed it, whose snapshot says what it left behind."""
    left: dict[str, Any] = after.before if after is not None else {}
    version = left.get("note_version", item.note_version) if event.verb in _WRITES else None
    was = event.before.get("note_version")
    urgency = left.get("urgency", item.urgency)
    return PastFacts(
        verb=event.verb,
        name=name_of(session, item.workspace_id, event.actor),
        at=event.at,
        whom=_whom(session, item, event),
        place=_place(session, item, event.details),
        reason=event.reason,
        undone_at=event.undone_at,
        version=version if version != was else None,
        changed=_changed(notes, was, version) if version != was else (),
        urgency=Urgency(urgency) if event.before and urgency != event.before.get("urgency") else None,
        verdict=Verdict(event.details["verdict"]) if event.verb is Verb.DECIDE else None,
    )


def _whom(session: Session, item: Item, event: Event) -> str | None:
    if event.verb is Verb.MOVE_ON:
        return _place(session, item, event.details.get("left") or {})
    names = {Verb.CLAIM: "from", Verb.DECIDE: "decider"}
    other = event.details.get(names.get(event.verb, "to"))
    return name_of(session, item.workspace_id, other) if isinstance(other, str) else None


def _place(session: Session, item: Item, details: dict[str, Any]) -> str | None:
    user = details.get("user")
    return name_of(session, item.workspace_id, user) if user else details.get("region")


def _changed(notes: Sequence[Note], older: int | None, newer: int | None) -> tuple[str, ...]:
    kept = {note.version: note for note in notes}
    if older not in kept or newer not in kept:
        return ()
    return tuple(name for name in COMPARED if getattr(kept[older], name) != getattr(kept[newer], name))


def _way(session: Session, item: Item, events: Sequence[Event]) -> list[StayFacts]:
    stays = []
    for event, following in pairwise([*(event for event in events if _comes(event)), None]):
        if event is None:
            continue
        until = following.at if following is not None else None
        within = [one for one in events if one.id > event.id and (following is None or one.id < following.id)]
        passed = [(_whom(session, item, one), one.at) for one in within if one.verb is Verb.MOVE_ON]
        stays.append(
            StayFacts(
                name=name_of(session, item.workspace_id, event.actor),
                region=event.details.get("region"),
                since=event.at,
                until=until,
                passed=tuple((name, at) for name, at in passed if name),
            )
        )
    return stays


def _comes(event: Event) -> bool:
    """Whether somebody else owned the item from then on; who takes their own offer back owned it before."""
    return event.verb is Verb.OPEN or (event.verb is Verb.CLAIM and event.details.get("from") != event.actor)


def _version(session: Session, item: Item, note: Note) -> VersionFacts:
    return VersionFacts(note.version, name_of(session, item.workspace_id, note.author), note.written_at)
