"""Who is on shift, in the reader's time; and help."""

from sqlalchemy import event

from tests.journeys.conftest import Ask
from tests.people import JONAS, LOBBY, OPS, WEI, ZOE, at
from tests.workspace import Workspace


def test_who_is_on_shift_now_and_next_in_the_readers_time(ask: Ask) -> None:
    assert ask(WEI, "who").splitlines() == [
        "Platform",
        "Singapore: Wei Lin, now, till 17:00",
        "Berlin: Jonas Weber, now, till tomorrow 00:00",
        "Los Angeles: Luis Romero, from tomorrow 01:00",
    ]
    assert "Berlin: Jonas Weber, now, till 17:00" in ask(JONAS, "who")


def test_at_the_weekend_nobody_is_on_shift_until_monday(workspace: Workspace, ask: Ask) -> None:
    workspace.turn_to(at("sat 12:00"))

    answer = ask(JONAS, "who")

    assert " now" not in answer
    assert "Singapore: Mei Tan, from" in answer


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
