"""Three regions in both hemispheres through a year: holidays, part-time, leave, and six changes of the clocks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final
from zoneinfo import ZoneInfo

import holidays
from sqlalchemy import select

from models.labels import label_of
from models.storage.database import Database
from models.tables import Item, Message, MessageKind, State
from tests.people import OPS
from tests.walk.record import Record
from tests.walk.second_hours import WEEKDAYS
from tests.workspace import Workspace

MOST_UNDER_WAY: Final = 5
# Of those at work in an hour, how many do something.
DILIGENCE: Final = 0.15
# How often in a year somebody takes days off, and how many at a time.
LEAVES: Final = 6
LONGEST_LEAVE: Final = 12


@dataclass(frozen=True, slots=True)
class Worker:
    """Somebody, and when they work: on which days, from when to when on the wall of their zone, and whose holidays."""

    user: str
    region: str
    zone: str
    country: tuple[str, str | None]
    start: int = 9
    end: int = 17
    days: tuple[str, ...] = WEEKDAYS[:5]


_SYDNEY: Final = ("Sydney", "Australia/Sydney", ("AU", "NSW"))
_BERLIN: Final = ("Berlin", "Europe/Berlin", ("DE", "BE"))
_NEW_YORK: Final = ("New York", "America/New_York", ("US", None))
WORKERS: Final = (
    Worker("U0ABE", *_SYDNEY),
    Worker("U0BEA", *_SYDNEY, days=("mon", "tue", "wed")),
    Worker("U0CAL", *_SYDNEY, start=10, end=18),
    Worker("U0DOT", *_BERLIN),
    Worker("U0EVE", "Berlin", "Europe/London", ("DE", "BE")),
    Worker("U0FIN", *_BERLIN, days=("tue", "wed", "thu", "fri")),
    Worker("U0GUS", *_NEW_YORK),
    Worker("U0HAL", *_NEW_YORK, start=8, end=16),
    Worker("U0IDA", "New York", "America/Los_Angeles", ("US", None), start=7, end=15),
)
REGIONS: Final = (_SYDNEY, _BERLIN, _NEW_YORK)


def a_roster() -> str:
    """The roster file of it all."""
    regions = "".join(_region(name, zone, country) for name, zone, country in REGIONS)
    return f"teams:\n  - name: Platform\n    channel: {OPS}\n    regions:\n{regions}"


def _region(name: str, zone: str, country: tuple[str, str | None]) -> str:
    code = "-".join(part for part in country if part)
    members = ", ".join(
        f'{{user: {one.user}, timezone: {one.zone}, hours: "{one.start:02}:00-{one.end:02}:00", '
        f"days: [{', '.join(one.days)}]}}"
        for one in WORKERS
        if one.region == name
    )
    return (
        f'      - {{name: {name}, timezone: {zone}, hours: "09:00-17:00", holidays: {code}, '
        f"rotation_from: 2027-01-04, members: [{members}]}}\n"
    )


class Almanac:
    """Who is off when, kept beside the bot: from the holidays' own list, and from what people said."""

    def __init__(self) -> None:
        self._holidays = {
            worker.user: holidays.country_holidays(country, subdiv=part, years=range(2026, 2030))
            for worker in WORKERS
            for country, part in [worker.country]
        }
        self.leave: dict[str, set[date]] = {worker.user: set() for worker in WORKERS}

    def works_on(self, worker: Worker, day: date) -> bool:
        """Whether the day is one of their working days."""
        in_the_week = WEEKDAYS[day.weekday()] in worker.days
        return in_the_week and day not in self._holidays[worker.user] and day not in self.leave[worker.user]

    def is_at_work(self, worker: Worker, now: datetime) -> bool:
        """Whether they are at work at `now` (UTC)."""
        wall = now.astimezone(ZoneInfo(worker.zone))
        return self.works_on(worker, wall.date()) and time(worker.start) <= wall.time() < time(worker.end)


class Year(Workspace):
    """The three regions at work. What people do is drawn from `seed`; it is `now` (UTC) when it begins."""

    def __init__(self, database: Database, begins: datetime, seed: int) -> None:
        self.almanac = Almanac()
        self._chance = Random(seed)
        self._digests: dict[tuple[str, date], int] = {}
        self.dms_taken = 0
        super().__init__(database, roster=a_roster(), begins=begins)
        self._record = Record(self.slack)
        self._worker_of = {self.person(worker.user).dm: worker for worker in WORKERS}

    def _people_and_channels(self) -> None:
        for worker in WORKERS:
            self.slack.add_user(worker.user, worker.user.removeprefix("U0").title(), tz=worker.zone)
        self.slack.add_channel(OPS, "ops", members=[worker.user for worker in WORKERS])

    def opens_some(self, number: int) -> None:
        """So many items are under way, of anybody."""
        for _ in range(number):
            self._opens(self._chance.choice(WORKERS))

    def leave_for(self, worker: Worker, first: date, last: date) -> None:
        """Somebody says that they are away on those dates."""
        said = self.types(worker.user, f"/handoff away {first}..{last}")
        if "already" not in said:
            self.almanac.leave[worker.user] |= set(_dates(first, last))

    def some_leave(self, begins: date, days: int) -> None:
        """Somebody plans days off that begin within so many days."""
        first = begins + timedelta(days=self._chance.randrange(1, days))
        last = first + timedelta(days=self._chance.randrange(LONGEST_LEAVE))
        self.leave_for(self._chance.choice(WORKERS), first, last)

    def live_until(self, end: datetime, step: timedelta) -> None:
        """Let time pass in steps until `end` (UTC), people at work; each DM is looked at as it comes."""
        while self.clock() < end:
            owners = self._owners()
            self.turn_to(self.clock() + step)
            self._look()
            self._who_begins_with_something_was_told(owners)
            if self._chance.random() < LEAVES * len(WORKERS) * step / timedelta(days=365):
                self.some_leave(self.clock().date(), 30)
            for worker in WORKERS:
                if self.almanac.is_at_work(worker, self.clock()) and self._chance.random() < DILIGENCE:
                    self._does_something(worker)
            self._look()

    def _look(self) -> None:
        """What Slack has taken since: nobody who is off, and digests at their hour, once a day."""
        for taken in self._record.news():
            worker = self._worker_of.get(taken.channel)
            if worker is None or taken.is_edit:
                continue
            self.dms_taken += 1
            wall = taken.at.astimezone(ZoneInfo(worker.zone))
            assert self.almanac.is_at_work(worker, taken.at), f"{worker.user} is off at {wall}, and got: {taken.says}"
            if self._kind(taken.key) is MessageKind.DIGEST:
                self._digests[worker.user, wall.date()] = self._digests.get((worker.user, wall.date()), 0) + 1
                assert self._digests[worker.user, wall.date()] == 1, f"{worker.user} got a second digest on {wall}"
                assert wall.time() == time(worker.start), f"{worker.user} got a digest at {wall}"

    def _who_begins_with_something_was_told(self, owners: set[str]) -> None:
        for worker in WORKERS:
            wall = self.clock().astimezone(ZoneInfo(worker.zone))
            begins = wall.time() == time(worker.start) and self.almanac.works_on(worker, wall.date())
            if begins and worker.user in owners:
                assert (worker.user, wall.date()) in self._digests, f"{worker.user} was not told on {wall}"

    def _does_something(self, worker: Worker) -> None:
        offered = self._items(Item.state == State.OFFERED)
        mine = self._items(Item.owner == worker.user, Item.state == State.OPEN)
        if offered and self._chance.random() < 1 / 2:
            self.types(worker.user, f"/handoff claim {label_of(self._chance.choice(offered).number)}")
        elif mine:
            verb = self._chance.choice(("done {}", "{} to next: still open"))
            self.types(worker.user, f"/handoff {verb.format(label_of(self._chance.choice(mine).number))}")
        elif len(self._items(Item.state.in_((State.OPEN, State.OFFERED)))) < MOST_UNDER_WAY:
            self._opens(worker)
        form = self.person(worker.user).form
        if form is not None:
            form.close()

    def _opens(self, worker: Worker) -> None:
        self.hands_off(worker.user, f"Task {self._chance.randrange(10**9)}", OPS)

    def _items(self, *which: object) -> list[Item]:
        with self.database.read() as session:
            return list(session.scalars(select(Item).where(*which).order_by(Item.id)))  # type: ignore[arg-type]

    def _owners(self) -> set[str]:
        return {item.owner for item in self._items(Item.state.in_((State.OPEN, State.OFFERED)))}

    def _kind(self, key: str) -> MessageKind:
        with self.database.read() as session:
            return session.scalars(select(Message.kind).where(Message.opaque == key)).one()


def _dates(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=step) for step in range((last - first).days + 1))


def midnight(day: str, hour: int = 0) -> datetime:
    """That hour of that day, in UTC."""
    return datetime.combine(date.fromisoformat(day), time(hour), UTC)
