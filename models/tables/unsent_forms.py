"""Forms that were begun and not sent: what has reached the bot of them is offered again."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class UnsentForm(Base):
    """A hand-off form as it last reached the bot: `state` is what the form remembers, `draft` what stands in it.

    `closed_at` (UTC) is when its person closed it without sending; it is forgotten once they send it, or after a while.
    """

    __tablename__ = "unsent_forms"
    __table_args__ = (UniqueConstraint("workspace_id", "view"), Index("ix_unsent_forms_user", "workspace_id", "user"))

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    user: Mapped[str]
    view: Mapped[str]
    state: Mapped[dict[str, Any]] = mapped_column(default=dict)
    draft: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
