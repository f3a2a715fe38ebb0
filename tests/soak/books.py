"""The books of the day, kept by who trusts nobody: from Slack's record, the roster as it was written, and the items."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Final

from sqlalchemy import select

from models.tables import Item, Member, Message, MessageKind, State
from tests.soak.crowded import Crowded
from tests.walk.owed import Owed
from tests.walk.record import Record, Taken

# From the start of somebody's day: a tick, and what failures of Slack's one after the other and its Retry-After add.
AT_THEIR_HOUR: Final = timedelta(minutes=15)
JOIN: Final = timedelta(minutes=10)
LOOK_UPS: Final = {"conversations.history", "conversations.replies"}
EXTRA: Final = ("Critical", "You wanted to hear of")


@dataclass(frozen=True, slots=True)
class Told:
    """A DM as Slack took it: what it is, when it was owed and when taken (UTC), and what it says."""

    kind: MessageKind
    owed: datetime
    taken: datetime
    says: str

    @property
    def is_routine(self) -> bool:
        """Whether the budget counts it: nothing critical is in it, and nobody asked for it."""
        return not any(words in self.says for words in EXTRA)


class Books:
    """What is known of the day so far. `keep` is called after each tick."""

    def __init__(self, workspace: Crowded) -> None:
        self._here = workspace
        self._record = Record(workspace.slack)
        self._user_of = {workspace.person(one.user).dm: one.user for one in workspace.crowd.members}
        self._at_work = self._who_is_at_work()
        self._began: dict[str, datetime] = {}
        self._had_something: dict[str, datetime] = {}
        self.told: defaultdict[str, list[Told]] = defaultdict(list)

    def keep(self) -> None:
        """Note what Slack took, whose day has just begun, and whether there was anything to tell them."""
        for taken in self._record.news():
            if taken.channel in self._user_of and not taken.is_edit:
                self.told[self._user_of[taken.channel]].append(self._as_told(taken))
        at_work, now = self._who_is_at_work(), self._here.clock()
        have_something = self._who_has_something()
        for user in at_work - self._at_work:
            self._began[user] = now
            if user in have_something:
                self._had_something[user] = now
        self._at_work = at_work
        # Whose items all went before the message could be sent is not told of them.
        for user in [user for user, since in self._had_something.items() if now - since < AT_THEIR_HOUR]:
            if user not in have_something and not self.of(user, MessageKind.DIGEST):
                del self._had_something[user]

    def of(self, user: str, kind: MessageKind) -> list[Told]:
        """The DMs of a kind that somebody got."""
        return [told for told in self.told[user] if told.kind is kind]

    def are_right(self) -> None:
        """Raise AssertionError with a sentence where the day was not as it should have been."""
        for user in self._user_of.values():
            self._digest_was_right(user)
            self._budget_was_kept(user)
            for told in self.told[user]:
                asleep = told.kind is not MessageKind.REPLY and not self._here.hours.at_work(user, told.taken)
                assert not asleep, f"{user} sleeps, and got a {told.kind} at {told.taken}"
        owed = Owed(self._here.database, self._here.slack, self._conversations(), self._here.clock())
        owed.is_settled()

    def table(self) -> list[str]:
        """The figures of the day, a line each."""
        counts = [len(self._unasked(user)) for user in self._user_of.values()]
        calls = self._here.slack.calls
        faults = Counter(call.fault for call in calls if call.fault)
        late = [at.taken - self._began[user] for user in self._began for at in self.of(user, MessageKind.DIGEST)]
        kinds = Counter(told.kind.value for user in self._user_of.values() for told in self.told[user])
        return [
            f"members {len(counts)}, items {len(self._items())}, what people did: {_listed(self._here.done)}",
            f"DMs a person: min {min(counts)}, median {median(counts):g}, max {max(counts)}; {_listed(kinds)}",
            f"digests {len(late)}, latest {max(late, default=timedelta())} after the start of its reader's day",
            f"calls of Slack {len(calls)}, failed {sum(faults.values())}: {_listed(faults)}",
            f"look-ups {sum(call.method in LOOK_UPS for call in calls)}, doubles 0, lost 0",
        ]

    def _digest_was_right(self, user: str) -> None:
        digests = self.of(user, MessageKind.DIGEST)
        self._once_a_day(user, digests)
        if user in self._had_something:
            assert digests, f"{user} had something at {self._had_something[user]}, and got no digest"
        for digest in digests:
            assert "H-" in digest.says, f"{user} got a digest with nothing in it"
            late = digest.taken - self._began[user]
            assert late <= AT_THEIR_HOUR, f"{user}'s digest came {late} late"

    def _budget_was_kept(self, user: str) -> None:
        self._once_a_day(user, [one for one in self.of(user, MessageKind.REMINDER) if one.is_routine])
        arrivals = sorted(one.owed for one in self.of(user, MessageKind.ARRIVALS) if one.is_routine)
        apart = [after - before for before, after in pairwise(arrivals)]
        assert all(gap >= JOIN for gap in apart), f"{user} got messages of arrivals {min(apart)} apart"

    def _once_a_day(self, user: str, told: list[Told]) -> None:
        days = Counter(self._here.hours.local_date(user, one.taken) for one in told)
        assert max(days.values(), default=0) <= 1, f"{user} got {max(days.values())} {told[0].kind}s in a day"

    def _unasked(self, user: str) -> list[Told]:
        return [told for told in self.told[user] if told.kind is not MessageKind.REPLY]

    def _who_is_at_work(self) -> set[str]:
        now = self._here.clock()
        return {one.user for one in self._here.crowd.members if self._here.hours.at_work(one.user, now)}

    def _who_has_something(self) -> set[str]:
        """Who owns an item, has one offered, or is on shift where one waits."""
        now, found = self._here.clock(), set[str]()
        for item in self._items():
            if item.state in {State.OPEN, State.OFFERED}:
                found.add(item.owner)
            if item.state is State.OFFERED and item.offer_starts is not None and item.offer_starts <= now:
                found |= {item.offered_user} if item.offered_user else set(self._on_shift(item))
        return found

    def _on_shift(self, item: Item) -> Iterable[str]:
        with self._here.database.read() as session:
            query = select(Member.user).where(Member.region_id == item.offered_region_id).order_by(Member.position)
            members = list(session.scalars(query))
        alone = self._here.crowd.on_shift(members)
        return [user for user in alone if user != item.owner]

    def _items(self) -> list[Item]:
        with self._here.database.read() as session:
            return list(session.scalars(select(Item).order_by(Item.id)))

    def _as_told(self, taken: Taken) -> Told:
        with self._here.database.read() as session:
            message = session.scalars(select(Message).where(Message.opaque == taken.key)).one()
        return Told(message.kind, message.created_at, taken.at, taken.says)

    def _conversations(self) -> list[str]:
        return [*(channel for channel, _, _ in self._here.crowd.channels()), *self._user_of]


def _listed(counts: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in counts.most_common())
