"""What holds after every step of the walk, whatever has gone wrong."""

from collections import Counter
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select

from models.labels import label_of
from models.tables import Action, Delivery, DeliveryState, Event, Message, MessageKind, State, Verb
from tests.people import CAST
from tests.walk.record import Record, Taken
from tests.walk.verdicts import Verdicts
from tests.walk.walked import Walked

# Whoever types to the bot is awake, for as long as an answer may take.
ANSWERS: Final = {MessageKind.REPLY}
AT_ONCE: Final = timedelta(hours=1)
ONCE_A_DAY: Final = {MessageKind.DIGEST, MessageKind.REMINDER, MessageKind.EVENING}
# Beside the one reminder of a day: what is critical, and what its reader asked to hear of again.
EXTRA: Final = {"Critical", "You wanted to hear of"}


class Truths:
    """Watches a walked workspace. What it is told, and what it has seen so far, is all it goes by."""

    def __init__(self, workspace: Walked) -> None:
        self._here = workspace
        self._record = Record(workspace.slack)
        self._dm_of = {workspace.person(one.user).dm: one.user for one in CAST}
        self._verdicts = Verdicts(workspace)
        self._given: Counter[tuple[str, MessageKind, date]] = Counter()

    def all_hold(self) -> None:
        """Raise AssertionError with a sentence where one does not."""
        self._items_are_whole()
        self._nothing_was_opened_twice()
        self._owners_changed_by_claims()
        self._nothing_stands_twice()
        self._verdicts.all_hold()
        for taken in self._record.news():
            if taken.channel in self._dm_of:
                self._dm_was_right(taken, self._dm_of[taken.channel])
        assert self._here.slack.pings == [], "somebody was mentioned"

    def _items_are_whole(self) -> None:
        for item in self._here.items():
            name = label_of(item.number)
            assert item.owner, f"{name} has no owner"
            offered_to = (item.offered_region_id is not None) + (item.offered_user is not None)
            window = (item.offered_at, item.offer_starts, item.offer_ends, item.move_at)
            if item.state is State.OFFERED:
                assert offered_to == 1, f"{name} is offered to {offered_to} at once"
                assert None not in window, f"{name} is offered without a window"
            else:
                assert offered_to == 0, f"{name} is {item.state}, and offered"
                assert window == (None,) * 4, f"{name} is {item.state}, and has a window"

    def _nothing_was_opened_twice(self) -> None:
        headlines = Counter(self._here.headline(item) for item in self._here.items())
        twice = [headline for headline, count in headlines.items() if count > 1]
        assert not twice, f"{twice} was sent in once, and opened more than once"

    def _owners_changed_by_claims(self) -> None:
        with self._here.database.read() as session:
            events = list(session.scalars(select(Event).order_by(Event.id)))
        owners: dict[int, list[str]] = {}
        for event in events:
            if event.verb is Verb.OPEN:
                owners[event.item_id] = [str(event.actor)]
            elif event.verb is Verb.CLAIM:
                owners[event.item_id].append(str(event.actor))
            elif event.verb is Verb.UNDO and event.details["undone"] == Verb.CLAIM.value:
                owners[event.item_id].pop()
        for item in self._here.items():
            assert item.owner == owners[item.id][-1], f"{label_of(item.number)} changed hands without a claim"

    def _nothing_stands_twice(self) -> None:
        twice = {key for key, times in self._record.standing(self._conversations()).items() if times > 1 and key}
        if twice:
            with self._here.database.read() as session:
                checked = select(Message.opaque).join(Delivery).where(Delivery.action == Action.TWIN)
                waiting = set(session.scalars(checked.where(Delivery.state == DeliveryState.PENDING)))
            assert twice <= waiting, "a message stands twice, and nobody is going to look"

    def _conversations(self) -> list[str]:
        return [*self._here.members, *self._dm_of]

    def _dm_was_right(self, taken: Taken, user: str) -> None:
        self._shows_only_what_they_see(taken, user)
        with self._here.database.read() as session:
            message = session.scalars(select(Message).where(Message.opaque == taken.key)).first()
        assert message is not None, f"a DM to {user} that nothing owes: {taken.says[:200]}"
        self._verdicts.heard(user, message.kind, taken)
        if taken.is_edit:
            return
        if message.kind not in ANSWERS or taken.at - message.created_at > AT_ONCE:
            assert self._here.hours.at_work(user, taken.at), f"{user} sleeps, and got a {message.kind} at {taken.at}"
        day = (user, message.kind, self._here.hours.local_date(user, taken.at))
        if not any(words in taken.says for words in EXTRA):
            self._given[day] += 1
        assert self._given[day] <= 1 or day[1] not in ONCE_A_DAY, f"{user} got a second {message.kind} on {day[2]}"

    def _shows_only_what_they_see(self, taken: Taken, user: str) -> None:
        for item in self._here.items():
            where = item.channel or item.opened_in
            hidden = item.channel is not None and not self._here.sees(user, where)
            if hidden and self._here.hears_of(where):
                shown = self._here.headline(item) in taken.says
                assert not shown, f"{user} was shown {label_of(item.number)} at {taken.at}: {taken.says}"
