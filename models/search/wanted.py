"""What somebody looks for, as plain values."""

from dataclasses import dataclass
from datetime import datetime

from models.search.terms import Phrase
from models.tables import State


@dataclass(frozen=True, slots=True)
class Wanted:
    """Words that an item must have, all of them, and what it must be.

    `owner` is a user id; `region` is the name of the region it has come to or waits for, in any case; it was opened
    before `before` (UTC).
    """

    phrases: tuple[Phrase, ...] = ()
    kind: str | None = None
    owner: str | None = None
    region: str | None = None
    state: State | None = None
    before: datetime | None = None
