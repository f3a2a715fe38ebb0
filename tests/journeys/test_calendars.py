"""Calendars from elsewhere: leave and turns as they say, and what happens when they cannot be read."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.calendars.reader import CalendarReader
from bot.slack.calls import posting_client
from bot.slack.mails import MailBook
from models.roster.rows import all_teams
from models.shifts.shift import shifts_from
from models.tables import Calendar
from tests.calendar_server import CalendarServer, Page, all_day, calendar, serving, timed
from tests.conftest import MakeWorkspace
from tests.people import ANA, JONAS, LUIS, MEI, MONDAY, PRIYA, WEI, at
from tests.workspace import Workspace

HTML = b"<!doctype html><html><body>Please sign in</body></html>"
BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'


@pytest.fixture
def server() -> Iterator[CalendarServer]:
    with serving() as running:
        yield running


def roster(team: str = "", wei: str = "", berlin: str = "", ana: str = "") -> str:
    return f"""\
teams:
  - name: Platform
    channel: C0OPS
    leads: [{PRIYA}]
{team}
    regions:
      - name: Singapore
        timezone: Asia/Singapore
        hours: "09:00-17:00"
        rotation_from: 2027-03-01
        members: [{{user: {WEI}{wei}}}, {{user: {MEI}}}]
      - name: Berlin
        timezone: Europe/Berlin
        hours: "09:00-17:00"
        rotation_from: 2027-03-01
{berlin}
        members: [{{user: {JONAS}}}, {{user: {ANA}{ana}}}]
      - name: Los Angeles
        timezone: America/Los_Angeles
        hours: "09:00-17:00"
        rotation_from: 2027-03-01
        members: [{{user: {LUIS}}}]
"""


def turns(workspace: Workspace, region: str, first: date = MONDAY, days: int = 5) -> dict[str, str]:
    """Who is on shift, by weekday."""
    with workspace.database.read() as session:
        plan = all_teams(session, workspace.connected.workspace_id)[0].plan().region(region)
        return {f"{shift.date:%a}": ",".join(shift.on_shift) for shift in shifts_from(plan, first, days)}


def calendar_row(workspace: Workspace) -> Calendar:
    with workspace.database.read() as session:
        return session.query(Calendar).one()


def test_a_members_leave_is_followed_and_the_next_takes_the_turn(
    make_workspace: MakeWorkspace, server: CalendarServer
) -> None:
    server.put("/wei.ics", all_day("20270302", "20270304"), timed("20270305T0000", "20270305T1000"))
    workspace = make_workspace(roster=roster(wei=f", leave: {server.url('/wei.ics')}"), begins=at("mon 08:30"))

    assert turns(workspace, "Singapore") == {"Mon": WEI, "Tue": MEI, "Wed": MEI, "Thu": WEI, "Fri": MEI}
    assert "from a calendar" in workspace.types(WEI, "/handoff away list")
    assert ["New: you are on shift for Singapore" in dm and "Wei Lin" in dm for dm in workspace.dms(MEI)] == [True]
    assert workspace.dms(WEI) == []


def test_it_is_read_every_quarter_of_an_hour_and_what_left_it_goes(
    make_workspace: MakeWorkspace, server: CalendarServer
) -> None:
    server.put("/wei.ics", all_day("20270302", "20270304"))
    workspace = make_workspace(roster=roster(wei=f", leave: {server.url('/wei.ics')}"), begins=at("mon 08:30"))
    server.put("/wei.ics", all_day("20270304", more="RRULE:FREQ=DAILY;COUNT=2"))

    workspace.turn_to(at("mon 08:44"))
    assert len(server.asked) == 1
    workspace.turn_to(at("mon 08:46"))

    assert len(server.asked) == 2
    assert turns(workspace, "Singapore") == {"Mon": WEI, "Tue": WEI, "Wed": WEI, "Thu": MEI, "Fri": MEI}


def test_a_teams_leave_names_people_by_what_it_calls_them(
    make_workspace: MakeWorkspace, server: CalendarServer
) -> None:
    server.put(
        "/all.ics",
        all_day("20270302", title="Holiday - Ana K. (5 days)"),
        all_day("20270303", title="Away", more="ATTENDEE:mailto:Jonas@Example.com"),
        all_day("20270304", title="Anabel, of another team"),
    )
    team = (
        f'    leave: {server.url("/all.ics")}\n    names: {{"Ana K.": {ANA}, jonas@example.com: {JONAS}, Ana: {ANA}}}'
    )
    workspace = make_workspace(roster=roster(team=team), begins=at("mon 06:00", week=1))
    workspace.turn_to(at("mon 08:30", week=1))

    assert turns(workspace, "Berlin") == {"Mon": JONAS, "Tue": JONAS, "Wed": ANA, "Thu": JONAS, "Fri": JONAS}
    assert calendar_row(workspace).unnamed == 1
    assert workspace.dms(PRIYA) == []  # people of other teams are no reason to write


def test_a_rota_gives_the_turns_and_where_it_names_nobody_the_region_is_closed(
    make_workspace: MakeWorkspace, server: CalendarServer
) -> None:
    server.put(
        "/rota.ics",
        timed("20270228T0800", "20270302T0800", title="On call: ana@example.com - EMEA"),
        timed("20270302T0800", "20270303T0800", title="On call - Jonas W"),
        all_day("20270304", "20270306", title="x", more="ORGANIZER:mailto:ana@example.com"),
    )
    team = f"    names: {{ana@example.com: {ANA}, Jonas W: {JONAS}}}"
    berlin = f"        rota: {server.url('/rota.ics')}"
    workspace = make_workspace(roster=roster(team=team, berlin=berlin), begins=at("mon 06:00"))

    assert turns(workspace, "Berlin") == {"Mon": ANA, "Tue": JONAS, "Thu": ANA, "Fri": ANA}
    assert turns(workspace, "Singapore")["Mon"] == WEI
    workspace.turn_to(at("mon 08:30"))
    assert workspace.dms(ANA) == []  # what it said first changes nothing that anybody was told

    server.put("/rota.ics", timed("20270301T0000", "20270306T0000", title="jonas w"))
    workspace.turn_to(at("mon 09:00"))
    assert set(turns(workspace, "Berlin").values()) == {JONAS}
    assert any("Gone" in dm for dm in workspace.dms(ANA))


def test_until_a_rota_was_read_the_rotation_counts(make_workspace: MakeWorkspace, server: CalendarServer) -> None:
    server.pages["/rota.ics"] = Page(status=500)
    workspace = make_workspace(roster=roster(berlin=f"        rota: {server.url('/rota.ics')}"), begins=at("mon 08:30"))

    assert turns(workspace, "Berlin") == dict.fromkeys(("Mon", "Tue", "Wed", "Thu", "Fri"), JONAS)
    assert len(workspace.dms(PRIYA)) == 1
    assert "I cannot read the rota of Berlin (Platform)." in workspace.dms(PRIYA)[0]
    assert "answers 500" in workspace.dms(PRIYA)[0]
    assert "Until I can, the turns are the rotation's." in workspace.dms(PRIYA)[0]


def test_a_rota_that_names_nobody_whom_we_know_is_told_once(
    make_workspace: MakeWorkspace, server: CalendarServer
) -> None:
    server.put("/rota.ics", timed("20270301T0000", "20270306T0000", title="mystery@example.com"))
    workspace = make_workspace(roster=roster(berlin=f"        rota: {server.url('/rota.ics')}"), begins=at("mon 08:30"))
    workspace.turn_to(at("mon 08:55"))

    assert len(workspace.dms(PRIYA)) == 1
    assert "1 event names nobody of that region" in workspace.dms(PRIYA)[0]


@pytest.mark.parametrize(
    "page, says",
    [
        (Page(status=500), "answers 500"),
        (Page(status=404), "answers 404"),
        (Page(HTML), "gives no iCalendar"),
        (Page(BOMB), "gives no iCalendar"),
        (Page(b""), "gives no iCalendar"),
        (Page(b"BEGIN:VCALENDAR\r\n" + b"X" * 10_000_000), "larger than 5 MB"),
        (Page(b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n"), "cannot be read"),
        (Page(status=302, headers={"Location": "http://127.0.0.1:1/x.ics"}), "on a private network"),
        (Page(status=302, headers={"Location": "http://169.254.169.254/latest/meta-data"}), "on a private network"),
        (Page(status=302, headers={"Location": "file:///etc/passwd"}), "copy it again"),
        (Page(status=302, headers={"Location": "/wei.ics"}), "without an end"),
        (Page(calendar(all_day("20270301", more="RRULE:FREQ=SECONDLY"))), "many times a day"),
        (Page(calendar(all_day("20270301", more="RRULE:FREQ=DAILY;INTERVAL=0"))), "takes longer than"),
        (Page(drips=True), "did not answer within"),
    ],
)
def test_a_bad_calendar_changes_nothing_and_the_leads_are_told_once(
    make_workspace: MakeWorkspace, server: CalendarServer, page: Page, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.calendars.fetching.SECONDS", 0.4)
    monkeypatch.setattr("bot.calendars.reader.READING", 1.0)
    server.put("/wei.ics", all_day("20270302", "20270304"))
    workspace = make_workspace(roster=roster(wei=f", leave: {server.url('/wei.ics')}"), begins=at("mon 02:00"))
    known = turns(workspace, "Singapore")

    server.pages["/wei.ics"] = page
    for wall in ("mon 02:16", "mon 02:32", "mon 02:48"):
        workspace.turn_to(at(wall))
    assert workspace.dms(PRIYA) == []  # it may pass
    assert says in calendar_row(workspace).trouble
    for wall in ("mon 03:04", "mon 03:20", "mon 09:30"):
        workspace.turn_to(at(wall))

    assert turns(workspace, "Singapore") == known == {"Mon": WEI, "Tue": MEI, "Wed": MEI, "Thu": WEI, "Fri": WEI}
    told = workspace.dms(PRIYA)
    assert len(told) == 1
    assert "I cannot read the leave calendar of Wei Lin (Platform)." in told[0]
    assert says in told[0]
    assert "What it said when it was last read stays in effect." in told[0]

    server.put("/wei.ics")
    workspace.turn_to(at("mon 09:46"))
    assert calendar_row(workspace).trouble == ""
    assert turns(workspace, "Singapore")["Wed"] == WEI
    assert len(workspace.dms(PRIYA)) == 1


def test_nobody_is_woken_to_hear_of_it(make_workspace: MakeWorkspace, server: CalendarServer) -> None:
    server.pages["/wei.ics"] = Page(status=500)
    workspace = make_workspace(roster=roster(wei=f", leave: {server.url('/wei.ics')}"), begins=at("mon 20:00"))

    assert workspace.dms(PRIYA) == []
    workspace.turn_to(at("tue 01:00"))
    assert len(workspace.dms(PRIYA)) == 1


def test_an_address_that_leaves_the_roster_takes_what_it_said_with_it(
    make_workspace: MakeWorkspace, server: CalendarServer
) -> None:
    server.put("/wei.ics", all_day("20270302", "20270304"))
    workspace = make_workspace(roster=roster(wei=f", leave: {server.url('/wei.ics')}"), begins=at("mon 08:30"))
    assert turns(workspace, "Singapore")["Tue"] == MEI

    server.pages["/new.ics"] = Page(status=500)
    workspace.apply(roster(wei=f", leave: {server.url('/new.ics')}"))
    workspace.settle()
    assert turns(workspace, "Singapore")["Tue"] == MEI  # what was known stays until the new one was read

    workspace.apply(roster())
    workspace.settle()
    assert turns(workspace, "Singapore")["Tue"] == WEI
    with workspace.database.read() as session:
        assert session.query(Calendar).count() == 0


def test_what_is_over_is_not_erased_by_a_calendar_that_leaves_it_out(
    make_workspace: MakeWorkspace, server: CalendarServer
) -> None:
    server.put("/wei.ics", all_day("20270302", "20270304"))
    workspace = make_workspace(roster=roster(wei=f", leave: {server.url('/wei.ics')}"), begins=at("mon 08:30"))

    server.put("/wei.ics")
    workspace.turn_to(at("mon 08:30", week=1))

    assert turns(workspace, "Singapore")["Tue"] == MEI


def test_a_rota_names_people_by_the_e_mail_that_slack_knows(
    make_workspace: MakeWorkspace, server: CalendarServer
) -> None:
    server.put(
        "/rota.ics",
        timed("20270301T0000", "20270303T0000", more="ATTENDEE:mailto:Ana.Kova\u010d@example.com"),
        timed("20270303T0000", "20270306T0000", title="jonas.weber@example.com is on call"),
        timed("20270304T0000", "20270305T0000", title="who@example.com"),
        timed("20270305T0000", "20270306T0000", title="wei.lin@example.com"),  # of another region
    )
    workspace = make_workspace(roster=roster(berlin=f"        rota: {server.url('/rota.ics')}"), begins=at("mon 06:00"))

    assert turns(workspace, "Berlin") == {"Mon": ANA, "Tue": ANA, "Wed": JONAS, "Thu": JONAS, "Fri": JONAS}
    assert calendar_row(workspace).unnamed == 2
    workspace.turn_to(at("mon 06:30"))
    assert len(workspace.slack.calls_of("users.lookupByEmail")) == 3  # asked once a day; who is nobody was asked, too


def test_without_that_permission_the_roster_says_who_is_meant(
    make_workspace: MakeWorkspace, server: CalendarServer
) -> None:
    server.put("/rota.ics", timed("20270301T0000", "20270306T0000", title="ana.kova\u010d@example.com"))
    workspace = make_workspace(roster=roster(), begins=at("mon 06:00"))
    workspace.calendars = CalendarReader(
        workspace.database, workspace.connected.workspace_id, workspace.clock, hosts=["localhost"],
        mails=MailBook(
            posting_client(workspace.slack.bot_token, workspace.slack.api_url), workspace.clock,
            replace(workspace.connected, granted=frozenset()),
        ),
    )  # fmt: skip
    workspace.apply(roster(berlin=f"        rota: {server.url('/rota.ics')}"))
    workspace.settle()
    assert turns(workspace, "Berlin") == {}
    assert workspace.slack.calls_of("users.lookupByEmail") == []

    team = f"    names: {{ana.kova\u010d@example.com: {ANA}}}"
    workspace.apply(roster(team=team, berlin=f"        rota: {server.url('/rota.ics')}"))
    workspace.turn_to(at("mon 06:20"))
    assert turns(workspace, "Berlin")["Mon"] == ANA


def test_while_slack_asks_to_wait_what_was_known_stays(make_workspace: MakeWorkspace, server: CalendarServer) -> None:
    server.put("/rota.ics", timed("20270301T0000", "20270306T0000", title="ana.kova\u010d@example.com"))
    workspace = make_workspace(roster=roster(berlin=f"        rota: {server.url('/rota.ics')}"), begins=at("mon 06:00"))
    assert turns(workspace, "Berlin")["Fri"] == ANA

    server.put("/rota.ics", timed("20270301T0000", "20270306T0000", title="jonas.weber@example.com"))
    workspace.slack.faults.next("users.lookupByEmail", "ratelimited", retry_after=30)
    workspace.turn_to(at("mon 06:16"))
    assert turns(workspace, "Berlin")["Fri"] == ANA
    workspace.turn_to(at("mon 06:32"))
    assert turns(workspace, "Berlin")["Fri"] == JONAS
    assert workspace.dms(PRIYA) == []


def test_a_server_that_is_away_makes_one_message_and_no_flood(
    make_workspace: MakeWorkspace, server: CalendarServer
) -> None:
    for path in ("/wei.ics", "/ana.ics", "/rota.ics", "/all.ics"):
        server.pages[path] = Page(status=503)
    workspace = make_workspace(
        roster=roster(
            team=f"    leave: {server.url('/all.ics')}", wei=f", leave: {server.url('/wei.ics')}",
            berlin=f"        rota: {server.url('/rota.ics')}", ana=f", leave: {server.url('/ana.ics')}",
        ),
        begins=at("mon 02:00"),
    )  # fmt: skip
    assert len(workspace.dms(PRIYA)) == 1  # of the first that was tried
    for minutes in range(15, 180, 15):
        workspace.turn_to(at("mon 02:00") + timedelta(minutes=minutes))

    told = workspace.dms(PRIYA)
    assert len(told) == 2
    assert "I cannot read 3 calendars:" in told[1]
    assert "the rota of Berlin (Platform)" in told[1]
