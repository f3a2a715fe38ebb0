"""Alembic's entry: runs the steps on the connection that `models.storage.upgrade` gives it."""

from typing import Any, Literal

from alembic import context

from models.tables import Base
from models.tables.base import Instant


def render_plainly(kind: str, value: Any, _: Any) -> str | Literal[False]:
    """Write our column type as what it is in the database: a migration must not change when our code does."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(value, Instant) else False


def is_mapped(name: str | None, kind: str, _: Any) -> bool:
    """Whether what is found in the database is to be compared with the classes: the search's tables have none."""
    return kind != "table" or not str(name).startswith("item_search")


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=render_plainly,
    include_name=is_mapped,
)
with context.begin_transaction():
    context.run_migrations()
