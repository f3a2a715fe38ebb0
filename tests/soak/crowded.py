"""A workspace with a crowd in it: people do their work, Slack fails, and the clock runs in ticks."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final

from sqlalchemy import select

from bot.sandbox.people.form import Form
from bot.sandbox.people.impossible import Impossible
from bot.sandbox.people.message import Message
from bot.sandbox.people.person import Person
from models.labels import label_of
from models.owed.figures import outbox_figures
from models.storage.database import Database
from models.tables import Item, State, Team
from tests.soak.crowd import Crowd, Member, channel_of
from tests.walk.second_hours import SecondHours
from tests.workspace import Workspace

TICK: Final = timedelta(seconds=20)
MIDNIGHT: Final = datetime(2027, 1, 1, tzinfo=UTC)
ONE_IN_TWENTY: Final = 0.05
# What Slack does all the same, and what it does not; nothing that is refused for good.
FAILURES: Final = (
    "ratelimited", "http_500", "http_503", "drop", "fatal_error", "internal_error",
    "http_500_after_accept", "drop_after_accept", "half_body", "not_json",
)  # fmt: skip
# Each of those at work, on average.
ACTS_AN_HOUR: Final = 0.1


class Crowded(Workspace):
    """The whole product for a crowd. What people do is drawn from `seed`."""

    def __init__(self, database: Database, crowd: Crowd, begins: datetime, seed: int) -> None:
        self.crowd = crowd
        self.hours = SecondHours(crowd.roster, {})
        self._chance = Random(seed)
        self._acts: dict[Callable[[Member, Person], object], int] = {
            self._opens: 6, self._claims_in_dm: 8, self._claims_by_reaction: 3, self._finishes: 5,
            self._hands_on: 4, self._sends_back: 2, self._snoozes: 1, self._lists: 2,
        }  # fmt: skip
        self.done: Counter[str] = Counter()
        super().__init__(database, roster=crowd.roster, begins=begins)

    def _people_and_channels(self) -> None:
        for one in self.crowd.members:
            self.slack.add_user(one.user, one.name, tz=one.zone)
        for channel, name, members in self.crowd.channels():
            self.slack.add_channel(channel, name, members=members)

    def begin_failing(self, seed: int) -> None:
        """From now on one of Slack's answers in twenty is a failure."""
        self.slack.faults.keep_failing(ONE_IN_TWENTY, FAILURES, Random(seed), retry_after=5)

    def open_for(self, number: int) -> None:
        """So many items are under way: anybody hands them off, at whatever time it is."""
        for _ in range(number):
            one = self._chance.choice(self.crowd.members)
            self._opens(one, self.person(one.user))
            self.settle()

    def step(self, at_rest: timedelta) -> None:
        """The next tick: in 20 seconds where something is under way, otherwise `at_rest`; people do their work."""
        began = self.clock()
        length = TICK if self._is_busy() else at_rest
        self.clock.now = began + length - (began - MIDNIGHT) % length
        self._people_work(self.clock() - began)
        self.settle()
        while self.slack.retry_due():
            self.settle()

    def _is_busy(self) -> bool:
        with self.database.read() as session:
            figures = outbox_figures(session, self.clock())
        return figures.oldest_due > 0 or figures.by_state["sending"] > 0

    def _people_work(self, length: timedelta) -> None:
        awake = [one for one in self.crowd.members if self.hours.at_work(one.user, self.clock())]
        expected = len(awake) * ACTS_AN_HOUR * length / timedelta(hours=1)
        acts, whole = list(self._acts), int(expected)
        for _ in range(whole + (self._chance.random() < expected - whole)):
            one, [act] = self._chance.choice(awake), self._chance.choices(acts, list(self._acts.values()))
            try:
                happened = act(one, self.person(one.user))
            except Impossible:
                happened = False
            self.done[act.__name__.strip("_") if happened is not False else "nothing"] += 1

    def _opens(self, one: Member, person: Person) -> bool:
        headline = f"Task {self._chance.randrange(10**6):06}"
        form = self._form(person, one, headline)
        if form is None:
            return False
        form.fill("Next step", "Look at the graphs")
        form.choose("Urgency", self._chance.choices(("🟢 Steady", "🟡 Watch", "🔴 Critical"), (7, 2, 1))[0])
        for _ in range(3):
            if form.is_open:
                form.submit()
        return self._close(person)

    def _claims_in_dm(self, _: Member, person: Person) -> bool:
        return self._presses_last(person, "Claim H-")

    def _snoozes(self, _: Member, person: Person) -> bool:
        return self._presses_last(person, "Snooze")

    def _claims_by_reaction(self, one: Member, person: Person) -> bool:
        item = self._some_item(one, Item.state == State.OFFERED)
        card = self._card(item)
        if card is None or person.id in card.reactions.get("raised_hand", ()):
            return False
        person.reacts(card, "raised_hand")
        return True

    def _finishes(self, one: Member, person: Person) -> bool:
        return self._says(one, person, "done {label}", Item.owner == one.user)

    def _hands_on(self, one: Member, person: Person) -> bool:
        return self._says(one, person, "{label} to next: nothing new", Item.owner == one.user, Item.state == State.OPEN)

    def _sends_back(self, one: Member, person: Person) -> bool:
        return self._says(one, person, "back {label} not ours", Item.owner == one.user, Item.came_from.is_not(None))

    def _lists(self, one: Member, person: Person) -> bool:
        return person.types(channel_of(one.team), "/handoff list").ok

    def _says(self, one: Member, person: Person, words: str, *which: object) -> bool:
        item = self._some_item(one, Item.state.in_((State.OPEN, State.OFFERED)), *which)
        if item is None:
            return False
        answer = person.types(channel_of(one.team), f"/handoff {words.format(label=label_of(item.number))}")
        return self._close(person) and answer.ok

    def _some_item(self, one: Member, *which: object) -> Item | None:
        with self.database.read() as session:
            query = select(Item).join(Team).where(Team.channel == channel_of(one.team), *which)  # type: ignore[arg-type]
            items = list(session.scalars(query.order_by(Item.id)))
        return self._chance.choice(items) if items else None

    def _card(self, item: Item | None) -> Message | None:
        if item is None or item.channel is None:
            return None
        return next((one for one in self.slack.messages(item.channel) if one.ts == item.ts), None)

    def _presses_last(self, person: Person, label: str) -> bool:
        for dm in reversed(person.dms[-4:]):
            labels = [one for one in dm.buttons if one.startswith(label)]
            if labels:
                return person.presses(dm, labels[0]).ok
        return False

    def _form(self, person: Person, one: Member, words: str) -> Form | None:
        self._close(person)
        return person.types(channel_of(one.team), f"/handoff {words}").form

    def _close(self, person: Person) -> bool:
        while (form := person.form) is not None:
            form.close()
        return True
