"""Deciding: what the decider reads and can say, who hears of it, and how it is taken back."""

from tests.journeys.deciding import QUESTION, asked, asks, decides, opens, rewrites
from tests.people import ANA, JONAS, LUIS, OPS, PRIYA, WEI, at
from tests.workspace import Workspace

UNTIL = at("mon 12:00")


def test_the_decider_reads_what_speaks_for_and_against_and_what_happens_without_them(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", until=UNTIL, why="Counsel agreed", ruled_out="v2", without_a_decision="we wait")
    card = workspace.cards()[0]
    workspace.person(ANA).replies(card, "No word from the data officer")
    workspace.reacts(ANA, card.thread[-1], "warning")

    assert opens(workspace, JONAS, "Approve if …").text == (
        "Decide H-1\n"
        "Your decision, by 13:00.\n"
        "H-1 May banner v3 ship?\n"
        "Ship the banner\n"
        "For: Counsel agreed\n"
        "Against: No word from the data officer (Ana Kovač)\n"
        "Ruled out: v2\n"
        "Asked by Wei Lin, Singapore, at work till today 10:00\n"
        "At 13:00 without you: we wait\n"
        "Your decision\n( ) Approve\n(•) Approve if …\n( ) Decline\n( ) Not mine\n"
        "If …\n[What has to be so for it to hold]\n"
        "Why, in one line\n[Others will ask]\n"
        "[Cancel] [Decide]"
    )
    (dm,) = asked(workspace, JONAS)
    assert dm.text.startswith("Your decision by 13:00: May banner v3 ship?\n")
    assert dm.text.endswith("Type /handoff decide H-1 to decide.")
    assert dm.buttons == ["Approve", "Approve if …", "Decline", "Not mine", "Full note"]


def test_who_approves_tells_the_owner_the_card_and_the_thread(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", until=UNTIL)

    answer = decides(workspace, JONAS, "Approve", why="Counsel agreed")

    assert answer.startswith("You approved H-1. Wei Lin, who owns it, is told now.")
    (told,) = workspace.dms(WEI)
    assert told.splitlines()[:4] == [
        "Jonas Weber approved:", "🟢 Steady · H-1 Ship the banner", "[Full note]", QUESTION,
    ]  # fmt: skip
    assert "“Counsel agreed”" in told
    card = workspace.cards()[0]
    assert f"✓ Jonas Weber approved, today 16:30:\n{QUESTION}\n“Counsel agreed”" in card.shown_to(workspace.person(WEI))
    (line,) = workspace.lines(card)
    assert line == f"Jonas Weber approved this, 16:30, on version 1 of the note:\n{QUESTION}\n“Counsel agreed”"
    (dm,) = asked(workspace, JONAS)
    assert dm.buttons == []
    assert dm.shown_to(workspace.person(JONAS)) == "H-1 · you approved it, today 09:30: “Counsel agreed”"


def test_an_approval_may_hang_on_something(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", until=UNTIL)
    form = opens(workspace, JONAS, "Approve if …").fill("Why, in one line", "Low risk")

    form.fill("If …", "  ")
    assert form.submit() == {"If …": "Say in a line what it hangs on."}
    form.fill("If …", "legal signs")
    assert form.submit() == {}
    workspace.settle()

    card = workspace.cards()[0]
    assert "approved under a condition" in card.text
    assert "If: legal signs\n“Low risk”" in card.text
    assert "If: legal signs\n“Low risk”" in workspace.lines(card)[0]


def test_declining_needs_a_why_and_loses_nothing(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", until=UNTIL)
    form = opens(workspace, JONAS, "Decline").fill("Why, in one line", " ")

    assert form.submit() == {"Why, in one line": "Say why in a line: others will ask."}

    form.fill("Why, in one line", "Too late for this week").submit()
    workspace.settle()
    assert "✗ Jonas Weber declined" in workspace.cards()[0].text
    assert "You declined H-1." in workspace.whispers(JONAS)[-1]


def test_by_command_one_chooses_in_the_form(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", until=UNTIL)
    form = workspace.form(JONAS, "/handoff decide 1")

    assert form.labels == ["Your decision", "Why, in one line"]
    form.fill("Why, in one line", "Others know more")
    form.choose("Your decision", "Not mine")
    assert form.labels == ["Your decision", "Whose is it?", "Why, in one line"]
    assert form.submit_label == "Pass it on"
    form.choose("Your decision", "Approve")
    assert form.labels == ["Your decision", "Why, in one line"]
    assert form.values["Why, in one line"] == "Others know more"
    assert form.submit() == {}
    workspace.settle()

    assert "✓ Jonas Weber approved" in workspace.cards()[0].text


def test_in_the_dm_a_button_opens_the_form_and_keeps_the_words(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", until=UNTIL)

    assert workspace.writes(JONAS, "decide H-1 we talked it over").startswith("Press the button to decide H-1.")
    form = workspace.presses_for_form(JONAS, workspace.person(JONAS).dms[-1], "Decide H-1")

    assert form.values["Why, in one line"] == "we talked it over"


def test_nobody_but_the_decider_decides(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", until=UNTIL)

    for user in (WEI, PRIYA, ANA):  # its owner, a lead, a colleague
        assert workspace.types(user, "/handoff decide H-1").startswith(
            "It is for Jonas Weber to decide H-1, nobody else."
        )
    workspace.hands_off(WEI, "Cert")
    assert "asks nobody for a decision" in workspace.types(WEI, "/handoff decide H-2")
    assert workspace.dms(WEI) == []


def test_a_second_form_finds_it_decided(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", until=UNTIL)
    first = opens(workspace, JONAS, "Approve").fill("Why, in one line", "Yes")
    assert first.submit() == {}
    workspace.settle()

    assert "You have decided H-1 already" in workspace.types(JONAS, "/handoff decide H-1")
    assert len(workspace.lines(workspace.cards()[0])) == 1


def test_a_form_that_comes_twice_decides_once(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", until=UNTIL)
    decides(workspace, JONAS)
    last = [one for one in workspace.slack.deliveries if one.payload.get("type") == "view_submission"][-1]

    assert workspace.slack.send_raw("interaction", last.payload).accepted
    workspace.settle()

    assert len(workspace.lines(workspace.cards()[0])) == 1
    assert len(workspace.dms(WEI)) == 1


def test_a_note_that_changed_meanwhile_is_shown_before_the_answer_counts(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", until=UNTIL)
    form = opens(workspace, JONAS, "Approve").fill("Why, in one line", "Looks good")
    rewrites(workspace, WEI, state_now="The data officer said no")

    form.submit()
    workspace.settle()

    assert "The note has changed since you opened this." in form.text
    assert form.values["Why, in one line"] == "Looks good"
    assert "approved" not in workspace.cards()[0].text
    assert form.submit() == {}
    workspace.settle()
    assert "on version 2 of the note" in workspace.lines(workspace.cards()[0])[0]


def test_a_question_that_changed_meanwhile_is_read_first(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", until=UNTIL)
    form = opens(workspace, JONAS, "Approve").fill("Why, in one line", "Looks good")
    rewrites(workspace, WEI, question="May banner v4 ship?")

    form.submit()

    assert "May banner v4 ship?" in form.text
    assert "approved" not in workspace.cards()[0].text


def test_undo_makes_it_open_again(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", until=UNTIL)
    decides(workspace, JONAS)
    answer = workspace.person(JONAS).ephemerals[-1]
    workspace.turn_by(minutes=5)

    workspace.presses(JONAS, answer, "Undo")
    assert answer.text.startswith("Undone: H-1 is as it was")

    card = workspace.cards()[0]
    assert "Jonas Weber decides by" in card.text
    assert "approved this at 16:30 and undid it at 16:35" in workspace.lines(card)[0]
    assert "Approve" in asked(workspace, JONAS)[-1].buttons
    assert "approved" not in "".join(workspace.dms(WEI))
    workspace.turn_to(UNTIL)
    assert "No decision by" in card.text


def test_ten_minutes_later_it_stays(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", until=UNTIL)
    decides(workspace, JONAS)
    answer = workspace.person(JONAS).ephemerals[-1]
    workspace.turn_by(minutes=11)

    assert "Undo works for ten minutes" in workspace.presses(JONAS, answer, "Undo")
    assert "approved" in workspace.cards()[0].text


def test_an_owner_who_sleeps_reads_it_in_the_morning(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", until=UNTIL)
    workspace.turn_to(at("mon 11:00"))

    assert "Wei Lin, who owns it, reads it tomorrow 02:00 your time." in decides(workspace, JONAS)

    assert workspace.dms(WEI) == []
    workspace.turn_to(at("tue 01:00"))
    assert "Jonas Weber approved: “It is fine”" in workspace.dms(WEI)[0]


def test_what_is_done_asks_nobody_and_asks_again_once_it_is_open(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", until=UNTIL)
    workspace.types(WEI, "/handoff done H-1")

    (dm,) = asked(workspace, JONAS)
    assert dm.buttons == []
    assert "H-1 · the question was taken back" in dm.shown_to(workspace.person(JONAS))
    assert "H-1 is done" in workspace.types(JONAS, "/handoff decide H-1")

    workspace.types(WEI, "/handoff reopen H-1")
    assert "Approve" in dm.buttons
    assert len(asked(workspace, JONAS)) == 1
    workspace.turn_to(at("mon 11:00"))
    assert len(asked(workspace, JONAS)) == 2


def test_the_owner_may_be_the_one_to_decide(workspace: Workspace) -> None:
    asks(workspace, "Wei Lin", until=at("tue 04:00"))
    assert workspace.dms(WEI) == []  # who asks themselves knows

    workspace.turn_to(at("tue 01:00"))
    assert "TO DECIDE\nH-1 May banner v3 ship? · by 12:00\n[Decide H-1]" in workspace.dms(WEI)[0]
    workspace.turn_to(at("tue 03:00"))
    assert len(asked(workspace, WEI)) == 1
    told = len(workspace.dms(WEI))
    answer = decides(workspace, WEI, "Decline")
    assert len(workspace.dms(WEI)) == told  # who decides knows
    assert answer.startswith("You declined H-1.\n")


def test_a_reply_comes_where_the_form_was_opened(workspace: Workspace) -> None:
    asks(workspace, "Luis Romero", by=JONAS, until=at("mon 19:00"))
    workspace.turn_to(at("mon 17:00"))
    form = workspace.form(LUIS, "/handoff decide H-1", OPS)
    form.choose("Your decision", "Approve").fill("Why, in one line", "Yes").submit()
    workspace.settle()

    assert "You approved H-1." in workspace.whispers(LUIS)[-1]


def test_no_question_written_asks_with_the_headline(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", question="")

    (dm,) = asked(workspace, JONAS)
    assert dm.text.startswith("Your decision: Ship the banner\n")
