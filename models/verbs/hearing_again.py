"""Remind me at …, and Not today: what the reader of a digest wants of the reminders of that day. It can be undone."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access import require_active
from models.acts import Act
from models.owed.again import Choice, choice_in, owe_again, take_again_back
from models.owed.digest_parts import day_of
from models.owed.owing import owe_edit
from models.people import hold_person
from models.refusals import RefusedError
from models.storage.database import Database
from models.storage.holding import held
from models.tables import Message, MessageKind, Person
from models.verbs.recording import acting


def remind_at(database: Database, act: Act, digest_id: int, at: datetime) -> None:
    """Remind who acts, once, at `at` (UTC) of what still waits for them then; of nothing before that is not critical.

    Raises RefusedError for anybody else's digest, on another day, for a time that is over or after their day.
    """
    with acting(database, act) as session:
        _, digest = _hold_choosing(session, act, digest_id)
        if not act.now < at < day_of(digest).end:
            raise RefusedError("That time is over, or after your day: choose another.")
        owe_again(session, digest, at, act.now)
        _keep(session, digest, Choice(at=at), act.now)


def not_today(database: Database, act: Act, digest_id: int) -> None:
    """Remind who acts of nothing that is not critical until their day is over. Raises as `remind_at` does."""
    with acting(database, act) as session:
        person, digest = _hold_choosing(session, act, digest_id)
        person.quiet_until = day_of(digest).end
        _keep(session, digest, Choice(quiet=True), act.now)


def choose_anew(database: Database, act: Act, digest_id: int) -> None:
    """Take back what was chosen. Raises RefusedError as `remind_at` does, and where the reminder has come."""
    with acting(database, act) as session:
        person, digest = _hold(session, act, digest_id)
        chosen = choice_in(digest)
        if chosen.at is not None and not take_again_back(session, digest):
            raise RefusedError("That reminder has come already.")
        if chosen.quiet:
            person.quiet_until = None
        _keep(session, digest, Choice(), act.now)


def _hold_choosing(session: Session, act: Act, digest_id: int) -> tuple[Person, Message]:
    person, digest = _hold(session, act, digest_id)
    if choice_in(digest).is_made:
        raise RefusedError("You have chosen already: press Undo in the digest to choose again.")
    return person, digest


def _hold(session: Session, act: Act, digest_id: int) -> tuple[Person, Message]:
    """Who acts and their digest of the day that runs, both held."""
    user = require_active(session, act).user
    person = hold_person(session, act.workspace_id, user)
    digest = session.scalars(
        held(select(Message).where(Message.id == digest_id, Message.kind == MessageKind.DIGEST))
    ).first()
    if digest is None or digest.workspace_id != act.workspace_id or digest.user != user:
        raise RefusedError("That is not your digest, or it is gone.")
    if day_of(digest).end <= act.now:
        raise RefusedError("That day is over: your next digest tells what waits then.")
    return person, digest


def _keep(session: Session, digest: Message, choice: Choice, now: datetime) -> None:
    digest.body = {**digest.body, **choice.body()}
    session.flush()  # it is read anew where it is held
    owe_edit(session, digest, now)
