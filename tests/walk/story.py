"""How a walk is told: what happens is done, put into words, and looked at; and who is meant by "its owner"."""

from collections.abc import Callable

from hypothesis import note
from sqlalchemy import select

from models.decisions import standing_decision
from models.tables import Item, Member
from tests.people import CAST
from tests.walk import chances
from tests.walk.acts import Acts
from tests.walk.truths import Truths
from tests.walk.walked import Walked


class Story:
    """What is told of one workspace. Each of its chapters is a class of its own with what can happen there."""

    workspace: Walked
    acts: Acts
    truths: Truths
    is_well: bool

    def tell(self, happens: str, act: Callable[[], object]) -> None:
        """Let it happen, and put it into the story."""
        self.is_well = False
        deaths, at_first = self.workspace.deaths, self.workspace.clock()
        try:
            came = act()
        finally:
            died = " The bot dies and comes back." if self.workspace.deaths > deaths else ""
            note(f"{at_first:%a %d %b %H:%M} {happens}.{died}")
        if isinstance(came, str) and came:
            note(f"    → {came}")
        self.truths.all_hold()
        self.is_well = True

    def item(self, number: int) -> Item:
        """One of the items there are."""
        items = self.workspace.items()
        return items[number % len(items)]

    def person(self, user: str, item: Item) -> str:
        """Whoever that is by now."""
        match user:
            case chances.OWNER:
                return item.owner
            case chances.RECEIVER:
                return self._receiver(item)
            case chances.DECIDER:
                return self._decider(item)
        return user

    def _receiver(self, item: Item) -> str:
        if item.offered_user is not None or item.offered_region_id is None:
            return item.offered_user or item.owner
        with self.workspace.database.read() as session:
            members = select(Member.user).where(Member.region_id == item.offered_region_id)
            return session.scalars(members.order_by(Member.position)).first() or item.owner

    def _decider(self, item: Item) -> str:
        with self.workspace.database.read() as session:
            decision = standing_decision(session, item.id)
            return decision.decider if decision is not None else item.owner


def called(user: str) -> str:
    """What a person is called in the story."""
    return next((one.name.split()[0] for one in CAST if one.user == user), user)
