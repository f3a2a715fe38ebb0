"""Who is on shift, in the reader's time; and help."""

from sqlalchemy import event

from tests.conftest import MakeWorkspace
from tests.journeys.conftest import Ask
from tests.people import JONAS, LOBBY, LUIS, MEI, OPS, WEI, ZOE, at, region, roster
from tests.workspace import Workspace


def test_who_is_on_shift_now_and_next_in_the_readers_time(ask: Ask) -> None:
    assert ask(WEI, "who").splitlines() == [
        "Platform",
        "Singapore: Wei Lin, now, till 17:00, 30 min left",
        "Berlin: Jonas Weber, now, till tomorrow 00:00, 7 h 30 left",
        "Los Angeles: Luis Romero, from tomorrow 01:00",
        "Nobody is on shift, in the next two weeks: 00:00 to 01:00 on 10 days; Sat 09:00 to Mon 09:00, 2 times.",
        "At work together: Singapore and Berlin 16:00 to 17:00 on 11 days.",
    ]
    assert "Berlin: Jonas Weber, now, till 17:00" in ask(JONAS, "who")


def test_at_the_weekend_nobody_is_on_shift_until_monday(workspace: Workspace, ask: Ask) -> None:
    workspace.turn_to(at("sat 12:00"))

    answer = ask(JONAS, "who")

    assert "Singapore: Mei Tan, from Mon 02:00" in answer
    assert "Nobody is on shift, in the next two weeks: now, till Mon 02:00;" in answer


def test_on_the_last_day_of_a_turn_it_says_whose_the_next_is(workspace: Workspace, ask: Ask) -> None:
    workspace.turn_to(at("fri 08:30"))

    assert "Berlin: Jonas Weber, now, till 17:00, 7 h 30 left; then Ana Kovač, from Mon 09:00" in ask(JONAS, "who")


def test_a_holiday_is_told_by_name_and_a_part_timer_by_who_stands_in(make_workspace: MakeWorkspace) -> None:
    """10 March 2027 is Hari Raya Puasa in Singapore; Wei does not work on Thursdays."""
    wei = f"{WEI}, days: [mon, tue, wed, fri]"
    here = make_workspace(roster=roster(region("Singapore", wei, MEI, holidays="SG", rotation_from="2027-03-08")))
    here.turn_to(at("tue 02:00", week=1))

    answer = here.types(WEI, "/handoff who").splitlines()

    assert answer[1:3] == [
        "Singapore: Wei Lin, now, till 17:00, 7 h left; then Mei Tan, from Thu 09:00",
        "Singapore is closed on Wednesday: Hari Raya Puasa",
    ]


def test_who_for_somebody_in_no_team(workspace: Workspace) -> None:
    workspace.types(ZOE, "/handoff who", LOBBY)

    assert "in no team" in workspace.types(ZOE, "/handoff who", LOBBY)


def test_help_lists_what_can_be_typed(ask: Ask) -> None:
    answer = ask(WEI, "help")

    for typed in ("claim H-42", "back H-42 reason", "done H-42", "list", "show H-42", "who", "H-42 to next"):
        assert typed in answer
    assert "Did you mean" not in answer


def test_help_asks_nothing_of_the_database(workspace: Workspace) -> None:
    workspace.types(WEI, "/handoff help")
    asked: list[str] = []
    event.listen(workspace.database.engine, "before_cursor_execute", lambda *what: asked.append(what[2]))

    assert workspace.person(WEI).types(OPS, "/handoff help").shown
    assert workspace.person(WEI).types(OPS, "/handoff claim").shown
    assert asked == []


def test_closed_days_on_end_are_one_and_what_lies_between_them_parts_them(make_workspace: MakeWorkspace) -> None:
    """Thursday to Monday is one closing, weekend and all; Wednesday is worked."""
    closed = "[2027-03-04, 2027-03-05, 2027-03-08, 2027-03-10]"
    here = make_workspace(roster=roster(region("Singapore", WEI, closed=closed, rotation_from="2027-03-01")))

    answer = here.types(WEI, "/handoff who").splitlines()

    assert answer[2:4] == [
        "Singapore is closed from Thursday to 8 March",
        "Singapore is closed on 10 March",
    ]


def test_who_stands_alone_and_is_away_leaves_the_region_closed(workspace: Workspace) -> None:
    workspace.turn_to(at("mon 18:00"))
    workspace.types(LUIS, "/handoff away tomorrow")

    assert "Los Angeles is closed on Tuesday: nobody is at work" in workspace.types(WEI, "/handoff who")
