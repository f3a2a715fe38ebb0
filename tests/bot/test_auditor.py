"""The auditor: when it looks, what it does about what was missed, and whom it tells that all is well."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from pydantic import SecretStr
from sqlalchemy import select, update

from bot.checks import check_storage
from bot.heartbeat import Heartbeat
from bot.running import Sunrelay
from bot.settings import Settings
from bot.ticking import auditor, tick
from bot.ticking.auditor import Auditor
from models.acts import Act, Surface
from models.owed.auditing import keep_audit, last_audit
from models.tables import Delivery, Item
from models.verbs.claiming import claim
from tests.bot.conftest import PATIENCE, Desk, TurnedClock, wait_for

MINUTE = timedelta(minutes=1)


class Listener:
    """Who is told that all is well: an address, and how often it was called."""

    def __init__(self) -> None:
        self.calls = 0
        self.status = 200
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                listener.calls += 1
                self.send_response(listener.status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """It says nothing."""

        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/ping/secret-word"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()


@pytest.fixture
def bot(desk: Desk, listener: Listener) -> Iterator[Sunrelay]:
    settings = Settings.model_construct(
        slack_bot_token=SecretStr(desk.slack.bot_token), slack_signing_secret=SecretStr(desk.slack.signing_secret),
        slack_api_url=desk.slack.api_url, port=0, tick_seconds=20.0, heartbeat_url=listener.url,
    )  # fmt: skip
    bot = Sunrelay(settings, desk.database, desk.connected, desk.clock)
    yield bot
    bot.stop()


class Schedule:
    """An auditor that is only asked when it would look."""

    def __init__(self, desk: Desk) -> None:
        self.clock = desk.clock
        self.looks: list[datetime] = []
        self._auditor = Auditor(desk.database, desk.connected.workspace_id)
        self._auditor.loop.wake = lambda: self.looks.append(self.clock())  # type: ignore[method-assign]

    def ticks(self, minutes: int) -> int:
        """The bot ticks every minute for so long; how often it looks meanwhile."""
        before = len(self.looks)
        for _ in range(minutes):
            self.clock.forward(60)
            self._auditor.ticked(self.clock())
        return len(self.looks) - before


@pytest.fixture
def schedule(desk: Desk) -> Schedule:
    return Schedule(desk)


def test_it_looks_once_an_hour_from_ten_minutes_on(schedule: Schedule) -> None:
    assert schedule.ticks(10) == 0
    assert schedule.ticks(1) == 1
    assert schedule.ticks(59) == 0
    assert schedule.ticks(1) == 1
    assert schedule.ticks(600) == 10


def test_after_the_machine_slept_it_waits_until_what_is_due_had_time(schedule: Schedule, clock: TurnedClock) -> None:
    schedule.ticks(30)
    clock.forward(8 * 3600)
    assert schedule.ticks(10) == 0
    assert schedule.ticks(1) == 1


@pytest.mark.parametrize("hours", [-1, -24, 1, 24])
def test_a_clock_that_is_set_stops_it_for_ten_minutes_at_most(
    schedule: Schedule, clock: TurnedClock, hours: int
) -> None:
    schedule.ticks(30)
    clock.forward(hours * 3600)
    assert schedule.ticks(11) == 1
    assert schedule.ticks(60) == 1


def missed_by(bot: Sunrelay, what: str) -> float:
    """How many misses of that kind the metrics count."""
    lines = bot.metrics.page().decode().splitlines()
    return sum(float(line.split()[-1]) for line in lines if line.startswith(f'sunrelay_missed_total{{what="{what}"}}'))


def test_all_is_well_and_somebody_hears_of_it(bot: Sunrelay, desk: Desk, listener: Listener) -> None:
    desk.hand_off()
    bot.settle()
    assert bot.auditor.audit(desk.clock()) == 0
    assert listener.calls == 1
    assert bot.health.audited() == "The auditor looked at 2027-03-02 08:40 UTC and found nothing missed."


def test_a_fault_in_what_begins_days_is_found_repaired_once_and_counted(
    bot: Sunrelay, desk: Desk, listener: Listener, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    desk.clock.at = datetime.fromisoformat("2027-03-02T16:30:00Z")  # half an hour before Los Angeles begins
    desk.hand_off("Vault door stuck")
    bot.settle()
    desk.clock.forward(3600)
    with monkeypatch.context() as broken:
        broken.setattr(tick, "due_people", lambda *_: [])
        bot.settle()
        assert bot.auditor.audit(desk.clock()) == 1
        bot.settle()
    (digest,) = [dm for dm in desk.slack.person("U0LUIS").dms if dm.by_bot]
    assert "Vault door stuck" in digest.text
    assert missed_by(bot, "digest") == 1
    assert listener.calls == 0
    assert bot.health.audited().endswith("found 1 missed, and mended what can be.")
    assert "digest:1:U0LUIS:2027-03-02, due at 17:00 UTC, is owed now" in caplog.text
    assert "Vault" not in "".join(record.getMessage() for record in caplog.records if record.name.startswith("bot"))
    bot.settle()
    assert bot.auditor.audit(desk.clock()) == 0
    assert [dm.text for dm in desk.slack.person("U0LUIS").dms if dm.by_bot] == [digest.text]
    assert listener.calls == 1


def test_a_fault_in_what_ends_days_is_found_and_mended_while_they_are_there(
    bot: Sunrelay, desk: Desk, listener: Listener, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    desk.hand_off("Vault door stuck")
    bot.settle()
    claim(desk.database, Act(desk.connected.workspace_id, "U0JONAS", desk.clock(), Surface.BUTTON), 1)
    with monkeypatch.context() as broken:
        broken.setattr(tick, "due_evenings", lambda *_: [])
        for minute in (25, 35, 45):  # Jonas goes home at 16:00
            desk.clock.at = datetime.fromisoformat(f"2027-03-02T15:{minute}:00Z")
            bot.settle()
        assert bot.auditor.audit(desk.clock()) == 1
        bot.settle()
    assert missed_by(bot, "evening") == 1
    assert listener.calls == 0
    assert "evening:1:U0JONAS:2027-03-02, due at 15:30 UTC, is owed now" in caplog.text
    asked = [dm.text for dm in desk.slack.person("U0JONAS").dms if dm.by_bot]
    assert asked[-1].startswith("1 to hand off, keep or finish. First: 🟢 Steady · H-1 Vault door stuck")


def test_each_kind_of_miss_is_mended_and_counted(bot: Sunrelay, desk: Desk, listener: Listener) -> None:
    for headline in ("Late", "Nobody's", "Stuck"):
        desk.hand_off(headline)
    bot.settle()
    desk.clock.forward(1200)
    late = desk.clock() - 15 * MINUTE
    with desk.database.write() as session:
        first, second, third = session.scalars(select(Item).order_by(Item.id)).all()
        first.move_at = late
        second.owner = ""
        session.add(
            Delivery(key="edit:9", message_id=_card_of(desk, third.id), action="edit", rank=5, due_at=late)
        )  # fmt: skip
    assert bot.auditor.audit(desk.clock()) == 3
    assert [missed_by(bot, what) for what in ("move", "owner", "delivery", "digest")] == [1, 1, 1, 0]
    bot.settle()
    assert bot.auditor.audit(desk.clock()) == 0
    assert listener.calls == 1


def _card_of(desk: Desk, item_id: int) -> int:
    return desk.delivery(f"card:{item_id}").message_id


def test_a_look_that_fails_blinds_no_other_and_nobody_hears_that_all_is_well(
    bot: Sunrelay, desk: Desk, listener: Listener, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    desk.hand_off()
    bot.settle()
    with desk.database.write() as session:
        session.execute(update(Item).values(owner="", updated_at=desk.clock() - 20 * MINUTE))
    with monkeypatch.context() as broken:
        broken.setattr(auditor, "missing_digests", lambda *_: 1 // 0)
        assert bot.auditor.audit(desk.clock()) == 1
        bot.settle()
        assert bot.auditor.audit(desk.clock()) == 0
    assert listener.calls == 0
    assert "A part of the audit failed" in caplog.text
    caplog.clear()


def test_while_slack_is_out_of_reach_nothing_is_overdue_and_nobody_hears_that_all_is_well(
    bot: Sunrelay, desk: Desk, listener: Listener
) -> None:
    desk.slack.faults.next("*", "http_503", times=50)
    desk.hand_off()
    bot.settle()
    desk.clock.forward(1200)
    desk.slack.faults.next("*", "drop", times=50)
    bot.outbox.send_due()
    assert not bot.outbox.may_send
    assert bot.auditor.audit(desk.clock()) == 0
    assert listener.calls == 0


def test_the_tick_starts_it(bot: Sunrelay, desk: Desk, listener: Listener) -> None:
    bot.auditor.loop.start()
    for _ in range(12):
        desk.clock.forward(60)
        bot.tick()
    wait_for(lambda: listener.calls > 0)
    assert listener.calls == 1
    with desk.database.read() as session:
        found = last_audit(session, desk.connected.workspace_id)
    assert found is not None
    assert found[1] == 0
    assert bot.auditor.loop.stop(PATIENCE)


class AskedAgain(Auditor):
    """An auditor whom the tick asks again in the instant in which it reads what it was asked."""

    asked: datetime | None = None

    @property
    def _asked(self) -> datetime | None:
        asked = self.asked
        if asked is not None and self.asked_again is not None:
            self.asked, self.asked_again = self.asked_again, None
        return asked

    @_asked.setter
    def _asked(self, asked: datetime | None) -> None:
        self.asked = asked

    asked_again: datetime | None = None


def test_what_the_tick_asks_in_the_same_instant_is_not_forgotten(desk: Desk) -> None:
    asked = AskedAgain(desk.database, desk.connected.workspace_id)
    looked: list[datetime] = []

    def audit(now: datetime) -> int:
        looked.append(now)
        return 0

    asked.audit = audit  # type: ignore[method-assign]
    asked.ticked(desk.clock())
    asked.ticked(desk.clock() + 10 * MINUTE)
    asked.asked_again = desk.clock() + 70 * MINUTE
    for _ in range(3):
        asked._step()  # noqa: SLF001 (its thread)
    assert looked == [desk.clock() + 10 * MINUTE, desk.clock() + 70 * MINUTE]


def test_a_heartbeat_that_fails_is_said_once_and_the_address_never(
    listener: Listener, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO", logger="bot.heartbeat")
    heartbeat = Heartbeat(listener.url)
    listener.status = 500
    heartbeat.beat()
    heartbeat.beat()
    assert listener.calls == 2
    listener.status = 204
    heartbeat.beat()
    heartbeat.beat()
    assert [record.getMessage() for record in caplog.records if record.name == "bot.heartbeat"] == [
        "HEARTBEAT_URL was not reached (HTTP 500): whoever listens there hears nothing.",
        "HEARTBEAT_URL is reached again.",
    ]
    caplog.clear()
    Heartbeat("http://127.0.0.1:9/secret-word").beat()
    assert "HEARTBEAT_URL was not reached (URLError)" in caplog.text
    assert "secret-word" not in caplog.text


def test_the_doctor_says_when_it_looked_and_what_it_found(desk: Desk) -> None:
    def says(now: datetime) -> tuple[bool, str]:
        found = [one for one in check_storage(desk.database, now) if one.says.startswith("Auditor")]
        return found[0].is_well, found[0].says

    now = desk.clock()
    assert says(now) == (
        True, "Auditor: it has not looked yet; it does when sunrelay run has run for ten minutes."
    )  # fmt: skip
    keep_audit(desk.database, desk.connected.workspace_id, 0, now)
    assert says(now + 90 * MINUTE) == (True, "Auditor: it looked at 2027-03-02 08:40 UTC and found nothing missed.")
    assert says(now + 121 * MINUTE)[0] is False
    keep_audit(desk.database, desk.connected.workspace_id, 2, now)
    is_well, sentence = says(now)
    assert not is_well
    assert "found 2 missed, and mended what can be" in sentence
