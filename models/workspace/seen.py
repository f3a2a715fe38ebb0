"""Forgetting what was acted on, once Slack cannot send it again."""

from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, delete, select

from models.storage.database import Database
from models.storage.holding import held
from models.tables import Seen
from models.tables.base import Instant

AT_ONCE: Final = 1_000
OLD_SEEN: Final = select(Seen.key).where(Seen.at < bindparam("before", type_=Instant)).order_by(Seen.at).limit(AT_ONCE)


def forget_seen(database: Database, before: datetime) -> int:
    """Forget what was acted on before then (UTC), some at a time; says how many. Without any nothing is written."""
    with database.read() as session:
        keys = list(session.scalars(OLD_SEEN, {"before": before}))
    if keys:
        with database.write() as session:
            # What another process is forgetting just now is left to it.
            free = held(select(Seen.key).where(Seen.key.in_(keys)), free_only=True)
            session.execute(delete(Seen).where(Seen.key.in_(list(session.scalars(free)))))
    return len(keys)
