"""A morning on which the day of everybody starts in the same minute, and the evening on which it ends: how long until
all have their DM.

The least time is what Slack's limit allows: the posts, less those it takes at once, at so many a second. Slack is one
in a process of its own that does nothing but hold its limits.
"""

import itertools
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Final

import click
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from benchmarks.limited_slack import asked, limited_slack
from benchmarks.measuring import Effort, Row
from benchmarks.multiplying import multiply
from bot.outbox.outbox import Outbox
from bot.outbox.pace import PostPace
from bot.slack.calls import posting_client
from models.acts import Act, Surface
from models.notes import Draft
from models.owed.evenings import due_evenings, end_days
from models.owed.mornings import begin_days, due_people
from models.roster.apply import apply_roster
from models.roster.file import read_roster
from models.storage.database import Database
from models.storage.opening import open_database
from models.tables import Delivery, DeliveryState, Item, Person
from models.targets import ToRegion
from models.verbs.claiming import claim
from models.verbs.handing_off import open_and_offer
from models.workspace.connecting import connect_workspace
from models.workspace.directory import ChannelNews, PersonNews, keep_channel, keep_person

PER_SECOND: Final = 50.0
AT_ONCE: Final = 20
RETRY_AFTER: Final = 1
FEWEST: Final = 300
TEAM: Final = 20
BATCH: Final = 20
MADE: Final = datetime(2027, 3, 1, 16, 30, tzinfo=UTC)  # a Monday, after hours in Berlin
MORNING: Final = datetime(2027, 3, 2, 8, 0, 5, tzinfo=UTC)
EVENING: Final = datetime(2027, 3, 2, 15, 30, 5, tzinfo=UTC)
GIVEN_UP: Final = 20.0


class TurnedClock:
    """Goes on from where it was turned to (UTC)."""

    def __init__(self, at: datetime) -> None:
        self.turn_to(at)

    def turn_to(self, at: datetime) -> None:
        """From now on it is that instant, and later."""
        self._at, self._since = at, time.monotonic()

    def __call__(self) -> datetime:
        """The instant, in UTC."""
        return self._at + timedelta(seconds=time.monotonic() - self._since)


@dataclass(frozen=True, slots=True)
class Hour:
    """A time (UTC) at which everybody is owed a DM: who is due then, and what owes it to them."""

    at: datetime
    due: Callable[[Session, datetime, int], list[int]]
    owe: Callable[[Database, list[int], datetime], int]


NINE: Final = Hour(MORNING, due_people, begin_days)
HALF_PAST_FOUR: Final = Hour(EVENING, due_evenings, end_days)


@dataclass(frozen=True, slots=True)
class Wave:
    """How a morning or an evening went: against the least time, how many 429, how many DMs twice, our CPU for each."""

    ratio: float
    refused: int
    doubled: int
    cpu_ms: float


class Morning:
    """A workspace of so many people, each with something in their digest, and the bot's outbox before that Slack."""

    def __init__(self, database: Database, slack: str, people: int, per_second: float) -> None:
        self._database = database
        self._slack = slack
        self._people = people
        self._per_second = per_second
        self._mornings = itertools.count()
        self._clock = TurnedClock(MADE)

    def breaks(self, per_minute: float | None, hour: Hour = NINE) -> Wave:
        """That hour of the next day, with the limit set or to be learnt, and all the DMs there are."""
        self._clock.turn_to(hour.at + timedelta(days=next(self._mornings)))
        client = posting_client("xoxb-0", f"{self._slack}api/")
        outbox = Outbox(self._database, client, self._clock, pace=PostPace(self._database, per_minute))
        self._database.on_commit = outbox.wake
        asked(self._slack, "forget")
        outbox.start()
        began, cpu = time.monotonic(), time.process_time()
        self._owe_all(hour)
        self._wait_for_all()
        cpu = time.process_time() - cpu
        outbox.stop()
        told = asked(self._slack, "forget")
        posts = told["posts"]
        least = (self._people - AT_ONCE) / self._per_second
        return Wave(
            ratio=(max(at for at, _ in posts) - began) / least,
            refused=told["refused"],
            doubled=len(posts) - len({channel for _, channel in posts}),
            cpu_ms=1000 * cpu / self._people,
        )

    def _owe_all(self, hour: Hour) -> None:
        while True:
            with self._database.read() as session:
                people = hour.due(session, self._clock(), BATCH)
            if not people:
                return
            hour.owe(self._database, people, self._clock())

    def _wait_for_all(self) -> None:
        seen, at = 0, time.monotonic()
        while seen < self._people:
            time.sleep(0.1)
            posts = asked(self._slack, "tell")["posts"]
            if posts > seen:
                seen, at = posts, time.monotonic()
            if time.monotonic() - at > GIVEN_UP:
                raise RuntimeError(f"only {seen} of {self._people} DMs came")


def rows(effort: Effort) -> Iterator[Row]:
    """A morning wave with a known and with an unknown limit, and an evening wave. One long wave is enough: it lasts for
    minutes."""
    with morning(effort.due) as known:
        wave = known.breaks(60 * PER_SECOND)
    note = f"{effort.due} DMs at {PER_SECOND:g} a second, {wave.refused} refused, {wave.cpu_ms:.1f} ms of CPU each"
    yield Row("a morning wave with a known limit, against the least time", wave.ratio, 1.05, note=note)
    people, first = max(FEWEST, effort.due // 10), []
    with morning(people) as known:
        wave = known.breaks(60 * PER_SECOND, HALF_PAST_FOUR)
    note = f"{people} DMs, {wave.refused} refused, {wave.doubled} doubled, {wave.cpu_ms:.1f} ms of CPU each"
    yield Row("an evening wave with a known limit, against the least time", wave.ratio, 1.1, note=note)
    for _ in range(effort.rounds - 1):
        with morning(people) as unknown:
            first.append(unknown.breaks(None))
    with morning(people) as unknown:
        first.append(unknown.breaks(None))
        second = unknown.breaks(None)
    note = f"{people} DMs, median of {effort.rounds}, {median(one.refused for one in first):g} refused"
    note += f"; the next morning {second.ratio:.2f}×, {second.refused} refused"
    yield Row("the first wave under an unknown limit", median(one.ratio for one in first), 1.6, note=note)


@contextmanager
def morning(
    people: int,
    *,
    url: str | None = None,
    per_second: float = PER_SECOND,
    retry_after: int = RETRY_AFTER,
    latency: float = 0.0,
) -> Iterator[Morning]:
    """The evening before: everybody is there, and something waits for each."""
    with tempfile.TemporaryDirectory() as folder, limited_slack(per_second, AT_ONCE, retry_after, latency) as slack:
        database = open_database(url or f"sqlite:///{Path(folder) / 'wave.db'}")
        fill(database, people)
        try:
            yield Morning(database, slack, people, per_second)
        finally:
            database.on_commit = lambda: None
            database.close()


def fill(database: Database, people: int) -> None:
    """Teams of twenty in Berlin, each with its channel; everybody has an item of their own, and their DM is open."""
    teams = -(-people // TEAM)
    members = {team: [_user(one) for one in range(people) if one % teams == team] for team in range(teams)}
    with database.write() as session:
        workspace = connect_workspace(session, "T0SUN", "Sun", "https://sun.slack.com/", "U0BOT")
        apply_roster(session, workspace, read_roster(_roster(members)), MADE)
        for team, users in members.items():
            here = frozenset({*users, f"U0WEI{team}"})
            news = ChannelNews(_channel(team), f"ops-{team}", private=False, archived=False, has_bot=True, members=here)
            keep_channel(session, workspace.id, news, MADE)
            for user in here:
                one = PersonNews(user, user, "Europe/Berlin", guest=False, external=False, deactivated=False)
                keep_person(session, workspace.id, one, MADE)
        session.execute(update(Person).values(dm_channel="D" + Person.user))
    for team in range(teams):
        act = Act(1, _user(team), MADE, Surface.FORM, channel=_channel(team))
        open_and_offer(database, act, team + 1, _channel(team), Draft("Replica lags", "Look"), ToRegion("APAC"))
        claim(database, act, team + 1)
    multiply(database, people)
    with database.write() as session:
        for item in session.scalars(select(Item)):
            item.owner = _user(item.number - 1)
        session.execute(update(Delivery).values(state=DeliveryState.DROPPED))
        late = select(Person.id).where(Person.user.startswith("U0P"), Person.day_starts_at != MORNING.replace(second=0))
        if session.scalars(late).first() is not None:
            raise RuntimeError("somebody's day does not start with the others'")


def _user(number: int) -> str:
    return f"U0P{number:05}"


def _channel(team: int) -> str:
    return f"C0T{team:04}"


def _roster(members: dict[int, list[str]]) -> str:
    hours = 'hours: "09:00-17:00", rotation_from: 2027-03-01'
    lines = ["teams:"]
    for team, users in members.items():
        listed = ", ".join(f"{{user: {user}}}" for user in users)
        lines += [
            f"  - name: Team {team}", f"    channel: {_channel(team)}", "    regions:",
            f"      - {{name: APAC, timezone: Asia/Singapore, {hours}, members: [{{user: U0WEI{team}}}]}}",
            f"      - {{name: EMEA, timezone: Europe/Berlin, {hours}, members: [{listed}]}}",
        ]  # fmt: skip
    return "\n".join(lines)


@click.command()
@click.option("--people", default=300, show_default=True)
@click.option("--per-second", default=PER_SECOND, show_default=True)
@click.option("--retry-after", default=RETRY_AFTER, show_default=True)
@click.option("--latency", default=0.0, show_default=True, help="Seconds that Slack takes to answer.")
@click.option("--database", help="Where; an SQLite file of its own when left out.")
def main(people: int, per_second: float, retry_after: int, latency: float, database: str | None) -> None:
    """Print how three mornings go: with a known limit, and twice with one that is to be learnt; and an evening."""
    given = {"url": database, "per_second": per_second, "retry_after": retry_after, "latency": latency}
    with morning(people, **given) as waking:  # type: ignore[arg-type]
        for name, limit in (("known", 60 * per_second), ("unknown, first", None), ("unknown, second", None)):
            click.echo(f"{name}: {waking.breaks(limit)}")
        click.echo(f"known, at the end of a day: {waking.breaks(60 * per_second, HALF_PAST_FOUR)}")


if __name__ == "__main__":
    main()
