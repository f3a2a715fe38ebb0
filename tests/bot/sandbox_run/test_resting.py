"""When the sandbox has come to rest: what comes while it is looked at is not taken for settled."""

from types import SimpleNamespace
from typing import Any, cast

from bot.sandbox_run.resting import Resting
from models.storage.database import Database
from tests.bot.conftest import TurnedClock


class Watched:
    """A bot and a Slack, of which one sees how often they were asked to come to rest."""

    def __init__(self, database: Database, clock: TurnedClock) -> None:
        self.database, self.clock = database, clock
        self.settled = self.taken = 0
        self.changes = SimpleNamespace(count=0)

    @property
    def now(self) -> float:
        return self.clock().timestamp()

    def settle(self) -> None:
        self.settled += 1

    def rest(self) -> bool:
        return True


def test_what_comes_the_moment_it_rests_is_settled_the_next_time(database: Database, clock: TurnedClock) -> None:
    here = Watched(database, clock)
    resting = Resting(cast(Any, here), cast(Any, here))
    heard, looks = resting._heard, list[int]()  # noqa: SLF001

    def looked() -> tuple[int, int]:
        """Somebody acts right after the second look, in which nothing had changed."""
        looks.append(1)
        found = heard()
        here.changes.count += len(looks) == 3
        return found

    resting._heard = looked  # type: ignore[method-assign] # noqa: SLF001
    resting()
    before = here.settled
    resting()
    assert here.settled > before
    stands = here.settled
    resting()
    assert here.settled == stands, "nothing has happened since"
