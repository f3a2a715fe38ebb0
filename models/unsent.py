"""Hand-off forms that were begun and not sent: what reached us of them is kept for a while, and offered again."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from models.acts import Act
from models.refusals import RefusedError
from models.storage.database import Database
from models.storage.once import insert_once
from models.tables import UnsentForm

KEPT_FOR: Final = timedelta(days=14)
MOST_KEPT: Final = 5
GONE: Final = "That form was sent or discarded already, or is too old: /handoff opens a new one."


@dataclass(frozen=True, slots=True)
class Unsent:
    """A form as it last reached us, at `at` (UTC): `state` is what it remembers, `draft` what was changed in it."""

    id: int
    view: str
    state: Mapping[str, Any]
    draft: Mapping[str, Any]
    at: datetime


def keep_unsent(database: Database, act: Act, view: str, state: Mapping[str, Any], draft: Mapping[str, Any]) -> None:
    """Keep what stands in the form `view` (Slack's id of it). Nobody has more than a few, and none is kept for long."""
    kept = {"state": dict(state), "draft": dict(draft), "at": act.now}
    with database.write() as session:
        _forget_old(session, act, view)
        if not insert_once(
            session, UnsentForm, workspace_id=act.workspace_id, user=act.user, view=view, closed_at=None, **kept
        ):
            session.execute(update(UnsentForm).where(*_is(act, view)).values(closed_at=None, **kept))


def close_unsent(database: Database, act: Act, view: str) -> Unsent | None:
    """Note that its person closed the form without sending it; None where nothing of it is kept."""
    with database.write() as session:
        row = session.scalar(select(UnsentForm).where(*_is(act, view)))
        if row is None:
            return None
        row.closed_at = act.now
        return _unsent(row)


def forget_unsent(database: Database, act: Act, view: str) -> None:
    """Forget it: it was sent, or nothing stands in it any more."""
    with database.read() as session:
        is_kept = session.scalar(select(UnsentForm.id).where(*_is(act, view))) is not None
    if is_kept:
        with database.write() as session:
            session.execute(delete(UnsentForm).where(*_is(act, view)))


def discard_unsent(database: Database, act: Act, number: int) -> None:
    """Forget it because its person says so. Raises RefusedError where it is not theirs, or gone."""
    with database.write() as session:
        session.delete(_own(session, act, number))


def take_up(database: Database, act: Act, number: int, view: str) -> None:
    """Its person goes on with it in another form, `view`: what is kept follows. One that is gone meanwhile stays so."""
    with database.write() as session:
        row = session.get(UnsentForm, number)
        if row is not None and (row.workspace_id, row.user) == (act.workspace_id, act.user):
            session.execute(delete(UnsentForm).where(*_is(act, view), UnsentForm.id != number))
            row.view, row.closed_at = view, None


def find_unsent(session: Session, act: Act, number: int) -> Unsent:
    """One of theirs by its row. Raises RefusedError where it is not theirs, or gone."""
    return _unsent(_own(session, act, number))


def unsent_of(session: Session, act: Act) -> list[Unsent]:
    """All that who acts began and did not send, the newest first."""
    theirs = select(UnsentForm).where(UnsentForm.workspace_id == act.workspace_id, UnsentForm.user == act.user)
    recent = theirs.where(UnsentForm.at > act.now - KEPT_FOR)
    return [_unsent(row) for row in session.scalars(recent.order_by(UnsentForm.at.desc(), UnsentForm.id.desc()))]


def _own(session: Session, act: Act, number: int) -> UnsentForm:
    row = session.get(UnsentForm, number)
    theirs = row is not None and (row.workspace_id, row.user) == (act.workspace_id, act.user)
    if row is None or not theirs or row.at <= act.now - KEPT_FOR:
        raise RefusedError(GONE)
    return row


def _is(act: Act, view: str) -> tuple[Any, ...]:
    return UnsentForm.workspace_id == act.workspace_id, UnsentForm.user == act.user, UnsentForm.view == view


def _forget_old(session: Session, act: Act, view: str) -> None:
    """Everybody's that are too old, and those of who acts that would be too many beside `view`."""
    theirs = select(UnsentForm.id).where(UnsentForm.workspace_id == act.workspace_id, UnsentForm.user == act.user)
    theirs = theirs.where(UnsentForm.view != view)
    many = session.scalars(theirs.order_by(UnsentForm.at.desc(), UnsentForm.id.desc()).offset(MOST_KEPT - 1)).all()
    old = (UnsentForm.workspace_id == act.workspace_id) & (UnsentForm.at <= act.now - KEPT_FOR)
    session.execute(delete(UnsentForm).where(or_(old, UnsentForm.id.in_(many))))


def _unsent(row: UnsentForm) -> Unsent:
    return Unsent(row.id, row.view, row.state, row.draft, row.at)
