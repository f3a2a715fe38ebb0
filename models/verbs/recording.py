"""What every verb shares: one transaction that counts once, the event, and what an item was before."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import Enum
from typing import Any, Final

from sqlalchemy.orm import Session

from models.access import note_presence
from models.acts import Act
from models.owed.happenings import note_happening
from models.owed.owing import owe_edits
from models.parking import next_turn
from models.refusals import AlreadyDoneError
from models.storage.database import Database
from models.storage.holding import have_workspace, share_workspace
from models.storage.once import insert_once
from models.tables import ByChoice, Event, Item, Seen, State, Urgency, Verb
from models.verbs.asking_to_decide import follow_note
from models.verbs.circling import follow_circling
from models.workspace.reactions import settle_reaction

RESTORED: Final = (
    "state", "owner", "owner_since", "came_from", "region_id", "offered_region_id", "offered_user", "offered_at",
    "offer_starts", "offer_ends", "move_at", "remind_at", "ladder_step", "visited", "skipped", "by", "by_choice",
    "urgency", "hops", "times_sent_back", "sent_back_because", "note_version", "visits", "settle_since", "settle_why",
    "kept_until", "unclaimed", "kind",
)  # fmt: skip
INSTANTS: Final = (
    "owner_since", "offered_at", "offer_starts", "offer_ends", "move_at", "remind_at", "by", "settle_since",
    "kept_until",
)  # fmt: skip
READ_BACK: Final[dict[str, Callable[[Any], Any]]] = {
    **dict.fromkeys(INSTANTS, datetime.fromisoformat),
    "state": State,
    "urgency": Urgency,
    "by_choice": ByChoice,
}


@contextmanager
def acting(database: Database, act: Act, *, whole: bool = False) -> Iterator[Session]:
    """One transaction for one act. `whole`: it changes who works when, so nothing else changes beside it.

    Raises AlreadyDoneError when the payload it came in has been acted on, or Slack has told of something later.
    """
    with database.write() as session:
        if whole:
            have_workspace(session, act.workspace_id)
        else:
            share_workspace(session, act.workspace_id)
        if act.key is not None and not insert_once(session, Seen, key=act.key, at=act.now):
            raise AlreadyDoneError(act.key)
        if act.reacted is not None:
            settle_reaction(session, act, act.reacted)
        note_presence(session, act)
        yield session


def snapshot(item: Item) -> dict[str, Any]:
    """What undo restores, as JSON."""
    return {column: _plain(getattr(item, column)) for column in RESTORED}


def restore(item: Item, before: dict[str, Any]) -> None:
    """Make the item what the snapshot says it was."""
    for column, value in before.items():
        setattr(item, column, READ_BACK.get(column, _same)(value) if value is not None else None)


def record(
    session: Session,
    act: Act,
    item: Item,
    verb: Verb,
    before: dict[str, Any],
    *,
    reason: str = "",
    **details: Any,
) -> Event:
    """Write the event of a change that was just made to the item, and owe the edits of all that shows it.

    Raises RefusedError where the item's note names somebody to decide who cannot.
    """
    if act.emoji is not None:
        details["emoji"] = act.emoji
    if act.message is not None:
        details["message"] = act.message
    event = Event(
        item_id=item.id, verb=verb, actor=act.user, at=act.now, surface=act.surface.value, reason=reason,
        details=details, before=before,
    )  # fmt: skip
    item.last = event
    item.updated_at = act.now
    item.turns_at = next_turn(session, item, act.now)
    item.indexed = item.indexed and verb is not Verb.DECIDE  # a decision's words can be found, too
    session.flush()
    follow_circling(session, act, item, verb, before)
    follow_note(session, act, item, verb)
    note_happening(session, item, event)
    owe_edits(session, item, act.now)
    return event


def _same(value: Any) -> Any:
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value
