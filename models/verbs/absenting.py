"""What follows when it changes when somebody is away: turns, offers, their own days, and whether others may claim."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.acts import Act
from models.owed.owing import owe_card_edit
from models.parking import next_turn
from models.people import days_of, get_person
from models.storage.holding import held
from models.tables import Item, State
from models.verbs.rescheduling import rescheduling, teams_where_member
from models.workspace.directory import replan


@contextmanager
def changing_absences(session: Session, act: Act, user: str, until: date | None = None) -> Iterator[None]:
    """Change inside when the person is away, in the caller's transaction; all that follows is done at the end.

    `until` is the last date that changes, where that is known.
    """
    was_away = days_of(session, act.workspace_id, user).is_away(act.now)
    with rescheduling(session, act, teams_where_member(session, act.workspace_id, user), until=until):
        yield
    replan(session, get_person(session, act.workspace_id, user), act.now)  # somebody in no region has days, too
    has_changed = days_of(session, act.workspace_id, user).is_away(act.now) != was_away
    for item in open_items(session, act, user):
        item.turns_at = next_turn(session, item, act.now)
        if has_changed:
            owe_card_edit(session, item, act.now)


def open_items(session: Session, act: Act, user: str) -> list[Item]:
    """What the person owns and has not offered, held."""
    owned = select(Item).where(Item.workspace_id == act.workspace_id, Item.owner == user, Item.state == State.OPEN)
    return list(session.scalars(held(owned.order_by(Item.id))))
