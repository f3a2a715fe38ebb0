"""Items of a query in the order in which one reader needs them, read without the mapped classes: there may be many."""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import Row, Select
from sqlalchemy.orm import Session

from models.notes import IS_ITS_NOTE
from models.queries import Query
from models.ranking import Standing, rank
from models.roster.rows import load_team
from models.shifts.shift import Span
from models.tables import Item, Note
from models.visits import region_of, times_with

# Nobody looks past a thousand: of so many, those that press most of themselves are put in order.
MOST_RANKED: Final = 1_000
_COLUMNS: Final = (
    Item.id, Item.urgency, Item.created_at, Item.by, Note.decide_by, Item.times_sent_back, Item.unclaimed, Item.visits,
    Item.hops, Item.team_id, Item.state, Item.offered_region_id, Item.offered_user, Item.owner, Item.region_id,
    Item.offered_at,
)  # fmt: skip


class Found(NamedTuple):
    """An item (its row), the person it is offered to by name, if it is, and since when it is offered (UTC)."""

    id: int
    offered_user: str | None
    offered_at: datetime | None


def most_needed(session: Session, query: Query, day: Span, decides: Collection[int] = ()) -> list[Found]:
    """What the query finds, the most needed on the reader's day first; `decides` are those they are to decide.

    Of more than a thousand it gives a thousand and one, so that whoever counts them knows.
    """
    rows = session.execute(_pressing_most(query.items), query.given).all()
    ranked = sorted((rank(_standing(session, row, decides), day), row) for row in rows)
    return [Found(row.id, row.offered_user, row.offered_at) for _, row in ranked]


@cache
def _pressing_most(items: Select[Item]) -> Select[Any]:
    columns = items.join(Note, IS_ITS_NOTE).with_only_columns(*_COLUMNS)
    return columns.order_by(Item.pressing, Item.created_at, Item.id).limit(MOST_RANKED + 1)


def _standing(session: Session, row: Row[Any], decides: Collection[int]) -> Standing:
    team = load_team(session, row.team_id)
    there = region_of(team, row.state, row.offered_region_id, row.offered_user, row.owner, row.region_id)
    return Standing(
        id=row.id, urgency=row.urgency, created_at=row.created_at, by=row.by, decide_by=row.decide_by,
        decides=row.id in decides, times_sent_back=row.times_sent_back, unclaimed=row.unclaimed,
        times_there=times_with(row.visits, there), hops=row.hops,
    )  # fmt: skip
