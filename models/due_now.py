"""Whether the tick finds anything to do: one statement, as most of the time it does not."""

from datetime import datetime
from typing import Final

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from models.owed.evenings import TO_END
from models.owed.mornings import TO_BEGIN
from models.owed.turning import TO_TURN
from models.search.index import TO_INDEX
from models.verbs.decisions_due import TO_LAPSE, TO_REMIND_OF
from models.verbs.moving_on import TO_MOVE
from models.verbs.reminding import TO_REMIND
from models.verbs.snoozing import TO_WAKE
from models.workspace.reactions import OLD_REACTIONS
from models.workspace.seen import OLD_SEEN

_DUE: Final = (
    TO_MOVE, TO_LAPSE, TO_BEGIN, TO_END, TO_REMIND, TO_REMIND_OF, TO_WAKE, TO_TURN, TO_INDEX, OLD_SEEN, OLD_REACTIONS,
)  # fmt: skip
_ANYTHING: Final = select(or_(*(exists(one.order_by(None).limit(None)) for one in _DUE)))


def is_anything_due(session: Session, now: datetime, before: datetime) -> bool:
    """Whether anything is due at `now` (UTC), or kept from `before` then that is to be forgotten."""
    return bool(session.scalar(_ANYTHING, {"now": now, "before": before}))
