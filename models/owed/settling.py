"""Asking a team's leads to settle who has an item that circles, or that nobody took in any region."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, and_
from sqlalchemy.orm import Session

from models.access import sees_item
from models.owed.owing import SETTLE, owe_arrival
from models.people import is_gone
from models.roster.rows import load_team
from models.tables import LIVE, Item


class Why(StrEnum):
    """Why a lead is asked: the offer went round every region, or the item goes in circles.

    TAKEN: somebody claimed what goes in circles; until they hand it on there is nothing to settle.
    """

    ROUND = "round"
    CIRCLING = "circling"
    TAKEN = "taken"


# The same rule as `is_to_settle`, in SQL.
TO_SETTLE: Final[ColumnElement[bool]] = and_(
    Item.settle_since.is_not(None), Item.settle_why != Why.TAKEN.value, Item.state.in_(LIVE)
)


def ask_to_settle(session: Session, item: Item, why: Why, now: datetime) -> None:
    """Ask whoever can settle who has the item, once for as long as it is not settled, in the caller's transaction.

    Who is at work at `now` (UTC) is told by DM, together with other arrivals; for everybody else the next digest tells.
    """
    if item.settle_since is not None:
        return
    item.settle_since, item.settle_why = now, why.value
    for user in asked_to_settle(session, item):
        owe_arrival(session, item, user, now, SETTLE)


def forget_settling(item: Item) -> None:
    """It is settled, or nothing is left to settle."""
    item.settle_since, item.settle_why = None, ""


def is_to_settle(item: Item) -> bool:
    """Whether the item still waits to be settled."""
    return item.settle_since is not None and item.settle_why != Why.TAKEN and item.is_live


def asked_to_settle(session: Session, item: Item) -> list[str]:
    """The user ids of the team's leads who see the item and are still there; where there are none, its owner's."""
    leads = [lead.user for lead in load_team(session, item.team_id).leads]
    able = [user for user in leads if not is_gone(session, item.workspace_id, user) and sees_item(session, item, user)]
    return able or [item.owner]
