"""The order of reactions: Slack tells of them twice, late and in any order; what its `event_ts` says last is so."""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Select, bindparam, delete, select
from sqlalchemy.orm import Session

from models.acts import Act, Reacted
from models.facts.card import reaction_event
from models.refusals import AlreadyDoneError
from models.storage.database import Database
from models.storage.once import insert_once
from models.tables import Reaction
from models.tables.base import Instant

SOON: Final = timedelta(minutes=10)
AT_ONCE: Final = 1_000
OLD_REACTIONS: Final = (
    select(Reaction.at).where(Reaction.at < bindparam("before", type_=Instant)).order_by(Reaction.at).limit(AT_ONCE)
)
_EVENT_TS: Final = re.compile(r"(\d{1,12})(?:\.(\d{1,9}))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Known:
    """What was known of an emoji before: its order, and whether it was on."""

    order: str
    added: bool


def order_of(event_ts: object) -> str | None:
    """Slack's `event_ts` (seconds, a dot, a fraction) as text that sorts as the number does; None where it is none.

    A float would lose digits: two reactions can be a microsecond apart.
    """
    found = _EVENT_TS.fullmatch(str(event_ts))
    return f"{int(found[1]):012d}.{(found[2] or '').ljust(9, '0')}" if found else None


def settle_reaction(session: Session, act: Act, reacted: Reacted) -> None:
    """Keep what the act says of its emoji as the latest there is, in the transaction of what it does.

    Raises AlreadyDoneError where it does nothing: Slack has told of something later, or the emoji was on already and
    what that did stands (the removal in between is still on its way). Another transaction about the same emoji waits.
    """
    known = _keep(session, act, reacted)
    if known is None or not (known.added and reacted.added) or _between(known.order, reacted.order) > SOON:
        return
    if reaction_event(session, act, reacted.ts) is not None:
        # Committed before anybody hears of it: else the late removal could come in between, and undo what stands.
        session.commit()
        raise AlreadyDoneError(str(act.key))


def note_reaction(database: Database, act: Act) -> bool:
    """Keep a reaction that did nothing, so that what Slack tells late of that emoji does nothing either.

    Says whether it is news: False where Slack has told of it, or of something later, before.
    """
    if act.reacted is None:
        return True
    with database.write() as session:
        try:
            _keep(session, act, act.reacted)
        except AlreadyDoneError:
            return False
    return True


def was_on_for(session: Session, act: Act, reacted: Reacted) -> timedelta | None:
    """For how long the emoji that was taken off was on, by Slack's clock; None where nobody knows since when."""
    row = session.scalars(_row(act, reacted)).first()
    return _between(row.event_ts, reacted.order) if row is not None and row.added else None


def marks_after(session: Session, act: Act, emoji: Collection[str]) -> list[Act]:
    """Who has put one of the emoji on the message after the act did what it did there, as acts of theirs.

    What they are told of first is not always what was first: see `note_reaction`.
    """
    if act.reacted is None:
        return []
    later = select(Reaction).where(
        Reaction.workspace_id == act.workspace_id, Reaction.channel == act.channel, Reaction.ts == act.reacted.ts,
        Reaction.emoji.in_(emoji), Reaction.added, Reaction.event_ts > act.reacted.order,
    )  # fmt: skip
    return [_act_of(act, row) for row in session.scalars(later.order_by(Reaction.event_ts))]


def is_on(session: Session, act: Act, reacted: Reacted) -> bool:
    """Whether the emoji is on the message still, as far as Slack has told."""
    row = session.scalars(_row(act, reacted)).first()
    return row is not None and row.added


def forget_reactions(database: Database, before: datetime) -> int:
    """Forget what Slack told of before then (UTC), some at a time; says how many. Without any nothing is written."""
    with database.read() as session:
        instants = list(session.scalars(OLD_REACTIONS, {"before": before}))
    if instants:
        with database.write() as session:
            session.execute(delete(Reaction).where(Reaction.at <= instants[-1]))
    return len(instants)


def _act_of(act: Act, row: Reaction) -> Act:
    reacted = Reacted(row.emoji, row.ts, row.event_ts, added=True)
    key = f"mark:{row.channel}:{row.ts}:{row.user}:{row.event_ts}"
    return replace(act, user=row.user, key=key, emoji=row.emoji, reacted=reacted)


def _keep(session: Session, act: Act, reacted: Reacted) -> _Known | None:
    """Keep it, and give what was known before, if anything. Raises AlreadyDoneError where that is as late or later."""
    latest = {"event_ts": reacted.order, "added": reacted.added, "at": act.now}
    if insert_once(session, Reaction, **_key(act, reacted), **latest):
        return None
    # The lock comes first: what another transaction does with this emoji at the same time is over when it is ours.
    row = session.scalars(_row(act, reacted).with_for_update().execution_options(populate_existing=True)).one()
    known = _Known(row.event_ts, row.added)
    if known.order >= reacted.order:
        raise AlreadyDoneError(str(act.key))
    row.event_ts, row.added, row.at = reacted.order, reacted.added, act.now
    session.flush()
    return known


def _row(act: Act, reacted: Reacted) -> Select[Reaction]:
    return select(Reaction).filter_by(**_key(act, reacted))


def _key(act: Act, reacted: Reacted) -> dict[str, Any]:
    return {
        "workspace_id": act.workspace_id, "channel": str(act.channel), "ts": reacted.ts, "user": str(act.user),
        "emoji": reacted.emoji,
    }  # fmt: skip


def _between(earlier: str, later: str) -> timedelta:
    return timedelta(seconds=float(Decimal(later) - Decimal(earlier)))
