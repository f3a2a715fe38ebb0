"""Claim several: each in its own right, as if it had been claimed alone, and what became of each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from models.access import find_item
from models.acts import Act
from models.labels import label_of
from models.refusals import AlreadyDoneError, RefusedError
from models.storage.conflicts import ConflictError, again_after_conflicts
from models.storage.database import Database
from models.storage.patience import is_out_of_patience
from models.verbs.claiming import claim
from models.verbs.outcomes import Outcome

_NO_TIME: Final = "not tried: there was too much to do at once. It waits still."


class Became(StrEnum):
    """What became of a wish to claim an item: it is theirs; it is not; or it was not tried."""

    THEIRS = "theirs"
    REFUSED = "refused"
    NOT_TRIED = "not tried"


@dataclass(frozen=True, slots=True)
class Claimed:
    """What became of one: its headline where it is theirs, else why it is not. `event` is what undo takes back."""

    number: int
    became: Became
    says: str
    event: int | None = None

    @property
    def label(self) -> str:
        """The id people use: `H-42`."""
        return label_of(self.number)


def claim_several(database: Database, act: Act, numbers: Sequence[int]) -> list[Claimed]:
    """Claim each of these items for who acts, in that order: one that is lost to somebody loses no other.

    The same payload again claims nothing again, and says what it said. Where time runs out the rest is not tried.
    """
    return [_claim(database, replace(act, key=f"{act.key}:{number}"), number) for number in dict.fromkeys(numbers)]


def _claim(database: Database, act: Act, number: int) -> Claimed:
    if is_out_of_patience():
        return Claimed(number, Became.NOT_TRIED, _NO_TIME)
    try:
        outcome: Outcome = again_after_conflicts(claim)(database, act, number)
    except RefusedError as refusal:
        return Claimed(number, Became.REFUSED, refusal.say)
    except AlreadyDoneError:
        return _as_it_is(database, act, number)
    except ConflictError:
        return Claimed(number, Became.NOT_TRIED, _NO_TIME)
    return Claimed(number, Became.THEIRS, outcome.item.note.headline, outcome.event if outcome.changed else None)


def _as_it_is(database: Database, act: Act, number: int) -> Claimed:
    """It was claimed, or lost, when this payload came first."""
    with database.read() as session:
        try:
            item = find_item(session, act, number)
        except RefusedError as refusal:
            return Claimed(number, Became.REFUSED, refusal.say)
        if item.owner == act.user:
            return Claimed(number, Became.THEIRS, "")
        return Claimed(number, Became.REFUSED, f"{item.label} is somebody else's by now.")
