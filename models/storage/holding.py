"""Holding what a transaction decides on, until it ends. On SQLite nothing needs it: one transaction at a time writes.

The order in which rows are held is everywhere the same, so that nobody waits in a circle: the workspace, channels,
items by id, people by user id, messages by id, deliveries.
"""

from typing import Any, Final, TypeVar

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models.tables import Base

# The first half of an advisory lock's key; the second is the workspace's row id.
WORKSPACE: Final = 0x5352
THE_ONLY_ONE: Final = 0

Query = TypeVar("Query", bound=Select[*tuple[Any, ...]])


def held(query: Query, *, free_only: bool = False) -> Query:
    """The query, its rows read anew and held: nobody else changes them before this transaction ends.

    `free_only` leaves out those that others hold, and so never waits.
    """
    locked = query.with_for_update(key_share=True, skip_locked=free_only)
    return locked.execution_options(populate_existing=True)


def hold(session: Session, row: Base) -> bool:
    """Hold a row that was read before, read anew; says whether anything may have changed since: on SQLite nothing."""
    if not _is_postgres(session):
        return False
    session.refresh(row, with_for_update={"key_share": True})
    return True


def keep_still(session: Session, query: Select[Any]) -> bool:
    """Wait for what others are changing of these rows, and let nobody change them before this transaction ends.

    They are read anew. Says whether anything may have changed since it was read first; on SQLite nothing has.
    """
    if not _is_postgres(session):
        return False
    session.scalars(query.with_for_update(read=True).execution_options(populate_existing=True)).all()
    return True


def share_workspace(session: Session, workspace_id: int) -> None:
    """For a change of single rows: beside others of its kind, but not beside one that has the workspace to itself.

    Asked for first, since what was read before may have changed meanwhile.
    """
    if _is_postgres(session):
        session.execute(select(func.pg_advisory_xact_lock_shared(WORKSPACE, workspace_id)))


def have_workspace(session: Session, workspace_id: int = THE_ONLY_ONE) -> None:
    """For a change of the whole: a roster, new zone rules, somebody who is gone. Without an id: to make its row."""
    if _is_postgres(session):
        session.execute(select(func.pg_advisory_xact_lock(WORKSPACE, workspace_id)))


def _is_postgres(session: Session) -> bool:
    return session.get_bind().dialect.name == "postgresql"
