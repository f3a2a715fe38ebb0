"""Who claims something says in one line what they understood: in place, never in the way, and where words matter."""

import pytest
from sqlalchemy import select

from bot.sandbox import Message
from models.tables import Event, Verb
from tests.people import ANA, GUS, JONAS, MEI, OLGA, PRIYA, WEI
from tests.workspace import Workspace

ASKED = "In one line: your next step, and your doubt."


def reads_back(workspace: Workspace, user: str, line: str) -> dict[str, str]:
    """Somebody presses Write in the last DM they got and sends the line in; gives what is wrong with it."""
    dm = workspace.person(user).dms[-1]
    form = workspace.presses_for_form(user, dm, "Write")
    form.fill("Your next step, and your doubt", line)
    errors = form.submit()
    workspace.settle()
    return errors


@pytest.fixture
def claimed(workspace: Workspace) -> Workspace:
    """Wei hands off while Berlin is at work; Jonas is told of it by DM and claims it there."""
    workspace.hands_off(WEI, "Backfill, step 2", next_step="run step 2, compare the counts")
    jonas = workspace.person(JONAS)
    workspace.presses(JONAS, jonas.dms[0], "Claim H-1")
    return workspace


def test_the_entry_just_claimed_asks_for_it_in_place(claimed: Workspace) -> None:
    posts = claimed.posts()
    [dm] = claimed.dms(JONAS)
    assert dm.splitlines() == [
        "H-1 is yours.",
        "Wei Lin asked: run step 2, compare the counts, by 17:00",
        ASKED,
        "[Write] [As asked] [Ask Wei Lin]",
        "Your first reply in its thread counts too, or /handoff readback H-1 and your line.",
    ]
    assert claimed.posts() == posts


def test_what_is_written_stands_in_the_entry_on_the_card_and_in_the_line(claimed: Workspace) -> None:
    posts = claimed.posts()
    assert reads_back(claimed, JONAS, "Step 2 first. Unsure: which counts?") == {}
    card = claimed.card("Backfill")
    assert claimed.dms(JONAS) == ["H-1 · yours since 09:30: “Step 2 first. Unsure: which counts?”"]
    shown = card.shown_to(claimed.person(WEI))
    assert "Owner: Jonas Weber, Berlin, at work till tomorrow 00:00\n“Step 2 first. Unsure: which counts?”" in shown
    assert claimed.lines(card) == [
        "Jonas Weber (Berlin) took this over from Wei Lin (Singapore), 16:30.\n“Step 2 first. Unsure: which counts?”"
    ]
    assert claimed.posts() == posts


def test_as_asked_is_one_tap_and_can_be_taken_back(claimed: Workspace) -> None:
    jonas = claimed.person(JONAS)
    assert "H-1 is yours, as asked." in claimed.presses(JONAS, jonas.dms[0], "As asked")
    assert claimed.dms(JONAS) == ["H-1 · yours since 09:30, as asked"]
    assert claimed.lines(claimed.card("Backfill"))[0].endswith("\nAs asked.")

    claimed.presses(JONAS, jonas.ephemerals[-1], "Undo")
    assert ASKED in claimed.dms(JONAS)[0]
    assert "As asked." not in claimed.lines(claimed.card("Backfill"))[0]


def test_of_several_claimed_from_one_dm_what_else_counts_is_said_once(workspace: Workspace) -> None:
    for headline in ("Backfill", "Cert"):
        workspace.hands_off(WEI, headline)
    [dm] = workspace.person(JONAS).dms
    for number in (1, 2):
        workspace.presses(JONAS, dm, f"Claim H-{number}")
    shown = workspace.dms(JONAS)[0]
    assert shown.count("[Write] [As asked] [Ask Wei Lin]") == 2
    assert shown.count("Your first reply in its thread counts too") == 1


def test_a_critical_item_wants_words(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Replica 3 lags", urgency="🔴 Critical")
    dm = workspace.person(JONAS).dms[0]
    workspace.presses(JONAS, dm, "Claim H-1")
    assert (
        "It is critical, so please in one line: your next step, and your doubt.\n[Write] [Ask Wei Lin]"
        in (workspace.dms(JONAS)[0])
    )
    said = workspace.forges(JONAS, dm, action_id="as_asked", value=claim_event(workspace))
    assert said == ["H-1 wants words: press Write, one line is enough."]


def test_so_does_what_was_sent_back_before(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Cert")
    workspace.types(JONAS, "/handoff back H-1 no access")
    workspace.types(WEI, "/handoff H-1 to Berlin")
    said = workspace.types(ANA, "/handoff claim H-1")
    assert "It was sent back before, so please in one line: your next step, and your doubt." in said
    assert "[As asked]" not in said


def test_a_claim_by_command_or_button_is_answered_with_it(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert", next_step="Renew it")
    said = workspace.presses(ANA, card, "Claim")
    assert said == (
        "H-1 is yours. By today 17:00. Wei Lin asks:\nCert\nNext: Renew it\n"
        f"{ASKED} Your first reply in its thread counts too, or /handoff readback H-1 and your line.\n"
        "[Write] [As asked] [Ask Wei Lin] [Undo] [Full note]"
    )


def test_words_from_right_to_left_turn_nothing_round_but_themselves(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "אישור", next_step="\u202eחידוש")
    assert "asks:\n\u2068אישור\u2069\nNext: \u2068חידוש\u2069\n" in workspace.types(ANA, "/handoff claim H-1")


def test_a_claim_by_reaction_is_asked_in_a_whisper_once(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.reacts(ANA, card, "raising_hand")
    [whisper] = workspace.whispers(ANA)
    assert whisper.startswith("H-1 is yours. By today 17:00. Wei Lin asks:\nCert")
    assert "[Write] [As asked] [Ask Wei Lin] [Undo] [Full note]" in whisper


def test_the_answer_that_asked_for_it_turns_into_what_was_written(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.reacts(ANA, card, "raising_hand")
    ana = workspace.person(ANA)
    form = workspace.presses_for_form(ANA, ana.ephemerals[0], "Write")
    form.fill("Your next step, and your doubt", "Renew, then tell Ops")
    assert form.submit() == {}
    workspace.settle()
    assert workspace.whispers(ANA) == [
        "H-1 is yours: “Renew, then tell Ops”. It stands on the card, where Wei Lin reads it.\nCert\n[Full note]"
    ]


def test_it_can_be_typed(claimed: Workspace) -> None:
    said = claimed.types(JONAS, "/handoff readback H-1 Step 2 first")
    assert said.startswith("H-1 is yours: “Step 2 first”. It stands on the card, where Wei Lin reads it.")
    assert claimed.dms(JONAS) == ["H-1 · yours since 09:30: “Step 2 first”"]
    said = claimed.types(JONAS, "/handoff readback H-1 Counts first")
    assert claimed.lines(claimed.card("Backfill"))[0].endswith("“Counts first”")
    assert "readback H-1 rebuild first" in claimed.types(JONAS, "/handoff readback H-1")


def test_nothing_and_too_much_are_refused_and_nothing_is_lost(claimed: Workspace) -> None:
    assert "Say in one line what you do next" in "".join(reads_back(claimed, JONAS, " ").values())
    long = "a" * 300 + " b"
    said = claimed.types(JONAS, f"/handoff readback H-1 {long}")
    assert "A read-back has at most 300 characters; this has 302." in said
    assert f"You typed: /handoff readback H-1 {long}" in said
    assert ASKED in claimed.dms(JONAS)[0]


def test_a_claim_undone_asks_for_nothing(claimed: Workspace) -> None:
    reads_back(claimed, JONAS, "Step 2 first")
    claimed.presses(JONAS, claimed.person(JONAS).ephemerals[-1], "Undo")
    assert "[Claim H-1]" in claimed.dms(JONAS)[0]
    assert "Step 2 first" not in claimed.card("Backfill").shown_to(claimed.person(WEI))
    assert claimed.lines(claimed.card("Backfill")) == [
        "Jonas Weber (Berlin) took this over at 16:30 and undid it at 16:30."
    ]
    claimed.presses(JONAS, claimed.person(JONAS).dms[0], "Claim H-1")
    assert ASKED in claimed.dms(JONAS)[0]


@pytest.mark.parametrize("words", ["done H-1", "H-1 to next"])
def test_what_has_gone_on_asks_for_nothing_any_more(claimed: Workspace, words: str) -> None:
    form = claimed.presses_for_form(JONAS, claimed.person(JONAS).dms[0], "Write")
    claimed.types(JONAS, f"/handoff {words}")
    assert ASKED not in claimed.dms(JONAS)[0]
    assert "[Write]" not in claimed.dms(JONAS)[0]

    form.fill("Your next step, and your doubt", "Too late")
    [why] = form.submit().values()
    assert why.startswith("There is nothing to read back of H-1")


def test_nobody_else_can_read_it_back(claimed: Workspace) -> None:
    card, event = claimed.card("Backfill"), claim_event(claimed)
    before = card.shown_to(claimed.person(WEI))
    for who in (ANA, WEI, PRIYA, GUS, OLGA):
        for action in ("read_back", "as_asked", "not_as_asked"):
            said = claimed.forges(who, card, action_id=action, value=event)
            assert said[-1].startswith(("Only who did it can", "People of other companies"))
    assert "that is for who has just claimed it" in claimed.types(ANA, "/handoff readback H-1 mine")
    assert card.shown_to(claimed.person(WEI)) == before


def test_the_owner_who_takes_an_offer_back_reads_nothing_back(workspace: Workspace) -> None:
    card: Message = workspace.hands_off(WEI, "Cert")
    said = workspace.types(WEI, "/handoff claim H-1")
    assert "[Write]" not in said
    assert "Owner: Wei Lin" in card.shown_to(workspace.person(MEI))


def claim_event(workspace: Workspace) -> str:
    """The id of the claim."""
    with workspace.database.read() as session:
        return str(session.scalars(select(Event.id).where(Event.verb == Verb.CLAIM)).one())


def test_the_first_reply_in_the_thread_counts_and_is_followed(claimed: Workspace) -> None:
    card, jonas, posts = claimed.card("Backfill"), claimed.person(JONAS), claimed.posts()
    claimed.turn_by(minutes=1)
    reply = jonas.replies(card, "Step 2 first,\nsee *H-2*")
    jonas.replies(card, "and then lunch")
    claimed.settle()
    assert claimed.dms(JONAS)[0] == "H-1 · yours since 09:30: “Step 2 first, see *H-2*”"
    assert "“Step 2 first,\nsee *H-2*”" in card.shown_to(claimed.person(WEI))
    assert claimed.lines(card)[0].endswith("16:30.\n“Step 2 first,\nsee *H-2*”")

    jonas.edits(reply, "Step 2 last")
    claimed.settle()
    assert claimed.dms(JONAS)[0].endswith("“Step 2 last”")

    jonas.deletes(reply)
    claimed.settle()
    assert ASKED in claimed.dms(JONAS)[0]
    assert "Step 2" not in card.shown_to(claimed.person(WEI))
    assert claimed.posts() == posts


def test_others_replies_and_those_before_the_claim_count_for_nothing(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Backfill")
    workspace.person(JONAS).replies(card, "Looking")
    workspace.turn_by(minutes=1)
    workspace.reacts(JONAS, card, "raised_hand")
    workspace.turn_by(minutes=1)
    workspace.person(ANA).replies(card, "Good luck")
    workspace.settle()
    assert ASKED in workspace.dms(JONAS)[0]


def test_a_reply_leaves_what_was_written_as_it_is(claimed: Workspace) -> None:
    reads_back(claimed, JONAS, "Step 2 first")
    claimed.person(JONAS).replies(claimed.card("Backfill"), "lunch")
    claimed.settle()
    assert claimed.dms(JONAS)[0].endswith(": “Step 2 first”")


def test_a_reply_that_is_told_late_and_twice_counts_once(claimed: Workspace) -> None:
    card, jonas = claimed.card("Backfill"), claimed.person(JONAS)
    claimed.slack.events.hold()
    jonas.replies(card, "Step 2 first")
    claimed.slack.events.double_next(2)
    claimed.slack.events.release(lambda held: [*held, *held])
    claimed.slack.settle()
    claimed.settle()
    assert claimed.dms(JONAS)[0].endswith(": “Step 2 first”")
