"""Claim: the only thing that changes an item's owner."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from models.access import hold_item, require_claimer
from models.acts import Act
from models.facts.since import since_had
from models.owed.owing import owe_line
from models.people import name_of
from models.refusals import RefusedError
from models.roster.rows import load_team
from models.storage.database import Database
from models.tables import Event, Item, Region, State, Verb
from models.verbs.outcomes import Outcome
from models.verbs.reading_back import ask_for_read_back
from models.verbs.recording import acting, record, snapshot
from models.visits import count_visit, end_visit, region_with

_TAKE: Final = (
    update(Item.__table__)  # type: ignore[arg-type]  # a table, though it is declared as anything to select from
    .where(Item.id == bindparam("item"), Item.state == bindparam("was_state"))
    .where(Item.owner == bindparam("was_owner"), Item.last_event == bindparam("was_last"))
    .values(state=bindparam("state"), owner=bindparam("owner"), owner_since=bindparam("owner_since"))
)


def claim(database: Database, act: Act, number: int) -> Outcome:
    """Make who acts the owner. The owner claiming their own offer withdraws it.

    Raises RefusedError for who may not, or was too late (it says who has the item); NotVisibleError, NotKnownYetError.
    """
    with acting(database, act) as session:
        item = hold_item(session, act, number)
        claimer = require_claimer(session, act, item)
        if item.owner == claimer and item.state is State.OPEN:
            return Outcome.of(session, item, act, changed=False)
        event = take(session, act, item, claimer)
        if event.details["from"] == claimer:
            return Outcome.of(session, item, act)
        owe_line(session, item, event)
        ask_for_read_back(session, item, event)
        outcome = Outcome.of(session, item, act)
        taken_from = name_of(session, item.workspace_id, event.details["from"])
        since = since_had(session, item, claimer) if event.before["came_from"] else None  # nobody had it before
        return replace(outcome, taken_from=taken_from, since=since)


def take(session: Session, act: Act, item: Item, claimer: str) -> Event:
    """Move the ownership in one conditional update, in the caller's transaction, and record it."""
    before = snapshot(item)
    previous, team = item.owner, load_team(session, item.team_id)
    left = region_with(team, item)
    if not _wins(session, item, claimer, act.now):
        session.refresh(item)
        raise RefusedError(f"{name_of(session, item.workspace_id, item.owner)} was first: {item.label} is theirs.")
    if previous == claimer:
        end_visit(team, item, left, act.now)
    item.end_offer()
    item.kept_until = None
    region = team.region_of(claimer)
    come_to(item, region)
    if previous != claimer:
        item.came_from = previous
        count_visit(team, item, left)
    return record(session, act, item, Verb.CLAIM, before, region=region.name if region else None, **{"from": previous})


def come_to(item: Item, region: Region | None) -> None:
    """Note the region the item has come to; coming to another one is a hop."""
    if region is None or region.id == item.region_id:
        return
    if item.region_id is not None:
        item.hops += 1
    item.region_id = region.id


def _wins(session: Session, item: Item, claimer: str, now: datetime) -> bool:
    """One conditional update decides between claimers: the row must still be as this one saw it."""
    session.flush()
    seen = {"item": item.id, "was_state": item.state, "was_owner": item.owner, "was_last": item.last_event}
    taken = {"state": State.OPEN, "owner": claimer, "owner_since": now}
    if session.connection().execute(_TAKE, {**seen, **taken}).rowcount != 1:
        return False
    for column, value in taken.items():  # the rest of the row is as it was read: it is held
        set_committed_value(item, column, value)
    return True
