"""What the DM at the end of a day tells and asks its reader, as plain values."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.facts.day_end import DayEndFacts, day_end
from models.facts.evening_choices import asks_again_at
from models.facts.evening_entries import EveningEntry, evening_entries
from models.facts.turns import OnNowFacts, OwnTurnFacts, on_now, own_turns
from models.owed.digests import EntryFacts, entries_of
from models.owed.owing import OWNED
from models.people import days_of, name_of
from models.queue import count_unanswered
from models.tables import Message
from models.verbs.undoing import UNDO_FOR


@dataclass(frozen=True, slots=True)
class EveningFacts:
    """A reader's evening; instants are UTC, `id` is the DM's row. `others` counts what is theirs and not shown.

    `asks_at`: when it asks again if they want it to; `asked_at`: when it does, as they wanted; `folded` once it has.
    `undo_until`: how long its last answers can be taken back.
    """

    id: int
    user: str
    name: str
    zone: str
    end: DayEndFacts
    entries: tuple[EveningEntry, ...]
    decides: tuple[EntryFacts, ...] = ()
    others: int = 0
    on_now: tuple[OnNowFacts, ...] = ()
    turns: tuple[OwnTurnFacts, ...] = ()
    asks_at: datetime | None = None
    asked_at: datetime | None = None
    folded: bool = False
    undo_until: datetime | None = None

    @property
    def works(self) -> bool:
        """Whether its buttons do anything."""
        return not (self.end.over or self.folded)

    @property
    def asking(self) -> list[EveningEntry]:
        """What still wants an answer, in its order."""
        return [one for one in self.entries if one.asks]

    @property
    def answered(self) -> list[EveningEntry]:
        """What was answered here and wants nothing more."""
        return [one for one in self.entries if one.answer is not None and not one.asks]


def evening_facts(session: Session, message: Message, now: datetime) -> EveningFacts:
    """What is true at `now` (UTC) of all that the DM shows."""
    where, user = message.workspace_id, str(message.user)
    end, shown = day_end(session, message, now), entries_of(session, message, now)
    entries = evening_entries(session, message, [one for one in shown if one.part == OWNED], end, now)
    again, folded = message.body.get("again"), "folded" in message.body
    is_last = again is not None or "first" in message.body
    works = not (end.over or folded)
    return EveningFacts(
        id=message.id, user=user, name=name_of(session, where, user), zone=days_of(session, where, user).zone,
        end=end, entries=tuple(entries), decides=tuple(one for one in shown if one.part != OWNED),
        others=count_unanswered(session, where, user, now) - sum(one.asks for one in entries) if works else 0,
        on_now=on_now(session, where, user, now) if works else (),
        turns=own_turns(session, where, user, now) if end.leaves and works else (),
        asks_at=asks_again_at(end.day.end, now) if works and not is_last else None,
        asked_at=datetime.fromisoformat(again) if again else None, folded=folded,
        undo_until=_undo_until(entries, now),
    )  # fmt: skip


def _undo_until(entries: list[EveningEntry], now: datetime) -> datetime | None:
    ends = [one.answer.at + UNDO_FOR for one in entries if one.answer]
    return max((end for end in ends if end >= now), default=None)
