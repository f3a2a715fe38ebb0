"""The running bot reads calendars and sets user groups in threads of its own, and shows shifts at an address."""

import http.client
from collections.abc import Iterator

import pytest
from pydantic import SecretStr
from sqlalchemy import select

from bot.running import Sunrelay
from bot.settings import Settings
from models.acts import Act, Surface
from models.calendars.feeds import give_feed
from models.calendars.keeping import CalendarToRead, follow_roster, take_due
from models.roster.apply import apply_roster
from models.roster.file import read_roster
from models.tables import Absence, Calendar
from models.workspace.connecting import the_workspace
from tests.bot.conftest import PATIENCE, ROSTER, Desk, wait_for
from tests.calendar_server import CalendarServer, Page, all_day, serving


@pytest.fixture
def server() -> Iterator[CalendarServer]:
    with serving() as running:
        yield running


@pytest.fixture
def bot(desk: Desk, server: CalendarServer) -> Iterator[Sunrelay]:
    """A bot whose roster names a calendar and a user group; it is not started."""
    text = ROSTER.replace("{user: U0JONAS}", f"{{user: U0JONAS, leave: {server.url('/jonas.ics')}}}")
    text = text.replace("    channel: C0OPS\n", "    channel: C0OPS\n    user_group: S0ONCALL\n")
    desk.slack.add_user_group("S0ONCALL", "oncall")
    with desk.database.write() as session:
        apply_roster(session, the_workspace(session), read_roster(text), desk.clock())
    settings = Settings.model_construct(
        slack_bot_token=SecretStr(desk.slack.bot_token), slack_signing_secret=SecretStr(desk.slack.signing_secret),
        slack_api_url=desk.slack.api_url, port=0, tick_seconds=0.1, calendar_hosts=frozenset({"localhost"}),
        public_url="https://sunrelay.test",
    )  # fmt: skip
    running = Sunrelay(settings, desk.database, desk.connected, desk.clock)
    yield running
    running.stop()


def days_off(bot: Sunrelay) -> list[Absence]:
    with bot.database.read() as session:
        return list(session.scalars(select(Absence)))


def test_it_reads_and_sets_while_it_runs_and_follows_the_clock(
    bot: Sunrelay, desk: Desk, server: CalendarServer
) -> None:
    server.put("/jonas.ics", all_day("20270304"))
    bot.start()
    wait_for(lambda: len(days_off(bot)) == 1)
    wait_for(lambda: desk.slack.user_group("S0ONCALL").users == ["U0WEI", "U0JONAS", "U0ANA"])
    wait_for(lambda: bot.health.troubles() == [])

    server.put("/jonas.ics", all_day("20270302"), all_day("20270304"))
    desk.clock.forward(15 * 60)
    wait_for(lambda: len(days_off(bot)) == 2)
    wait_for(lambda: "U0JONAS" not in desk.slack.user_group("S0ONCALL").users)


def test_a_calendar_that_hangs_holds_up_nothing_else(
    bot: Sunrelay, desk: Desk, server: CalendarServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.calendars.fetching.SECONDS", PATIENCE)
    server.pages["/jonas.ics"] = Page(drips=True)
    bot.start()
    wait_for(lambda: server.asked)
    secret = give_feed(bot.database, Act(1, "U0WEI", desk.clock(), Surface.BUTTON), "own").secret
    connection = http.client.HTTPConnection("127.0.0.1", bot.port, timeout=PATIENCE)
    connection.request("GET", f"/calendar/{secret}.ics")
    answer = connection.getresponse()
    assert answer.status == 200
    assert answer.getheader("Content-Type") == "text/calendar; charset=utf-8"
    assert answer.getheader("Cache-Control") == "private, max-age=600"
    assert answer.read().startswith(b"BEGIN:VCALENDAR")
    connection.close()
    with bot.database.read() as session:
        assert session.scalars(select(Calendar)).one().trouble == ""  # it still waits
    server.stopping.set()


def test_what_comes_to_nothing_after_the_end_is_not_written_down(
    bot: Sunrelay, desk: Desk, server: CalendarServer
) -> None:
    server.pages["/jonas.ics"] = Page(status=500)
    fetching = bot.calendars.loop
    fetching.stop(0)  # told to end while it waits for the answer
    calendar = take_due_one(bot, desk)
    bot.calendars._read(calendar)  # noqa: SLF001 (what its thread does then)
    with bot.database.read() as session:
        assert session.scalars(select(Calendar)).one().trouble == ""


def take_due_one(bot: Sunrelay, desk: Desk) -> CalendarToRead:
    follow_roster(bot.database, 1, desk.clock())
    calendar = take_due(bot.database, 1, desk.clock())
    assert calendar is not None
    return calendar
