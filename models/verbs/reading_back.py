"""Read-back: who has claimed an item says in one line what they understood. It never holds anything up."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from models.access import find_item, find_own_event, hold_item, require_active
from models.acts import Act
from models.facts.item import ItemFacts, item_facts
from models.facts.read_backs import standing_read_back
from models.notes import kept_words
from models.owed.happenings import note_told
from models.owed.owing import owe_edits, owe_line_edit
from models.refusals import RefusedError
from models.storage.database import Database
from models.storage.once import insert_once
from models.tables import Event, Item, ReadBack, Urgency, Verb
from models.verbs.outcomes import Outcome
from models.verbs.recording import acting
from models.verbs.undoing import UNDO_FOR
from models.workspace.messages import MessageNews

LONGEST_READ_BACK: Final = 300


@dataclass(frozen=True, slots=True)
class _Standing:
    """The read-back that stands with an item, which is held."""

    item: Item
    row: ReadBack


def ask_for_read_back(session: Session, item: Item, event: Event) -> None:
    """Note, in the claim's transaction, that the claim of somebody else's item wants a read-back."""
    wants_words = item.urgency is Urgency.CRITICAL or item.times_sent_back > 0
    sender = str(event.details["from"])
    claim = {"event_id": event.id, "item_id": item.id, "user": item.owner}
    insert_once(session, ReadBack, **claim, sender=sender, wants_words=wants_words)


def read_back(database: Database, act: Act, event_id: int, said: str) -> Outcome:
    """Keep what the claimer says, or what they say instead of it; `event_id` is a claim of theirs.

    Raises RefusedError for anybody else, for no words or too many, and once the item has gone on; NotVisibleError.
    """
    with acting(database, act) as session:
        return _write(session, act, _of_claim(session, act, event_id), said)


def read_back_item(database: Database, act: Act, number: int, said: str) -> Outcome:
    """The same for the item of that number, whose owner acts."""
    with acting(database, act) as session:
        item = hold_item(session, act, number)
        require_active(session, act)
        return _write(session, act, _standing(session, act, item), said)


def read_back_as_asked(database: Database, act: Act, event_id: int) -> Outcome:
    """Keep that the claimer does what was asked. Raises as `read_back` does, and where it wants words."""
    with acting(database, act) as session:
        standing = _of_claim(session, act, event_id)
        if standing.row.wants_words:
            raise RefusedError(f"{standing.item.label} wants words: press Write, one line is enough.")
        if standing.row.written_at is not None:
            return Outcome.of(session, standing.item, act, changed=False)
        return _keep(session, act, standing, "", as_asked=True)


def take_back(database: Database, act: Act, event_id: int) -> Outcome:
    """Undo, for ten minutes, that it is done as asked. Raises as `read_back` does."""
    with acting(database, act) as session:
        standing = _of_claim(session, act, event_id)
        row = standing.row
        if not row.as_asked or row.written_at is None:
            return Outcome.of(session, standing.item, act, changed=False)
        if act.now - row.written_at > UNDO_FOR:
            raise RefusedError("Undo works for ten minutes. Write puts your own words in its place.")
        row.as_asked, row.written_at = False, None
        return _told(session, act, standing)


def may_read_back(session: Session, act: Act, event_id: int) -> ItemFacts:
    """The item of the claim, for whom may read it back now. Raises as `read_back` does, before anything is written."""
    event = session.get(Event, event_id)
    item = session.get(Item, event.item_id) if event is not None else None
    if event is None or item is None or item.workspace_id != act.workspace_id or event.actor != act.user:
        raise RefusedError("Only who did it can read it back.")
    find_item(session, act, item.number)
    _standing(session, act, item)
    return item_facts(session, item, act.now)


def keep_reply(session: Session, item: Item, row: ReadBack, reply: MessageNews, now: datetime) -> None:
    """Keep a reply in the card's thread as the read-back, in the caller's transaction; without words there is none
    again."""
    row.text, row.edited = kept_words(reply.text), reply.edited
    row.ts, row.written_at = (reply.ts, row.written_at or now) if row.text else (None, None)
    _owe_edits(session, item, row, now)


def _of_claim(session: Session, act: Act, event_id: int) -> _Standing:
    event, item = find_own_event(session, act, event_id, (Verb.CLAIM,), "read it back")
    if event.undone_at is not None:
        raise RefusedError(f"You gave {item.label} back, so there is nothing to read back.", "read_back")
    return _standing(session, act, item)


def _standing(session: Session, act: Act, item: Item) -> _Standing:
    row = standing_read_back(session, item)
    if row is None or row.user != act.user:
        raise RefusedError(
            f"There is nothing to read back of {item.label}: that is for who has just claimed it, while it is theirs.",
            "read_back",
        )
    return _Standing(item, row)


def _write(session: Session, act: Act, standing: _Standing, said: str) -> Outcome:
    line = " ".join(said.split())
    if not line:
        raise RefusedError("Say in one line what you do next, and what you are not sure of.", "read_back")
    if len(line) > LONGEST_READ_BACK:
        raise RefusedError(
            f"A read-back has at most {LONGEST_READ_BACK} characters; this has {len(line)}. "
            "Your first reply in the thread counts, too: there you have room.",
            "read_back",
        )
    if standing.row.text == line:
        return Outcome.of(session, standing.item, act, changed=False)
    return _keep(session, act, standing, line)


def _keep(session: Session, act: Act, standing: _Standing, line: str, *, as_asked: bool = False) -> Outcome:
    row = standing.row
    row.text, row.as_asked, row.written_at = line, as_asked, act.now
    row.ts, row.edited = None, ""
    return _told(session, act, standing)


def _told(session: Session, act: Act, standing: _Standing) -> Outcome:
    _owe_edits(session, standing.item, standing.row, act.now)
    return Outcome.of(session, standing.item, act)


def _owe_edits(session: Session, item: Item, row: ReadBack, now: datetime) -> None:
    """All that shows it: the claim's line, the card, the entries in DMs. What is new is told to whom it is read back in
    their next digest."""
    if row.written_at == now:
        note_told(session, item, (row.sender,), now)
    owe_line_edit(session, session.get_one(Event, row.event_id), now)
    owe_edits(session, item, now)
