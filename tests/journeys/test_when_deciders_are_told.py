"""When a decider is told: in their morning, else by a DM, and an hour before the time; never while they are off."""

import pytest

from tests.conftest import MakeWorkspace
from tests.journeys.deciding import QUESTION, asked, asks, closes, decides, opens, rewrites
from tests.people import ANA, JONAS, LUIS, MEI, PRIYA, TWO_TEAMS, WEI, ZOE, at
from tests.workspace import Workspace


@pytest.fixture
def early(make_workspace: MakeWorkspace) -> Workspace:
    """Monday, 05:00 UTC: Singapore is at work, Berlin asleep until 08:00."""
    return make_workspace(begins=at("mon 05:00"))


def test_on_a_day_without_a_digest_they_are_told_at_once_and_an_hour_before(workspace: Workspace) -> None:
    asks(workspace, "Ana Kovač", until=at("mon 12:00"))  # Ana is at work, and had nothing this morning
    assert len(asked(workspace, ANA)) == 1

    workspace.turn_to(at("mon 10:59"))
    assert len(asked(workspace, ANA)) == 1
    workspace.turn_to(at("mon 11:00"))
    assert len(asked(workspace, ANA)) == 2
    workspace.turn_to(at("mon 16:00"))
    assert len(asked(workspace, ANA)) == 2


def test_who_sleeps_is_told_in_the_morning_by_one_dm_that_is_the_question(early: Workspace) -> None:
    asks(early, "Ana Kovač", until=at("mon 12:00"), without_a_decision="we wait")
    assert early.told() == {}

    early.turn_to(at("mon 08:00"))

    (dm,) = early.dms(ANA)
    assert dm.splitlines()[:3] == ["Your decision, by 13:00.", "H-1 May banner v3 ship?", "Ship the banner"]
    assert "[Approve] [Approve if …] [Decline] [Not mine] [Full note]" in dm
    early.turn_to(at("mon 11:00"))
    assert early.told()[ANA] == 2


def test_where_there_is_more_to_tell_it_leads_their_digest(early: Workspace) -> None:
    early.hands_off(WEI, "Cert", to="Berlin")
    asks(early, "Jonas Weber", until=at("mon 12:00"))

    early.turn_to(at("mon 08:00"))

    (dm,) = early.dms(JONAS)
    assert dm.startswith(
        "Good morning, Jonas Weber. Berlin is yours till 17:00.\n1 to decide · 2 waiting\n"
        "TO DECIDE\nH-2 May banner v3 ship? · by 13:00\n[Decide H-2]\nWAITING FOR BERLIN\n"
    )
    message = early.person(JONAS).dms[-1]
    assert message.text.startswith("1 to decide, 2 waiting for Berlin. First: H-2 May banner v3 ship? · by 13:00\n")
    assert "\nType /handoff decide H-2 to decide the first." in message.text


def test_from_the_digest_one_button_opens_the_form_and_the_entry_turns(early: Workspace) -> None:
    early.hands_off(WEI, "Cert", to="Berlin")
    asks(early, "Jonas Weber", until=at("mon 12:00"))
    early.turn_to(at("mon 08:00"))
    digest = early.person(JONAS).dms[-1]

    form = early.presses_for_form(JONAS, digest, "Decide H-2")
    form.choose("Your decision", "Approve").fill("Why, in one line", "Yes")
    assert form.submit() == {}
    early.settle()

    assert "Decide H-2" not in digest.buttons
    assert "TO DECIDE\nH-2 · you approved it, today 09:00: “Yes”" in digest.shown_to(early.person(JONAS))


def test_what_is_asked_during_the_day_joins_the_digest_that_was_sent(early: Workspace) -> None:
    early.hands_off(WEI, "Cert", to="Berlin")
    early.turn_to(at("mon 08:00"))
    early.types(JONAS, "/handoff claim H-1")
    early.turn_to(at("mon 08:30"))
    before = early.told()[JONAS]

    asks(early, "Jonas Weber", until=at("mon 15:00"), to="Los Angeles")

    assert early.told()[JONAS] == before
    assert "[Decide H-2]" in early.dms(JONAS)[0]
    early.turn_to(at("mon 14:00"))
    assert len(asked(early, JONAS)) == 1


def test_within_the_hour_before_the_time_they_are_told_at_once(early: Workspace) -> None:
    early.hands_off(WEI, "Cert", to="Berlin")
    early.turn_to(at("mon 08:00"))
    early.turn_to(at("mon 08:30"))

    asks(early, "Jonas Weber", until=at("mon 09:15"), to="Los Angeles")

    assert len(asked(early, JONAS)) == 1
    early.turn_to(at("mon 09:15"))
    assert len(asked(early, JONAS)) == 1


def test_somebody_in_no_team_decides_in_their_own_hours(early: Workspace) -> None:
    errors = asks(early, "Zoe", until=at("mon 12:00"))
    assert errors == {"Decision owner": "I am asking Slack who that is: send it again in a moment."}
    closes(early, WEI)
    assert asks(early, "Zoe", until=at("mon 12:00")) == {}
    assert early.told() == {}

    early.turn_to(at("mon 08:00"))  # 09:00 in Berlin, where Slack has them
    early.turn_to(at("mon 11:00"))

    assert len(asked(early, ZOE)) == 2
    assert decides(early, ZOE).startswith("You approved H-1.")
    assert "✓ Zoe approved" in early.cards()[0].text


def test_where_the_hour_before_is_not_theirs_they_are_told_before_they_go_home(workspace: Workspace) -> None:
    asks(workspace, "Ana Kovač", until=at("mon 20:00"))  # her day ends at 16:00

    workspace.turn_to(at("mon 14:59"))
    assert len(asked(workspace, ANA)) == 1
    workspace.turn_to(at("mon 15:00"))
    assert len(asked(workspace, ANA)) == 2
    assert "Your decision, by 21:00. Your day ends before that, at 17:00." in workspace.dms(ANA)[-1]
    workspace.turn_to(at("mon 20:00"))
    assert len(asked(workspace, ANA)) == 2
    assert "No decision by" in workspace.cards()[0].text


def test_where_their_day_begins_within_the_hour_its_beginning_tells(early: Workspace) -> None:
    asks(early, "Ana Kovač", until=at("mon 08:40"))

    early.turn_to(at("mon 08:00"))
    early.turn_to(at("mon 08:39"))

    assert len(asked(early, ANA)) == 1


def test_who_was_told_just_now_is_not_reminded(workspace: Workspace) -> None:
    workspace.turn_to(at("mon 08:40"))
    asks(workspace, "Ana Kovač", until=at("mon 10:00"))  # told at 08:40; the hour before begins at 09:00

    workspace.turn_to(at("mon 09:00"))
    workspace.turn_to(at("mon 09:50"))

    assert len(asked(workspace, ANA)) == 1


def test_without_a_working_hour_before_the_time_they_are_told_when_they_are_next_at_work(early: Workspace) -> None:
    asks(early, "Luis Romero", until=at("mon 12:00"), without_a_decision="we wait")  # his day begins at 17:00
    early.types(MEI, "/handoff claim H-1")

    early.turn_to(at("mon 12:00"))
    assert LUIS not in early.told()
    card = early.cards()[0]
    line = early.lines(card)[-1]
    assert line == (
        "No decision by 20:00; as agreed, we wait.\nMay banner v3 ship?\n"
        "Luis Romero had not been told: not at work before that. Told tomorrow 01:00, when the day starts there. "
        "It can still be decided."
    )

    early.turn_to(at("mon 17:00"))
    (dm,) = asked(early, LUIS)
    assert dm.shown_to(early.person(LUIS)).startswith("Still yours to decide: the time was")
    decides(early, LUIS, "Decline")
    assert "Luis Romero declined" in card.text


def test_who_goes_away_is_not_told_and_is_reminded_before_they_go(workspace: Workspace) -> None:
    asks(workspace, "Ana Kovač", until=at("wed 12:00"))
    workspace.types(ANA, "/handoff away 2027-03-02..2027-03-05")

    workspace.turn_to(at("mon 15:00"))
    assert len(asked(workspace, ANA)) == 2  # an hour before she goes home for the last time before it
    workspace.turn_to(at("wed 12:00"))
    assert len(asked(workspace, ANA)) == 2


def test_three_questions_at_once_are_one_dm(workspace: Workspace) -> None:
    for number in (1, 2, 3):
        asks(
            workspace, "Ana Kovač", headline=f"Banner {number}", question=f"May v{number} ship?", until=at("mon 12:00")
        )

    (dm,) = asked(workspace, ANA)
    assert dm.shown_to(workspace.person(ANA)).splitlines() == [
        "3 decisions wait for you.",
        "H-1 May v1 ship? · by 13:00", "[Decide H-1]",
        "H-2 May v2 ship? · by 13:00", "[Decide H-2]",
        "H-3 May v3 ship? · by 13:00", "[Decide H-3]",
    ]  # fmt: skip
    workspace.turn_to(at("mon 11:00"))
    assert len(asked(workspace, ANA)) == 2


def test_another_time_asks_anew_without_another_dm(workspace: Workspace) -> None:
    asks(workspace, "Ana Kovač", until=at("mon 12:00"))
    workspace.turn_by(minutes=20)

    rewrites(workspace, WEI, until=at("mon 14:00"))
    rewrites(workspace, WEI, question="May banner v4 ship?")

    (dm,) = asked(workspace, ANA)
    assert "Your decision, by 15:00.\nH-1 May banner v4 ship?" in dm.shown_to(workspace.person(ANA))
    workspace.turn_to(at("mon 12:00"))
    assert len(asked(workspace, ANA)) == 1
    assert "No decision" not in workspace.cards()[0].text
    workspace.turn_to(at("mon 13:00"))
    assert len(asked(workspace, ANA)) == 2


def test_another_decider_is_told_and_the_former_reads_what_became_of_it(workspace: Workspace) -> None:
    asks(workspace, "Ana Kovač", until=at("mon 12:00"))

    rewrites(workspace, WEI, decider="Jonas Weber")

    (hers,) = asked(workspace, ANA)
    assert hers.buttons == []
    assert "H-1 · the question was taken back, today 09:30" in hers.shown_to(workspace.person(ANA))
    assert "It is for Jonas Weber to decide H-1" in workspace.types(ANA, "/handoff decide H-1")
    assert len(asked(workspace, JONAS)) == 1
    assert "Jonas Weber decides by" in workspace.cards()[0].text


def test_what_happens_without_a_decision_may_change_without_asking_anew(workspace: Workspace) -> None:
    asks(workspace, "Ana Kovač", until=at("mon 12:00"), without_a_decision="we wait")
    form = opens(workspace, ANA)

    rewrites(workspace, WEI, without_a_decision="we ship v2")

    (dm,) = asked(workspace, ANA)
    assert "At 13:00 without you: we ship v2" in dm.shown_to(workspace.person(ANA))
    assert form.is_open


def test_who_decides_before_the_hour_is_not_reminded(workspace: Workspace) -> None:
    asks(workspace, "Ana Kovač", until=at("mon 12:00"))
    decides(workspace, ANA)

    workspace.turn_to(at("mon 11:30"))

    assert len(asked(workspace, ANA)) == 1


def test_without_a_time_nobody_is_reminded_and_nothing_lapses(workspace: Workspace) -> None:
    asks(workspace, "Ana Kovač")
    for day in ("mon", "tue", "wed"):
        workspace.turn_to(at(f"{day} 15:00"))

    assert "No decision" not in workspace.cards()[0].text
    assert "Ana Kovač decides" in workspace.cards()[0].text
    assert workspace.told()[ANA] == 3  # on Monday at once, then each morning while it waits


def test_nobody_who_sleeps_is_told_of_anything(early: Workspace) -> None:
    asks(early, "Luis Romero", until=at("tue 12:00"))
    asks(early, "Priya Nair", by=MEI, until=at("tue 12:00"), headline="Another")

    early.turn_to(at("mon 12:00"))

    assert LUIS not in early.told()
    assert len(asked(early, PRIYA)) == 1  # she was at work at 05:00


def test_the_form_says_when_the_decider_is_asked_before_it_is_sent(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff Ship the banner").press("More context")

    form.choose("Decision owner", "Jonas Weber")
    assert "Jonas Weber is asked to decide at once." in form.text
    form.choose("Decision owner", "Luis Romero")
    assert "Luis Romero is asked to decide tomorrow 01:00 (09:00 there)." in form.text
    form.choose("Decide by", at("mon 12:00"))
    assert (
        "Luis Romero is asked tomorrow 01:00 (09:00 there), too late for that time: pick a later one, or somebody else."
        in form.text
    )
    form.choose("Decide by", at("mon 18:00"))
    assert "Luis Romero is asked to decide tomorrow 01:00 (09:00 there)." in form.text
    form.choose("Decision owner", "Wei Lin")
    assert "asked to decide" not in form.text


def test_who_is_new_to_the_bot_is_met_as_soon_as_they_are_picked(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff Ship the banner").fill("Next step", "Ship it").press("More context")

    form.choose("Decision owner", "Zoe").fill("Decision", QUESTION)
    workspace.settle()

    assert form.submit() == {}
    workspace.settle()
    assert len(asked(workspace, ZOE)) == 1


def test_between_two_shifts_of_one_day_nobody_is_reminded_but_as_the_second_begins(
    make_workspace: MakeWorkspace,
) -> None:
    two = TWO_TEAMS.replace('timezone: Europe/Berlin\n        hours: "09:00-17:00"',
                            'timezone: Europe/Berlin\n        hours: "13:00-17:00"')  # fmt: skip
    workspace = make_workspace(roster=two, begins=at("mon 05:00"))
    asks(workspace, "Jonas Weber", until=at("mon 12:30"))  # his shifts are 06:00-10:00 and 12:00-16:00
    workspace.turn_to(at("mon 06:00"))
    told = len(workspace.dms(JONAS))

    for wall in ("mon 11:30", "mon 11:40", "mon 11:50"):
        workspace.turn_to(at(wall))
    assert len(workspace.dms(JONAS)) == told

    workspace.turn_to(at("mon 12:00"))
    assert len(workspace.dms(JONAS)) == told + 1


def test_of_a_question_that_stands_already_the_form_says_nothing_new(workspace: Workspace) -> None:
    asks(workspace, "Jonas Weber", until=at("mon 12:00"))
    decides(workspace, JONAS)

    form = workspace.presses_for_form(WEI, workspace.cards()[0], "Update")
    assert "is asked" not in form.text
    form.press("More context").choose("Decision owner", "Ana Kovač")
    assert "Ana Kovač is asked to decide at once." in form.text
