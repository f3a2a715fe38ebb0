"""One's shifts in one's own calendar: an address is given, shown once, replaced, taken back, and ends by itself."""

import re
from datetime import date

from bot.calendars.feed import read_calendar_feed
from models.calendars.reading import read_calendar
from models.tables import Feed
from tests.conftest import MakeWorkspace
from tests.people import ANA, JONAS, LOBBY, LUIS, OPS, PRIYA, WEI, ZOE, at, region, roster
from tests.workspace import Workspace

ADDRESS = re.compile(r"https://sunrelay\.test/calendar/([A-Za-z0-9_-]{43})\.ics")


def press(workspace: Workspace, user: str, label: str, place: int = 0) -> str:
    """What the person reads who presses the button of that name in their last answer."""
    person = workspace.person(user)
    answer = person.presses(person.ephemerals[-1], label, which=place)
    assert answer.ok, answer.status
    workspace.settle()
    return person.ephemerals[-1].shown_to(person)


def given(workspace: Workspace, user: str, place: int = 0, label: str = "Get an address") -> str:
    """The secret of the address that the person gets."""
    workspace.types(user, "/handoff calendar")
    found = ADDRESS.findall(press(workspace, user, label, place))
    assert found
    return str(found[0])


def read(workspace: Workspace, secret: str) -> list[str] | None:
    """What stands at the address for the first week; None where there is nothing."""
    content = read_calendar_feed(workspace.database, workspace.clock, secret)
    if content is None:
        return None
    events = read_calendar(content, date(2027, 3, 1), date(2027, 3, 5))
    return [f"{event.start:%a %H:%M} {event.title}" for event in events if event.start is not None]


def test_the_address_is_shown_once_and_only_its_hash_is_kept(workspace: Workspace) -> None:
    listed = workspace.types(WEI, "/handoff calendar")
    assert "Your shifts: no address yet." in listed
    assert "All shifts of Platform: no address yet." in listed

    secret = given(workspace, WEI)

    assert read(workspace, secret) == [f"{day} 01:00 On shift: Platform Singapore" for day in _days()]
    assert "you have had an address since 1 Mar" in workspace.types(WEI, "/handoff calendar")
    assert secret not in workspace.types(WEI, "/handoff calendar")
    with workspace.database.read() as session:
        assert secret not in repr([vars(feed) for feed in session.query(Feed)])


def _days() -> list[str]:
    return ["Mon", "Tue", "Wed", "Thu", "Fri"]


def test_a_teams_shows_all_its_shifts_with_names(workspace: Workspace) -> None:
    shown = read(workspace, given(workspace, PRIYA))  # she leads it, and works in no region
    assert shown is not None
    assert len(shown) == 15
    assert "Mon 01:00 Platform Singapore: Wei Lin" in shown
    assert "Mon 08:00 Platform Berlin: Jonas Weber" in shown


def test_it_follows_what_changes_and_marks_what_was_taken_away(workspace: Workspace) -> None:
    secret, team = given(workspace, JONAS), given(workspace, JONAS, place=0)

    workspace.types(JONAS, "/handoff away 2027-03-03")

    content = read_calendar_feed(workspace.database, workspace.clock, secret)
    assert content is not None
    assert b"STATUS:CANCELLED" in content
    assert b"SUMMARY:Cancelled: On shift: Platform Berlin" in content
    assert read(workspace, secret) == [f"{day} 08:00 On shift: Platform Berlin" for day in ("Mon", "Tue", "Thu", "Fri")]
    assert "Wed 08:00 Platform Berlin: Ana Kovač" in (read(workspace, team) or [])


def test_a_new_address_ends_the_old_one(workspace: Workspace) -> None:
    old = given(workspace, WEI)
    new = given(workspace, WEI, label="New address")

    assert read(workspace, old) is None
    assert read(workspace, new) is not None


def test_taken_back_it_shows_nothing(workspace: Workspace) -> None:
    secret = given(workspace, WEI)
    workspace.types(WEI, "/handoff calendar")

    assert "shows nothing any more" in press(workspace, WEI, "Take it back")

    assert read(workspace, secret) is None
    assert "Your shifts: no address yet." in workspace.types(WEI, "/handoff calendar")


def test_it_ends_with_the_account_and_with_the_team(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(
        roster=roster(region("Berlin", JONAS, ANA), region("Los Angeles", LUIS)), begins=at("mon 08:30")
    )
    jonas, ana = given(workspace, JONAS, place=1), given(workspace, ANA, place=1)

    workspace.slack.set_user(JONAS, deleted=True)
    workspace.settle()
    workspace.apply(roster(region("Berlin", JONAS), region("Los Angeles", LUIS)))

    assert read(workspace, jonas) is None
    assert read(workspace, ana) is None


def test_who_is_in_no_team_gets_none_and_nobody_gets_anothers(workspace: Workspace) -> None:
    assert "no team’s roster" in workspace.types(ZOE, "/handoff calendar", LOBBY)
    for scope in ("team:2", "team:", "other", "own; drop table"):
        workspace.types(WEI, "/handoff calendar")
        said = workspace.forges(WEI, workspace.person(WEI).ephemerals[-1], value=scope)
        assert "not yours to read" in said[-1], scope


def test_a_secret_that_nobody_gave_shows_nothing(workspace: Workspace) -> None:
    given(workspace, WEI)
    assert read(workspace, "A" * 43) is None
    assert read(workspace, "") is None


def test_in_the_dm_the_buttons_work_and_the_address_stands_in_no_message(workspace: Workspace) -> None:
    assert "Your shifts: no address yet." in workspace.writes(WEI, "calendar")
    person = workspace.person(WEI)
    said = workspace.presses(WEI, person.dms[-1], "Get an address")
    assert ADDRESS.search(said)
    assert not [dm for dm in workspace.dms(WEI) if ADDRESS.search(dm)]
    assert not [one for one in workspace.slack.messages(OPS) if ADDRESS.search(one.text)]
