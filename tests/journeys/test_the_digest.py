"""The morning DM as one works with it: claim several, see all, be reminded when one likes, hear what became of it."""

import pytest

from bot.sandbox import Message
from tests.conftest import MakeWorkspace
from tests.people import ANA, JONAS, LUIS, MEI, OPS, PRIYA, WEI, at
from tests.workspace import Workspace


@pytest.fixture
def early(make_workspace: MakeWorkspace) -> Workspace:
    """Monday, 05:00 UTC: Singapore is at work, Berlin asleep until 08:00."""
    return make_workspace(begins=at("mon 05:00"))


def morning(workspace: Workspace, *headlines: str, **inputs: str) -> None:
    """Wei hands these to Berlin, and Jonas's day begins."""
    for headline in headlines:
        workspace.hands_off(WEI, headline, to="Berlin", **inputs)
    workspace.turn_to(at("mon 08:00"))


def last_dm(workspace: Workspace, user: str) -> str:
    return workspace.dms(user)[-1]


def test_several_are_claimed_each_in_its_own_right(early: Workspace) -> None:
    morning(early, "One", "Two", "Three", "Four", "Five")
    dm = early.person(JONAS).dms[0]
    form = early.presses_for_form(JONAS, dm, "Claim several")
    early.types(ANA, "/handoff claim H-2")  # while he makes up his mind
    early.types(WEI, "/handoff done H-4")
    lines = [f"🟢 Steady · {one}" for one in ("H-1 One", "H-2 Two", "H-4 Four", "H-5 Five")]
    form.choose("1 to 5, the most needed first", lines)

    assert form.submit() == {}
    early.settle()

    done = early.person(JONAS).form
    assert done is not None
    assert "2 items of 4 are yours." in done.text
    assert "✓ H-1 One" in done.text
    assert "✓ H-5 Five" in done.text
    assert "Ana Kovač has H-2" in done.text
    assert "H-4 is done" in done.text
    assert early.told()[JONAS] == 1  # what he claimed shows in the DM there is

    done.press("Undo", which=1)
    early.settle()
    assert "✓ H-1 One" in done.text
    assert "H-5 is as it was." in done.text
    assert "Owner: Jonas" not in early.card("Five").shown_to(early.person(JONAS))


def test_nothing_checked_is_said_at_the_boxes(early: Workspace) -> None:
    morning(early, "One", "Two", "Three", "Four")
    form = early.presses_for_form(JONAS, early.person(JONAS).dms[0], "Claim several")

    assert list(form.submit().values()) == ["Check what you want to claim, or close this."]


def test_nobody_reads_or_chooses_in_somebody_elses_digest(early: Workspace) -> None:
    morning(early, "One", "Two", "Three", "Four")
    dm = early.person(JONAS).dms[0]
    digest = value_of(dm, "claim_several")
    card = early.card("One")
    for action, value in (
        ("claim_several", digest), ("see_all", f"{digest}:0"), ("not_today", digest), ("choose_anew", digest),
        ("remind_at", f"{digest}:30066660"),
    ):  # fmt: skip
        assert "not your digest" in early.forges(ANA, card, action_id=action, value=value)[0]
    for action, value in (("see_all", "1"), ("remind_at", "x:y"), ("claim_several", "one"), ("not_today", "")):
        assert "not one of mine" in early.forges(JONAS, dm, action_id=action, value=value)[0]
    assert "[Remind me at … ▾] [Not today]" in early.dms(JONAS)[0]


def value_of(message: Message, action: str) -> str:
    """The value of the button with that action."""
    elements = [one for block in message.blocks for one in block.get("elements", ())]
    return next(str(one["value"]) for one in elements if one.get("action_id") == action)


def test_all_that_waits_is_seen_page_by_page(early: Workspace) -> None:
    morning(early, *(f"Work {number}" for number in range(1, 24)))
    dm = early.person(JONAS).dms[0]
    assert "and 3 more wait: /handoff list waiting" in early.dms(JONAS)[0]

    first = early.presses(JONAS, dm, "See all 23")
    assert "1 to 20 of 23 that wait for you, the most needed first:" in first
    assert "H-20 Work 20" in first

    early.presses(JONAS, early.person(JONAS).ephemerals[-1], "Next 20")
    second = early.whispers(JONAS)[-1]
    assert "21 to 23 of 23" in second
    assert "H-23 Work 23" in second
    assert len(early.person(JONAS).ephemerals) == 1  # it turned the page in place


def test_all_that_waits_stands_in_the_digests_own_order(early: Workspace) -> None:
    """What its reader is to decide comes first, in the digest, in the list, and where several are claimed at once."""
    for headline in ("One", "Two", "Three"):
        early.hands_off(WEI, headline, to="Berlin")
    form = early.form(WEI, "/handoff Banner", OPS).fill("Next step", "Ask counsel").choose("To", "Berlin")
    form.press("More context").choose("Decision owner", "Jonas Weber").fill("Decision", "May v3 ship?")
    assert form.submit() == {}
    early.settle()
    early.turn_to(at("mon 08:00"))
    dm = early.person(JONAS).dms[0]

    assert "WAITING FOR BERLIN\n🟢 Steady · H-4 Banner" in early.dms(JONAS)[0]
    assert "first:\n🟢 Steady · H-4 Banner" in early.presses(JONAS, dm, "See all 4")
    several = early.presses_for_form(JONAS, dm, "Claim several")
    assert several.choices(several.labels[0])[0] == "🟢 Steady · H-4 Banner"
    text = dm.text.splitlines()[-1]
    assert text == "Type /handoff decide H-4 to decide the first. Type /handoff claim H-4 to take the first."


def test_one_reminder_at_the_time_one_chose(early: Workspace) -> None:
    morning(early, "One", "Two")
    dm = early.person(JONAS).dms[0]
    early.person(JONAS).chooses(dm, "11:00")
    early.settle()
    assert "I remind you at 11:00 of what still waits then" in early.dms(JONAS)[0]

    early.turn_to(at("mon 08:35"))  # when the ladder would have reminded him
    early.types(ANA, "/handoff claim H-1")
    assert early.told()[JONAS] == 1
    early.turn_to(at("mon 10:00"))

    assert early.told()[JONAS] == 2
    assert "You wanted to hear at this time what still waits. For Berlin:" in last_dm(early, JONAS)
    assert "[Claim H-2]" in last_dm(early, JONAS)
    assert "H-1" not in last_dm(early, JONAS)
    assert early.person(JONAS).dms[-1].text.startswith("Still waiting: 🟢 Steady · H-2 Two")
    early.turn_to(at("mon 14:30"))
    assert early.told()[JONAS] == 2  # it was the day's one reminder


def test_what_waits_no_more_by_then_is_no_reminder(early: Workspace) -> None:
    morning(early, "One")
    early.person(JONAS).chooses(early.person(JONAS).dms[0], "11:00")
    early.settle()
    early.types(ANA, "/handoff claim H-1")
    early.turn_to(at("mon 10:00"))

    assert early.told()[JONAS] == 1


def test_who_is_away_by_then_is_not_reminded(early: Workspace) -> None:
    morning(early, "One")
    early.person(JONAS).chooses(early.person(JONAS).dms[0], "11:00")
    early.settle()
    early.types(JONAS, "/handoff away today")
    told = early.told()[JONAS]
    early.turn_to(at("mon 10:00"))

    assert early.told()[JONAS] == told


def test_not_today_and_undo(early: Workspace) -> None:
    morning(early, "One")
    dm = early.person(JONAS).dms[0]
    early.presses(JONAS, dm, "Not today")
    assert "No reminder today of what waits; only of what is critical." in early.dms(JONAS)[0]
    early.turn_to(at("mon 08:40"))
    assert early.told() == {JONAS: 1}

    early.turn_to(at("mon 09:00"))
    assert early.told() == {JONAS: 1, ANA: 1}  # the ladder goes on to others

    early.presses(JONAS, dm, "Undo")
    assert "[Remind me at … ▾] [Not today]" in early.dms(JONAS)[0]


def test_a_choice_made_too_late_is_refused_in_one_sentence(early: Workspace) -> None:
    morning(early, "One")
    dm = early.person(JONAS).dms[0]
    early.turn_to(at("mon 10:30"))  # the DM stands as it was sent: 11:00 in Berlin is over
    answer = early.person(JONAS).chooses(dm, "11:00")
    early.settle()
    assert "That time is over, or after your day: choose another." in early.whispers(JONAS)[-1] + answer.shown


def test_while_you_were_away(early: Workspace) -> None:
    """Wei hands off five things; one is claimed and read back, one finished, one sent back, one taken by nobody."""
    for headline in ("Replica", "Backfill", "Banner", "Runbook", "Vendor"):
        early.hands_off(WEI, headline, to="Berlin")
    early.turn_to(at("mon 08:00"))
    early.turn_to(at("mon 11:00"))
    early.types(JONAS, "/handoff claim H-1")
    early.types(JONAS, "/handoff claim H-2")
    early.types(JONAS, "/handoff done H-2")
    early.types(JONAS, "/handoff back H-3 counsel sits in Singapore")
    early.types(ANA, "/handoff claim H-5")
    early.types(ANA, "/handoff H-5 to @Luis Romero")
    early.turn_to(at("mon 18:00"))
    early.types(LUIS, "/handoff claim H-5")
    assert WEI not in early.told()

    early.turn_to(at("tue 01:00"))

    digest = last_dm(early, WEI)
    lines = digest.partition("WHILE YOU WERE AWAY\n")[2].splitlines()
    assert lines[:5] == [
        'H-3 Banner · sent back by Jonas Weber: “counsel sits in Singapore”',
        "H-4 Runbook · nobody in Berlin and Los Angeles took it: moved on to Singapore, still yours",
        "H-1 Replica · taken by Jonas Weber, yesterday 19:00",
        "H-5 Vendor · taken by Ana Kovač, yesterday 19:00; Luis Romero has it now",
        "H-2 Backfill · done by Jonas Weber, yesterday 19:00",
    ]  # fmt: skip
    assert early.person(WEI).dms[-1].text.startswith("News of 5 items you handed over. You own 2.")

    early.types(LUIS, "/handoff claim H-4")  # the DM that was sent stays true
    assert "H-4 Runbook · Luis Romero has it since 09:00" in last_dm(early, WEI)
    early.types(WEI, "/handoff cancel H-3 not needed")
    early.turn_to(at("wed 01:00"))
    told = last_dm(early, WEI)
    assert "H-4 Runbook · taken by Luis Romero, yesterday 09:00" in told
    assert not any(label in told for label in ("H-1 ", "H-2 ", "H-5 "))  # each is told once


def test_what_others_said_of_it_stands_in_the_senders_line(early: Workspace) -> None:
    """Read back, tagged replies, a decision with a condition: one line tells all of it."""
    form = early.form(WEI, "/handoff Banner", OPS).fill("Next step", "Ask counsel").choose("To", "Berlin")
    form = form.press("More context")
    form.choose("Decision owner", "Luis Romero").fill("Decision", "May v3 ship?")
    assert form.submit() == {}
    early.settle()
    card = early.card("Banner")
    early.turn_to(at("mon 11:00"))
    early.types(JONAS, "/handoff claim H-1")
    early.types(JONAS, "/handoff readback H-1 counsel first, unsure who signs")
    for words in ("Line 2 is risky", "Who signs?"):
        early.person(ANA).replies(card, words)
    early.settle()
    early.reacts(ANA, card.thread[-2], "warning")
    early.reacts(JONAS, card.thread[-1], "question")
    early.turn_to(at("mon 18:00"))
    early.types(LUIS, "/handoff decide H-1")
    decision = early.person(LUIS).form
    assert decision is not None
    decision.choose("Your decision", "Approve if").fill("If …", "line 2 goes").fill(
        "Why, in one line", "counsel agreed"
    )
    assert decision.submit() == {}
    early.settle()

    early.turn_to(at("tue 01:00"))

    line = next(line for line in last_dm(early, WEI).splitlines() if line.startswith("H-1 Banner"))
    assert "taken by Jonas Weber, yesterday 19:00: “counsel first, unsure who signs”" in line
    assert "Luis Romero" in line
    assert "line 2 goes" in line
    assert "1 new concern and 1 new question" in line


def test_one_who_handed_nothing_over_hears_nothing(early: Workspace) -> None:
    morning(early, "One")
    early.types(JONAS, "/handoff claim H-1")
    early.types(JONAS, "/handoff done H-1")
    early.turn_to(at("tue 02:00"))

    assert (MEI in early.told(), PRIYA in early.told()) == (False, False)
    assert early.told()[WEI] == 1
    assert OPS not in last_dm(early, WEI)
