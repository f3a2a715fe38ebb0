"""The statements that find what is a person's, made once: making one takes longer than running it."""

from collections.abc import Collection
from datetime import datetime
from functools import cache
from typing import Any, Final, NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, String, bindparam, or_, select
from sqlalchemy.orm import Session

from models.owed.settling import TO_SETTLE
from models.people import find_person
from models.seeing import seen_by
from models.tables import IS_LIVE, IS_OFFERED, IS_PENDING, IS_STANDING, IS_UNDECIDED, Decision, Item
from models.tables.base import Instant

_USER: Final = bindparam("reader", type_=String)
_WORKSPACE: Final = bindparam("workspace", type_=Integer)


class Query(NamedTuple):
    """A statement for items that a person may see, in no order, and what it is asked with."""

    items: Select[Item]
    given: dict[str, Any]

    def all(self, session: Session) -> list[Item]:
        """What it finds, the most pressing first."""
        return list(session.scalars(_in_order(self.items), self.given))

    def finds_any(self, session: Session) -> bool:
        """Whether it finds anything."""
        return session.scalar(_first(self.items), self.given) is not None


def waiting(
    session: Session, workspace_id: int, user: str, regions: Collection[int], until: datetime
) -> Query:  # fmt: skip
    """What is offered to the person, or to one of these regions (row ids) for a shift that starts before `until`."""
    given = {"regions": list(regions), "until": until}
    return Query(_waiting(_sees_public(session, workspace_id, user)), _of(workspace_id, user) | given)


def owned(session: Session, workspace_id: int, user: str) -> Query:
    """What the person owns, offered or not."""
    return Query(_owned(_sees_public(session, workspace_id, user)), _of(workspace_id, user))


def asked(session: Session, workspace_id: int, user: str) -> Query:
    """What the person can decide, also what was not decided in time."""
    return Query(_asked(_sees_public(session, workspace_id, user)), _of(workspace_id, user))


def pending(session: Session, workspace_id: int, user: str) -> Query:
    """What the person is to decide, and there is time for it yet."""
    return Query(_pending(_sees_public(session, workspace_id, user)), _of(workspace_id, user))


def settling(session: Session, workspace_id: int, user: str, led: Collection[int]) -> Query:
    """What is to be settled in these teams (row ids), which the person leads, or is the person's own."""
    given = {"led": list(led)}
    return Query(_settling(_sees_public(session, workspace_id, user)), _of(workspace_id, user) | given)


def seen(session: Session, workspace_id: int, user: str, item_ids: Collection[int]) -> set[int]:
    """Which of these items (row ids) the person may see."""
    statement = _among(_sees_public(session, workspace_id, user))
    return set(session.scalars(statement, {"reader": user, "items": list(item_ids)})) if item_ids else set()


@cache
def visible(*, sees_public: bool) -> ColumnElement[bool]:
    """The condition that an item can be seen by the person given as `reader`."""
    return seen_by(_USER, None, sees_public=sees_public)


@cache
def _waiting(sees_public: bool) -> Select[Item]:
    for_regions = Item.offered_region_id.in_(bindparam("regions", expanding=True))
    in_time = Item.offer_starts < bindparam("until", type_=Instant)
    offered = or_(Item.offered_user == _USER, for_regions & in_time)
    return _live(sees_public).where(IS_OFFERED, Item.owner != _USER, offered)


@cache
def _owned(sees_public: bool) -> Select[Item]:
    return _live(sees_public).where(Item.owner == _USER)


@cache
def _asked(sees_public: bool) -> Select[Item]:
    found = _live(sees_public).join(Decision, Decision.item_id == Item.id)
    return found.where(Decision.decider == _USER, IS_UNDECIDED, IS_STANDING)


@cache
def _pending(sees_public: bool) -> Select[Item]:
    return _asked(sees_public).where(IS_PENDING)


@cache
def _settling(sees_public: bool) -> Select[Item]:
    theirs = Item.team_id.in_(bindparam("led", expanding=True)) | (Item.owner == _USER)
    return _live(sees_public).where(TO_SETTLE, theirs)


@cache
def _among(sees_public: bool) -> Select[int]:
    return select(Item.id).where(Item.id.in_(bindparam("items", expanding=True)), visible(sees_public=sees_public))


def _live(sees_public: bool) -> Select[Item]:
    return select(Item).where(Item.workspace_id == _WORKSPACE, IS_LIVE, visible(sees_public=sees_public))


@cache
def _in_order(query: Select[Item]) -> Select[Item]:
    return query.order_by(Item.pressing, Item.created_at, Item.id)


@cache
def _first(query: Select[Item]) -> Select[int]:
    return query.with_only_columns(Item.id).limit(1)


def _of(workspace_id: int, user: str) -> dict[str, Any]:
    return {"workspace": workspace_id, "reader": user}


def _sees_public(session: Session, workspace_id: int, user: str) -> bool:
    person = find_person(session, workspace_id, user)
    return person is not None and person.sees_public_channels
