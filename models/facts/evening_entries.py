"""The items of a DM at the end of a day: which still want an answer, which have one, and what is chosen so far."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.facts.day_end import DayEndFacts
from models.facts.evening_choices import NOWHERE, Choice, Onward, onward, preset
from models.facts.read_backs import owes_words
from models.facts.rest import rest_to_ask
from models.owed.digests import EntryFacts
from models.owed.evening_entries import is_unanswered
from models.tables import Event, Item, Message, Verb

_ANSWERS: Final = {Verb.OFFER: Choice.HAND_OFF, Verb.KEEP: Choice.KEEP, Verb.FINISH: Choice.DONE}


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """What the DM's button did to an item, and when (UTC); `event` is what undo takes back."""

    choice: Choice
    at: datetime
    event: int


@dataclass(frozen=True, slots=True)
class EveningEntry:
    """An item of the DM. It `asks` while its owner is to say what becomes of it; `choice` is what the menu shows.

    `refused` is why the last press did not do it. `wants_words`: its read-back is missing; `rest`:
    the fields that its note still lacks.
    """

    entry: EntryFacts
    asks: bool = False
    choice: Choice | None = None
    onward: Onward = NOWHERE
    refused: str = ""
    answer: AnswerFacts | None = None
    wants_words: bool = False
    rest: tuple[str, ...] = ()

    @property
    def is_shown(self) -> bool:
        """Whether its reader is to do something about it."""
        return self.asks or self.wants_words or bool(self.rest)

    @property
    def is_sent(self) -> bool:
        """Whether one press does what is chosen."""
        in_the_way = self.choice is Choice.HAND_OFF and self.onward.lack is not None
        return self.asks and self.choice is not None and not in_the_way


def evening_entries(
    session: Session, message: Message, shown: Sequence[EntryFacts], end: DayEndFacts, now: datetime
) -> list[EveningEntry]:
    """The entries that stand for what the reader owns, with what is true of each at `now` (UTC)."""
    item_ids = [one.item.id for one in shown]
    items = {item.id: item for item in session.scalars(select(Item).where(Item.id.in_(item_ids)))}
    answers, works = _answers(session, message, item_ids), not (end.over or "folded" in message.body)
    entries = []
    for one in shown:
        item, mine = items[one.item.id], works and one.seen and one.item.owner.user == message.user
        entry = EveningEntry(
            one,
            answer=answers.get(item.id),
            wants_words=mine and owes_words(session, item, end.day.start),
            rest=rest_to_ask(session, item, message) if mine else (),
        )
        asks = mine and is_unanswered(item, now)
        entries.append(_asking(session, entry, item, message.body, end, now) if asks else entry)
    return entries


def _asking(
    session: Session, entry: EveningEntry, item: Item, body: Mapping[str, Any], end: DayEndFacts, now: datetime
) -> EveningEntry:  # fmt: skip
    number, way = str(item.number), onward(session, item, now)
    chosen = body.get("choices", {}).get(number)
    may_be = chosen in set(Choice) and not (chosen == Choice.KEEP and end.back is None)
    choice = Choice(chosen) if may_be else preset(item, way, end.back)
    return replace(entry, asks=True, choice=choice, onward=way, refused=body.get("refused", {}).get(number, ""))


def _answers(session: Session, message: Message, item_ids: Sequence[int]) -> dict[int, AnswerFacts]:
    """The last thing that the DM's button did to each item, if it did any that was not undone."""
    done = select(Event).where(Event.item_id.in_(item_ids), Event.actor == message.user, Event.undone_at.is_(None))
    done = done.where(Event.verb.in_(list(_ANSWERS)), Event.at >= message.created_at)
    return {
        event.item_id: AnswerFacts(_ANSWERS[event.verb], event.at, event.id)
        for event in session.scalars(done.order_by(Event.id))
        if event.details.get("message") == message.id
    }
