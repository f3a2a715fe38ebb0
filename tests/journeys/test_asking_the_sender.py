"""Whoever has an item asks whom they have it from: in the card's thread for all, and to the other in their hours."""

import pytest

from bot.sandbox import Message
from tests.people import ANA, GUS, JONAS, MEI, WEI, at
from tests.workspace import Workspace


def asks(workspace: Workspace, user: str, message: Message, label: str, question: str = "Which counts?") -> str:
    """Somebody presses Ask and sends a question in; gives what the form says under its field."""
    form = workspace.presses_for_form(user, message, label)
    hint = form.text
    form.fill(form.labels[0], question)
    assert form.submit() == {}
    workspace.settle()
    return hint


@pytest.fixture
def claimed(workspace: Workspace) -> Workspace:
    """Jonas claims what Wei handed off; it is 08:30, and Wei is at work till 09:00 (17:00 hers)."""
    workspace.hands_off(WEI, "Backfill")
    workspace.presses(JONAS, workspace.person(JONAS).dms[0], "Claim H-1")
    return workspace


def test_a_sender_at_work_is_told_at_once_and_the_question_stands_in_the_thread(claimed: Workspace) -> None:
    hint = asks(claimed, JONAS, claimed.person(JONAS).dms[0], "Ask Wei Lin")
    assert "Wei Lin is at work till 10:00. It stands in the card’s thread, too." in hint
    assert claimed.lines(claimed.card("Backfill"))[1] == (
        "Jonas Weber asks Wei Lin, 16:30, who is told now:\n“Which counts?”"
    )
    assert claimed.dms(WEI) == [
        "Jonas Weber asks you:\n🟢 Steady · H-1 Backfill\n[Open H-1]\nJonas Weber: “Which counts?”\n[Answer]"
    ]
    assert claimed.person(WEI).dms[0].text.startswith("Jonas Weber asks you about H-1 Backfill\n")
    assert "You asked Wei Lin: “Which counts?”, asked at 09:30" in claimed.dms(JONAS)[0]
    assert "[Write] [As asked] [Ask Wei Lin]" in claimed.dms(JONAS)[0]


def test_the_answer_joins_the_question_and_comes_to_who_asked(claimed: Workspace) -> None:
    asks(claimed, JONAS, claimed.person(JONAS).dms[0], "Ask Wei Lin")
    claimed.turn_by(minutes=15)
    form = claimed.presses_for_form(WEI, claimed.person(WEI).dms[0], "Answer")
    assert "“Which counts?”" in form.text
    form.fill("Your answer", "Rows per day")
    assert form.submit() == {}
    claimed.settle()
    assert claimed.lines(claimed.card("Backfill"))[1:] == [
        "Jonas Weber asks Wei Lin, 16:30:\n“Which counts?”\nWei Lin answered, today 16:45:\n“Rows per day”"
    ]
    assert claimed.dms(JONAS)[1:] == ["H-1 · Wei Lin answered “Which counts?”: “Rows per day”"]
    assert "You asked Wei Lin: “Which counts?”, answered: “Rows per day”\n" in claimed.dms(JONAS)[0]
    assert claimed.dms(WEI) == ["H-1 · Jonas Weber has it since 16:30"]


def test_who_is_asleep_is_not_told_and_who_asks_reads_when_they_see_it(claimed: Workspace) -> None:
    claimed.turn_to(at("mon 10:00"))
    told = claimed.dms(WEI)
    hint = asks(claimed, JONAS, claimed.person(JONAS).dms[0], "Ask Wei Lin")
    assert "Wei Lin sees it tomorrow 02:00, when the day starts there." in hint
    assert claimed.dms(WEI) == told
    assert claimed.lines(claimed.card("Backfill"))[1] == (
        "Jonas Weber asks Wei Lin, who sees it tomorrow 09:00:\n“Which counts?”"
    )
    assert "“Which counts?”, seen tomorrow 02:00, when the day starts there\n" in claimed.dms(JONAS)[0]


def test_a_question_leads_the_senders_next_morning_and_its_text_says_how_to_answer(claimed: Workspace) -> None:
    claimed.turn_to(at("mon 10:00"))
    asks(claimed, JONAS, claimed.person(JONAS).dms[0], "Ask Wei Lin")
    claimed.turn_to(at("tue 01:00"))

    digest = claimed.person(WEI).dms[-1]
    lines = digest.text.splitlines()
    assert lines[0] == "1 to answer. First: H-1 Backfill"
    assert lines[2] == "1 to answer"
    assert lines[-1] == "Reply in the thread of H-1 to answer; /handoff show H-1 shows it."

    claimed.person(WEI).replies(claimed.card("Backfill"), "Rows per day")
    claimed.settle()
    assert "to answer" not in digest.text
    claimed.turn_to(at("tue 08:00"))
    assert claimed.person(JONAS).dms[-1].text.startswith("News of 1 item. You own 1.")


def test_a_question_stands_in_the_home_tab_and_is_answered_there(claimed: Workspace) -> None:
    asks(claimed, JONAS, claimed.person(JONAS).dms[0], "Ask Wei Lin")
    wei = claimed.person(WEI)
    wei.opens_home()
    claimed.settle()
    assert wei.home is not None
    assert "TO ANSWER (1)\n🟢 Steady · H-1 Backfill\nJonas Weber: “Which counts?”\n[Answer]" in wei.home.text

    wei.home.press("Answer")
    assert wei.form is not None
    assert wei.form.fill("Your answer", "Rows per day").submit() == {}
    claimed.settle()
    assert wei.home.text.startswith("Answered. Jonas Weber is told in their hours.")
    assert "TO ANSWER" not in wei.home.text
    ana = claimed.person(ANA)
    ana.opens_home()
    claimed.settle()
    assert ana.home is not None
    assert "Which counts" not in ana.home.text


def test_anybody_who_may_act_asks_before_they_claim(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Backfill")
    asks(workspace, ANA, card, "Ask Wei Lin", "Is it urgent?")
    assert workspace.whispers(ANA) == [
        "Asked. Wei Lin is at work till 10:00. The answer comes to you.\nBackfill\n[Full note]"
    ]
    assert "Ana Kovač asks you" in workspace.dms(WEI)[0]
    workspace.types(GUS, "/handoff show H-1")
    said = workspace.person(GUS).chooses(card, "Ask Wei Lin").shown
    assert said.startswith("Guests and people of other companies can read handoffs")


def test_nobody_is_there_to_ask_of_ones_own_item(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Backfill")
    workspace.person(WEI).chooses(card, "Ask Wei Lin")
    workspace.settle()
    assert workspace.whispers(WEI)[-1].startswith("There is nobody but you to ask about H-1")


def test_whoever_it_comes_from_asks_its_owner(claimed: Workspace) -> None:
    asks(claimed, WEI, claimed.card("Backfill"), "Ask Wei Lin", "Any news?")
    assert "Wei Lin asks Jonas Weber, 16:30, who is told now:\n“Any news?”" in claimed.lines(claimed.card("Backfill"))


def test_only_who_is_asked_answers(claimed: Workspace) -> None:
    asks(claimed, JONAS, claimed.person(JONAS).dms[0], "Ask Wei Lin")
    for who in (JONAS, ANA, MEI, GUS):
        assert claimed.forges(who, claimed.card("Backfill"), action_id="answer", value="1") == [
            "That question is not put to you."
        ]


def test_an_item_that_is_over_asks_nobody_any_more(claimed: Workspace) -> None:
    asks(claimed, JONAS, claimed.person(JONAS).dms[0], "Ask Wei Lin")
    claimed.types(JONAS, "/handoff done H-1")
    assert claimed.dms(WEI) == ["H-1 · done by Jonas Weber, 16:30"]


def test_what_nobody_may_see_is_not_asked_about(claimed: Workspace) -> None:
    card: Message = claimed.card("Backfill")
    said = claimed.forges(JONAS, card, action_id="ask", value="99")
    assert said[-1].startswith("There is no item H-99 that you can see.")


def test_a_reply_in_the_thread_answers_the_oldest_question(claimed: Workspace) -> None:
    card = claimed.card("Backfill")
    asks(claimed, JONAS, claimed.person(JONAS).dms[0], "Ask Wei Lin")
    asks(claimed, JONAS, claimed.person(JONAS).dms[0], "Ask Wei Lin", "And which day?")
    claimed.turn_by(minutes=11)

    reply = claimed.person(WEI).replies(card, "Rows")
    claimed.settle()
    assert "Jonas Weber asks Wei Lin, 16:30:\n“Which counts?”\nWei Lin answered in this thread, today 16:41." in (
        claimed.lines(card)
    )
    assert claimed.dms(JONAS)[1:] == ["H-1 · Wei Lin answered “Which counts?”: “Rows”"]
    assert "Jonas Weber: “And which day?”\n[Answer]" in claimed.dms(WEI)[0]

    claimed.person(WEI).deletes(reply)
    claimed.settle()
    assert "Jonas Weber: “Which counts?”\n[Answer]" in claimed.dms(WEI)[0]


def test_who_was_off_is_asked_in_their_morning_and_who_asked_is_told_in_theirs(claimed: Workspace) -> None:
    claimed.turn_to(at("mon 10:00"))
    asks(claimed, JONAS, claimed.person(JONAS).dms[0], "Ask Wei Lin")
    claimed.turn_to(at("tue 01:00"))
    digest = claimed.person(WEI).dms[-1]
    assert (
        "taken by Jonas Weber, yesterday 16:30 · Jonas Weber asks: “Which counts?”\n[Answer H-1]"
        in (claimed.dms(WEI)[-1])
    )
    claimed.presses_for_form(WEI, digest, "Answer H-1").fill("Your answer", "Rows per day").submit()
    claimed.settle()
    assert "[Answer" not in claimed.dms(WEI)[-1]
    assert len(claimed.dms(JONAS)) == 1

    claimed.turn_to(at("tue 08:00"))
    assert "Wei Lin answered “Which counts?”: “Rows per day”" in claimed.dms(JONAS)[-1]
    claimed.turn_to(at("wed 08:00"))
    assert "Rows per day" not in claimed.dms(JONAS)[-1]


def test_the_sender_reads_in_their_morning_what_was_read_back(claimed: Workspace) -> None:
    claimed.turn_to(at("mon 10:00"))
    claimed.types(JONAS, "/handoff readback H-1 retry after the dump")
    claimed.turn_to(at("tue 01:00"))
    assert "H-1 Backfill · taken by Jonas Weber, yesterday 16:30: “retry after the dump”" in claimed.dms(WEI)[-1]
