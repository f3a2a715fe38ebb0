"""Not mine: somebody else is asked, the owner hears of it, and nothing goes in circles. Who cannot decide any more is
not waited for."""

from tests.journeys.deciding import asked, asks, decides, opens
from tests.people import ANA, GUS, JONAS, LOBBY, LUIS, MEI, OPS, PRIYA, SECRET, WEI, ZOE, at
from tests.workspace import Workspace

UNTIL = at("mon 12:00")


def test_it_asks_somebody_else_and_tells_the_owner(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", until=UNTIL)

    answer = decides(workspace, JONAS, "Not mine", to="Ana Kovač", why="Legal is hers")

    assert answer.startswith("You passed the decision on H-1 to Ana Kovač, who is told now.")
    (hers,) = asked(workspace, ANA)
    assert "Jonas Weber says it is yours, not theirs: “Legal is hers”" in hers.shown_to(workspace.person(ANA))
    (his,) = asked(workspace, JONAS)
    assert his.shown_to(workspace.person(JONAS)) == "H-1 · Ana Kovač is asked instead, today 09:30"
    assert workspace.dms(WEI)[0].splitlines() == [
        "Jonas Weber does not decide; Ana Kovač is asked:", "🟢 Steady · H-1 Ship the banner", "[Full note]",
        "“Legal is hers” Ana Kovač decides by today 20:00.",
    ]  # fmt: skip
    assert "Ana Kovač decides by Mon 1 Mar 12:00 UTC (passed on by Jonas Weber):" in workspace.cards()[0].text
    decides(workspace, ANA)
    assert "✓ Ana Kovač approved" in workspace.cards()[0].text


def test_passed_to_who_sleeps_it_says_when_they_are_told_and_that_this_is_too_late(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", until=UNTIL)
    asks(workspace, "Jonas Weber", until=at("mon 20:00"), headline="Rotate the key")

    for number, late in ((1, ", after the time for it"), (2, "")):
        form = workspace.form(JONAS, f"/handoff decide H-{number}").choose("Your decision", "Not mine")
        form.fill("Why, in one line", "Luis runs it").choose("Whose is it?", "Luis Romero")
        assert form.submit() == {}
        workspace.settle()
        assert workspace.whispers(JONAS)[-1].startswith(
            f"You passed the decision on H-{number} to Luis Romero, who is told today 18:00 your time{late}."
        )


def test_the_one_who_passed_it_on_cannot_decide_any_more(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", until=UNTIL)
    late = opens(workspace, JONAS, "Approve").fill("Why, in one line", "Yes")
    state = late.view.content["private_metadata"]
    late.close()
    decides(workspace, JONAS, "Not mine", to="Ana Kovač")

    assert "It is for Ana Kovač to decide H-1" in workspace.types(JONAS, "/handoff decide H-1")
    assert state
    assert "approved" not in workspace.cards()[0].text


def test_it_does_not_go_in_circles(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", until=UNTIL)
    form = opens(workspace, JONAS, "Not mine").fill("Why, in one line", "No")
    assert form.choose("Whose is it?", "Jonas Weber").submit() == {
        "Whose is it?": "That is you: decide it, or pick somebody else."
    }
    form.close()
    decides(workspace, JONAS, "Not mine", to="Ana Kovač")

    form = opens(workspace, ANA, "Not mine").fill("Why, in one line", "No")
    assert form.choose("Whose is it?", "Jonas Weber").submit() == {
        "Whose is it?": "Jonas Weber has said already that it is not theirs: pick somebody else."
    }
    form.close()
    decides(workspace, ANA, "Not mine", to="Wei Lin")
    decides(workspace, WEI, "Not mine", to="Mei Tan")
    form = opens(workspace, MEI, "Not mine").fill("Why, in one line", "No")
    assert form.choose("Whose is it?", "Priya Nair").submit() == {
        "Whose is it?": "It was passed on 3 times: decide it, or give it to Wei Lin, who owns it."
    }


def test_only_to_who_can_see_it(workspace: Workspace) -> None:
    workspace.types(GUS, "/handoff who", SECRET)
    asks(workspace, "Jonas Weber", until=UNTIL, where=SECRET)
    form = opens(workspace, JONAS, "Not mine").fill("Why, in one line", "No")

    assert form.choose("Whose is it?", "Ana Kovač").submit() == {
        "Whose is it?": "Ana Kovač cannot see #secret, where this item is. Invite them there, or pick somebody else."
    }
    assert form.choose("Whose is it?", "Gus").submit() == {
        "Whose is it?": "Gus is a guest, and the roster of Platform does not name them: pick somebody else."
    }
    assert form.values["Why, in one line"] == "No"


def test_undone_the_first_is_asked_again_and_the_other_no_more(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", until=UNTIL)
    decides(workspace, JONAS, "Not mine", to="Ana Kovač")

    workspace.presses(JONAS, workspace.person(JONAS).ephemerals[-1], "Undo")

    assert asked(workspace, ANA)[-1].buttons == []
    assert "Approve" in asked(workspace, JONAS)[-1].buttons
    assert "Jonas Weber decides by" in workspace.cards()[0].text
    decides(workspace, JONAS)
    assert "✓ Jonas Weber approved" in workspace.cards()[0].text


def test_who_is_named_must_see_it_before_anything_is_typed_away(workspace: Workspace) -> None:
    cannot = "cannot see #secret, where this item is. Invite them there, or pick somebody else."

    assert asks(workspace, "Mei Tan", where=SECRET) == {"Decision owner": f"Mei Tan {cannot}"}

    form = workspace.person(WEI).form
    assert form is not None
    assert form.values["Decision"] == "May banner v3 ship?"
    assert workspace.cards(SECRET) == []
    assert form.choose("Decision owner", "Priya Nair").submit() == {}
    workspace.settle()
    assert "Priya Nair decides" in workspace.cards(SECRET)[0].text


def test_a_guest_decides_nothing(workspace: Workspace) -> None:
    workspace.types(GUS, "/handoff who")  # now Slack has told who that is

    assert asks(workspace, "Gus") == {
        "Decision owner": "Gus is a guest, and the roster of Platform does not name them: pick somebody else."
    }
    assert GUS not in workspace.told()


def test_what_a_deactivated_decider_was_asked_goes_back_to_the_owner(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", until=UNTIL)

    workspace.slack.set_user(JONAS, deleted=True)
    workspace.settle()

    (dm,) = asked(workspace, WEI)
    said = dm.shown_to(workspace.person(WEI))
    assert "It came back to you: Jonas Weber is no longer active in Slack." in said
    assert "Wei Lin decides by Mon 1 Mar 12:00 UTC (Jonas Weber is no longer active in Slack):" in (
        workspace.cards()[0].text
    )
    decides(workspace, WEI)
    assert "✓ Wei Lin approved" in workspace.cards()[0].text


def test_an_owner_who_sleeps_reads_that_in_the_morning(workspace: Workspace) -> None:
    asks(workspace, "Luis Romero", until=at("tue 12:00"))
    workspace.turn_to(at("mon 12:00"))
    workspace.slack.set_user(LUIS, deleted=True)
    workspace.settle()
    assert asked(workspace, WEI) == []

    workspace.turn_to(at("tue 01:00"))

    assert "TO DECIDE\nH-1 May banner v3 ship?" in workspace.dms(WEI)[0]


def test_who_leaves_the_channel_is_not_waited_for(workspace: Workspace) -> None:
    asks(workspace, "Priya Nair", until=UNTIL, where=SECRET)
    (hers,) = asked(workspace, PRIYA)

    workspace.slack.leave(SECRET, PRIYA)
    workspace.settle()

    assert "Priya Nair cannot see it any more" in asked(workspace, WEI)[0].shown_to(workspace.person(WEI))
    assert hers.buttons == []
    assert hers.shown_to(workspace.person(PRIYA)) == "H-1 · in a channel you no longer see"
    assert "There is no item H-1 that you can see." in workspace.types(PRIYA, "/handoff decide H-1")


def test_who_has_become_a_guest_decides_nothing_any_more(workspace: Workspace) -> None:
    workspace.types(ZOE, "/handoff who", LOBBY)
    asks(workspace, "Zoe", until=UNTIL)
    form = opens(workspace, ZOE).fill("Why, in one line", "Yes")
    workspace.person(ZOE).joins(OPS)
    workspace.slack.set_user(ZOE, guest=True)
    workspace.settle()

    assert "Guests" in " ".join(form.submit().values())

    assert "approved" not in workspace.cards()[0].text


def test_passed_on_after_the_time_the_other_one_is_told_all_the_same(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", until=UNTIL, without_a_decision="we wait")
    workspace.turn_to(UNTIL)
    decides(workspace, JONAS, "Not mine", to="Ana Kovač")

    (hers,) = asked(workspace, ANA)

    assert "Still yours to decide" in hers.shown_to(workspace.person(ANA))
    decides(workspace, ANA)
    assert "✓ Ana Kovač approved" in workspace.cards()[0].text


def test_so_is_the_owner_of_what_nobody_can_decide_any_more(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", by=ANA, until=UNTIL)
    workspace.turn_to(UNTIL)
    workspace.slack.set_user(JONAS, deleted=True)
    workspace.settle()

    assert "It came back to you: Jonas Weber is no longer active in Slack." in "".join(workspace.dms(ANA))
