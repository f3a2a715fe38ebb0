"""What follows when it changes when somebody is away: turns, offers, their days, what others may claim, who is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.acts import Act
from models.owed.owing import owe_card_edit, owe_notice
from models.owed.shift_changes import untold_changes
from models.parking import next_turn
from models.people import days_of, get_person, name_of
from models.shifts.plan import DaysOff
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


def tell_of_absence(session: Session, act: Act, user: str, dates: DaysOff, what: str) -> None:
    """Tell somebody at work, or before it begins, that a lead has noted or cancelled their absence (`what`).

    Not where the news of their shifts says it, or where they are away till it is over: the digest tells then.
    """
    if any(change.by == act.user for change in untold_changes(session, act.workspace_id, user, act.now)):
        return
    wakes = days_of(session, act.workspace_id, user).wakes_at(act.now)
    if wakes is None or (what == "noted" and wakes.date() > dates.first):
        return
    until = "on, without an end" if dates.last is None else f"to {dates.last}"
    when = f"on {dates.first}" if dates.last == dates.first else f"from {dates.first} {until}"
    lead = name_of(session, act.workspace_id, act.user)
    says = f"{lead} {what} that you are away {when}. /handoff away list shows what holds, and changes it."
    key = f"absence:{user}:{dates.first}:{what}:{act.now.isoformat()}"
    owe_notice(session, act.workspace_id, user, key, says, act.now)
