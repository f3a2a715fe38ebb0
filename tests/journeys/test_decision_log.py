"""The decision log: what was decided, newest first, for whoever may see it."""

from tests.journeys.deciding import asks, decides
from tests.people import ANA, JONAS, MEI, SECRET, WEI, at
from tests.workspace import Workspace


def test_newest_first_with_why_version_trade_offs_and_the_way_to_the_thread(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", headline="Banner")
    card = workspace.cards()[0]
    workspace.person(ANA).replies(card, "Faster, but untested")
    workspace.reacts(ANA, card.thread[-1], "scales")
    decides(workspace, JONAS, "Approve if …", condition="legal signs", why="Low risk")
    asks(workspace, "Jonas Weber", headline="Dump", question="May I drop the table?", until=at("mon 09:00"))
    workspace.turn_to(at("mon 09:00"))
    workspace.types(JONAS, "/handoff claim H-1")

    heading, *told = workspace.types(MEI, "/handoff decisions").splitlines()
    assert heading == "2 decisions:"
    assert told[::2] == [
        "– No decision · H-2 May I drop the table? · asked of Jonas Weber, today 17:00 · version 1",
        (
            "✓ Approved, if: legal signs · H-1 May banner v3 ship? · Jonas Weber, today 16:30 · version 1"
            " · “Low risk” · trade-offs: Faster, but untested"
        ),
    ]
    assert told[1::2] == ["[Thread of H-2]", "[Thread of H-1]"]


def test_words_narrow_it(workspace: Workspace) -> None:
    for number, why in ((1, "Cheap"), (2, "RÄUMUNG nötig")):
        asks(workspace, "Jonas Weber", headline=f"Banner {number}")
        decides(workspace, JONAS, why=why) if number == 1 else decide_h2(workspace, why)

    assert "H-2" in workspace.types(MEI, "/handoff decisions räumung banner")
    assert "H-1" not in workspace.types(MEI, "/handoff decisions räumung banner")
    assert workspace.types(MEI, "/handoff decisions elephants").startswith("Nothing that was decided has “elephants”")
    assert "1 decision with “cheap”:" in workspace.writes(MEI, "decisions cheap")


def decide_h2(workspace: Workspace, why: str) -> None:
    form = workspace.form(JONAS, "/handoff decide H-2")
    form.choose("Your decision", "Approve").fill("Why, in one line", why)
    assert form.submit() == {}
    workspace.settle()


def test_nobody_reads_what_they_may_not_see(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", headline="Salaries", where=SECRET)
    decides(workspace, JONAS, why="Fair")

    assert "Salaries" not in workspace.types(MEI, "/handoff decisions")
    assert workspace.types(MEI, "/handoff decisions fair").startswith("Nothing that was decided has “fair”")
    assert "H-1" in workspace.types(WEI, "/handoff decisions")


def test_at_most_twenty_and_it_says_that_there_are_more(workspace: Workspace) -> None:
    for number in range(1, 23):
        asks(workspace, "Jonas Weber", headline=f"Banner {number}")
        form = workspace.form(JONAS, f"/handoff decide H-{number}")
        form.choose("Your decision", "Approve").fill("Why, in one line", "Yes")
        assert form.submit() == {}
        workspace.settle()

    said = workspace.types(MEI, "/handoff decisions").splitlines()

    assert said[0] == "The newest 20 decisions:"
    assert sum("Approved" in line for line in said) == 20
    assert said[-1] == "and older ones: /handoff decisions words shows those with these words"


def test_what_one_is_asked_oneself_comes_first(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", until=at("mon 12:00"))

    assert workspace.types(JONAS, "/handoff decisions").splitlines() == [
        "Yours to decide:", "H-1 May banner v3 ship? · by 13:00", "Nothing has been decided yet of what you can see.",
    ]  # fmt: skip
    assert "Yours to decide" not in workspace.types(MEI, "/handoff decisions")


def test_before_anything_is_decided(workspace: Workspace) -> None:
    assert workspace.types(MEI, "/handoff decisions") == "Nothing has been decided yet of what you can see."
