"""Somebody asks to be covered; the first who takes the shift has it, everybody reads so in place, and `who` says it."""

import copy

import pytest

from bot.sandbox.people.message import Message
from tests.conftest import MakeWorkspace
from tests.journeys.conftest import Ask
from tests.journeys.test_people_leave import deactivate
from tests.people import ANA, GUS, JONAS, LOBBY, LUIS, MEI, OPS, PRIYA, WEI, ZOE, at, region, roster
from tests.workspace import Workspace

THREE = roster(
    region("Singapore", WEI, MEI, PRIYA, rotation_from="2027-03-01"),
    region("Berlin", JONAS, ANA, rotation_from="2027-03-01"),
)


def asked(workspace: Workspace, user: str) -> Message:
    """The DM that asks the person."""
    (found,) = [
        one for one in workspace.person(user).dms if one.by_bot and ("asks" in one.text or "/handoff cover" in one.text)
    ]
    return found


@pytest.fixture
def three(make_workspace: MakeWorkspace) -> Workspace:
    """A region of three, on Monday at 10:00 in Singapore: Wei has the week."""
    return make_workspace(roster=THREE, begins=at("mon 02:00"))


def test_who_asks_reads_who_is_asked_when(workspace: Workspace, ask: Ask) -> None:
    assert "Ana Kovač is asked now. Until somebody takes it, it is yours: Berlin, Thu 09:00 to 17:00." in ask(
        JONAS, "cover 2027-03-04"
    )
    assert "Ana Kovač asks" not in str(workspace.dms(JONAS))
    assert "Jonas Weber asks you to take a shift: Berlin, Thu 09:00 to 17:00." in asked(workspace, ANA).text


def test_the_first_to_press_has_it_and_the_others_read_who(three: Workspace) -> None:
    three.types(WEI, "/handoff cover 2027-03-02")
    assert "You have Wei Lin’s shift: Singapore, tomorrow 09:00 to 17:00." in three.presses(
        MEI, asked(three, MEI), "Take"
    )

    assert asked(three, PRIYA).text.startswith("Mei Tan has taken Wei Lin’s shift: Singapore, tomorrow 09:00 to 17:00.")
    assert asked(three, PRIYA).buttons == []
    assert asked(three, MEI).buttons == ["Give back"]
    assert "Covered: Mei Tan has your shift for Singapore, tomorrow 09:00 to 17:00." in str(three.dms(WEI))
    three.turn_to(at("tue 02:00"))
    assert "Singapore: Mei Tan for Wei Lin, now, till 17:00, 7 h left; then Wei Lin" in three.types(WEI, "/handoff who")


def test_two_who_press_before_either_reads_of_the_other(three: Workspace) -> None:
    three.types(WEI, "/handoff cover 2027-03-02")
    first = three.person(MEI).presses(asked(three, MEI), "Take")
    second = three.person(PRIYA).presses(asked(three, PRIYA), "Take")
    three.settle()

    assert first.shown.startswith("You have Wei Lin’s shift")
    assert second.shown.startswith("Mei Tan was first and has this shift.")


def test_it_is_given_back_and_the_others_are_asked_anew(three: Workspace) -> None:
    three.types(WEI, "/handoff cover 2027-03-02")
    three.presses(MEI, asked(three, MEI), "Take")
    assert three.presses(MEI, asked(three, MEI), "Give back").startswith(
        "Wei Lin has that shift again: Singapore, tomorrow 09:00 to 17:00. The others are asked anew."
    )

    again = three.person(PRIYA).dms[-1]
    assert again.text.startswith("Wei Lin asks you to take a shift: Singapore, tomorrow 09:00 to 17:00.")
    three.presses(PRIYA, again, "Take")
    assert "Priya Nair for Wei Lin" in three.types(WEI, "/handoff who") or "Priya Nair covers Wei Lin" in three.types(
        WEI, "/handoff who"
    )


def test_who_asked_withdraws_it_before_or_after_it_was_taken(three: Workspace) -> None:
    three.types(WEI, "/handoff cover 2027-03-02")
    three.presses(MEI, asked(three, MEI), "Take")
    three.types(WEI, "/handoff cover")
    answer = three.presses(WEI, three.person(WEI).ephemerals[-1], "Withdraw")

    assert answer.startswith("Nobody is asked to cover you any more, and Mei Tan is told. The shift is yours")
    assert asked(three, PRIYA).text.startswith("Wei Lin does not ask for this any more")
    assert "Gone: you are not on shift for Singapore any more, tomorrow 09:00 to 17:00 (Wei Lin)." in three.dms(MEI)[-1]
    assert "There is" not in three.types(WEI, "/handoff cover")


def test_the_list_shows_what_one_can_take_has_and_asked_for(three: Workspace) -> None:
    three.types(WEI, "/handoff cover 2027-03-02")
    three.types(WEI, "/handoff cover 2027-03-04")
    three.presses(MEI, three.person(MEI).dms[0], "Take")

    assert three.types(MEI, "/handoff cover").splitlines()[:2] == [
        "Wei Lin asks: Singapore, Thu 09:00 to 17:00",
        "[Take]",
    ]
    assert "You have, for Wei Lin: Singapore, tomorrow 09:00 to 17:00" in three.types(MEI, "/handoff cover list")
    assert three.types(WEI, "/handoff cover").splitlines()[:4] == [
        "Mei Tan has your shift: Singapore, tomorrow 09:00 to 17:00",
        "[Withdraw]",
        "Singapore is asked for your shift: Singapore, Thu 09:00 to 17:00",
        "[Withdraw]",
    ]
    assert "No shift of yours is to be covered" in three.types(JONAS, "/handoff cover")


def test_nobody_asleep_is_asked_until_their_day_starts(workspace: Workspace) -> None:
    answer = workspace.types(JONAS, "/handoff cover 2027-03-04 @Luis Romero")
    assert "Luis Romero is asked when their day starts (today 18:00 yours)." in answer
    assert workspace.dms(LUIS) == []

    workspace.turn_to(at("mon 17:00"))
    assert "Jonas Weber asks you to take a shift: Berlin, Thu 00:00 to 08:00." in workspace.dms(LUIS)[0]


def test_what_was_taken_while_one_slept_is_never_asked(make_workspace: MakeWorkspace) -> None:
    """Priya comes at noon; by then Mei has taken it."""
    late = f'{PRIYA}, hours: "12:00-20:00"'
    here = make_workspace(
        roster=roster(region("Singapore", WEI, MEI, late, rotation_from="2027-03-01")), begins=at("mon 02:00")
    )
    here.types(WEI, "/handoff cover 2027-03-02")
    here.presses(MEI, asked(here, MEI), "Take")

    here.turn_to(at("mon 05:00"))

    assert here.dms(PRIYA) == []


def test_when_nobody_can_be_reached_in_time_that_is_said(workspace: Workspace) -> None:
    workspace.turn_to(at("mon 20:00"))

    answer = workspace.types(WEI, "/handoff cover today")

    assert "Mei Tan is not at work before it starts, so nobody is asked by me" in answer


def test_who_asks_one_person_after_the_region_asks_nobody_else_any_more(three: Workspace) -> None:
    three.types(WEI, "/handoff cover 2027-03-02")
    assert "Singapore is asked already to take Singapore" in three.types(WEI, "/handoff cover 2027-03-02")

    assert "Priya Nair is asked now." in three.types(WEI, "/handoff cover 2027-03-02 @Priya Nair")

    assert asked(three, MEI).text.startswith("There is nothing here for you to take any more")
    assert [one.buttons for one in three.person(PRIYA).dms] == [["Take"]]


def test_asked_and_taken_are_said_once_however_often_slack_tells(three: Workspace) -> None:
    three.types(WEI, "/handoff cover 2027-03-02")
    three.presses(MEI, asked(three, MEI), "Take")
    again = copy.deepcopy(three.slack.deliveries[-1].payload)
    before = three.posts()

    assert three.slack.send_raw("interaction", again).accepted
    three.settle()

    assert three.posts() == before


def test_whoever_asked_in_vain_reads_so_the_day_before_and_not_sooner(workspace: Workspace) -> None:
    workspace.types(JONAS, "/handoff cover 2027-03-04")
    for day in ("tue", "wed"):
        workspace.turn_to(at(f"{day} 08:00"))

    (digest,) = workspace.dms(JONAS)
    assert digest.splitlines()[1:3] == [
        "YOUR SHIFTS",
        "Nobody has taken this yet: Berlin, tomorrow 09:00 to 17:00.",
    ]


def test_whoever_was_heard_reads_nothing_of_it(workspace: Workspace) -> None:
    workspace.types(JONAS, "/handoff cover 2027-03-04")
    workspace.presses(ANA, asked(workspace, ANA), "Take")
    workspace.turn_to(at("tue 08:00"))
    assert "Covered: Ana Kovač has your shift for Berlin, Thu 09:00 to 17:00." in workspace.dms(JONAS)[0]

    workspace.turn_to(at("wed 08:00"))

    assert len(workspace.dms(JONAS)) == 1


def test_a_roster_applied_while_it_is_asked(three: Workspace) -> None:
    """The order of turns is turned round: Wei is not on shift on Wednesday any more."""
    three.types(WEI, "/handoff cover 2027-03-02")
    dm = asked(three, PRIYA)
    three.apply(THREE.replace(f"{{user: {WEI}}}, {{user: {MEI}}}", f"{{user: {MEI}}}, {{user: {WEI}}}"))
    three.settle()

    assert dm.text.startswith("There is nothing here for you to take any more: Singapore, tomorrow 09:00 to 17:00.")
    assert dm.buttons == []
    assert "No shift of yours is to be covered" in three.types(WEI, "/handoff cover")
    assert "Gone: you are not on shift for Singapore any more, today to Fri" in three.dms(WEI)[-1]
    assert "New: you are on shift for Singapore, today to Fri, each day 09:00 to 17:00." in three.dms(MEI)[-1]


def test_a_region_that_leaves_the_roster_while_it_is_asked(three: Workspace) -> None:
    three.types(WEI, "/handoff cover 2027-03-02")
    dm = asked(three, MEI)
    three.apply(roster(region("Berlin", JONAS, ANA, rotation_from="2027-03-01")))
    pressed = three.person(MEI).presses(dm, "Take")
    three.settle()

    assert pressed.shown.startswith("That region has left the roster: there is nothing to cover.")
    assert dm.text.startswith("There is nothing here for you to take any more")


def test_whoever_took_it_and_is_away_then_has_it_no_more(three: Workspace) -> None:
    three.types(WEI, "/handoff cover 2027-03-02")
    three.presses(MEI, asked(three, MEI), "Take")
    three.types(MEI, "/handoff away 2027-03-02")

    assert "New: you are on shift for Singapore, tomorrow 09:00 to 17:00 (Mei Tan)." in three.dms(WEI)[-1]
    assert "Priya Nair is asked now." in three.types(WEI, "/handoff cover 2027-03-02")
    assert three.person(PRIYA).dms[-1].buttons == ["Take"]


def test_who_covers_from_another_region_counts_by_their_own_absence(workspace: Workspace) -> None:
    """Jonas covers Wei, who then goes away himself; when Jonas goes away, too, the turn is Mei's."""
    workspace.types(WEI, "/handoff cover 2027-03-03 @Jonas Weber")
    workspace.presses(JONAS, asked(workspace, JONAS), "Take")
    workspace.types(WEI, "/handoff away 2027-03-03")
    assert "Jonas Weber covers Wei Lin on Wednesday" in workspace.types(MEI, "/handoff who")

    workspace.types(JONAS, "/handoff away 2027-03-03")

    workspace.turn_to(at("wed 02:00"))
    assert "Singapore: Mei Tan, now" in workspace.types(MEI, "/handoff who")


def test_who_covers_and_is_deactivated_has_it_no_more(workspace: Workspace) -> None:
    workspace.types(WEI, "/handoff cover 2027-03-03 @Jonas Weber")
    workspace.presses(JONAS, asked(workspace, JONAS), "Take")
    deactivate(workspace, JONAS)
    workspace.turn_to(at("wed 02:00"))

    assert "Singapore: Wei Lin, now" in workspace.types(MEI, "/handoff who")


def test_what_one_has_for_another_is_given_back_not_passed_on(three: Workspace) -> None:
    three.types(WEI, "/handoff cover 2027-03-02")
    three.presses(MEI, asked(three, MEI), "Take")

    assert "You have that shift for Wei Lin: give it back" in three.types(MEI, "/handoff cover 2027-03-02")


@pytest.mark.parametrize(
    "who, typed, says",
    [
        (ANA, "cover 2027-03-04", "You are not on shift on 2027-03-04: Jonas Weber is. /handoff who shows who is."),
        (JONAS, "cover 2027-03-06", "You are not on shift on 2027-03-06."),
        (JONAS, "cover 2027-02-26", "2027-02-26 is past: it is 2027-03-01 now."),
        (JONAS, "cover 2030-03-04", "2030-03-04 is more than two years ahead: check the year."),
        (JONAS, "cover 9999-12-31", "9999-12-31 is more than two years ahead: check the year."),
        (JONAS, "cover 2027-02-30", "There is no 2027-02-30: write a date such as 2027-05-03."),
        (JONAS, "cover today", "That shift has begun: hand off what you own, or ask a lead."),
        (JONAS, "cover 2027-03-03..2027-03-05", "One date at a time: write 2027-03-03 alone, then ask for the next."),
        (JONAS, "cover 2027-03-04 @Zoe", "I am asking Slack who that is: type it again in a moment."),
        (JONAS, "cover 2027-03-04 @Jonas Weber", "That shift is yours: name somebody else with @"),
        (JONAS, "cover 2027-03-04 @Priya Nair", "Priya Nair is in no region of Platform, so cannot take its shifts."),
        (LUIS, "cover 2027-03-04", "Nobody else of Los Angeles can take it: name somebody of another region with @."),
        (JONAS, "cover @Ana Kovač", "Did you mean /handoff cover tomorrow @name?"),
    ],
)
def test_what_cannot_be_meant_is_said_in_a_sentence(workspace: Workspace, who: str, typed: str, says: str) -> None:
    assert says in workspace.types(who, f"/handoff {typed}")
    assert sum(workspace.told().values()) == 0


def test_who_is_in_no_team_has_no_shift(workspace: Workspace) -> None:
    workspace.types(ZOE, "/handoff cover 2027-03-04", LOBBY)
    assert "You are not on shift on 2027-03-04." in workspace.types(ZOE, "/handoff cover 2027-03-04", LOBBY)


def test_what_is_no_date_is_a_headline(workspace: Workspace) -> None:
    assert workspace.form(JONAS, "/handoff cover the release in the blog").values["Headline"] == (
        "cover the release in the blog"
    )


@pytest.mark.parametrize("value", ["999", "x", "9" * 40, ""])
@pytest.mark.parametrize("action", ["take_cover", "end_cover"])
def test_a_forged_button_does_nothing(three: Workspace, action: str, value: str) -> None:
    card = three.hands_off(WEI, "Cert")

    (answer,) = three.forges(MEI, card, action_id=action, value=value)

    assert "not asked for any more" in answer or "not one of mine" in answer


def test_who_was_not_asked_cannot_take_or_end_it(three: Workspace) -> None:
    three.types(WEI, "/handoff cover 2027-03-02 @Mei Tan")
    card = three.hands_off(WEI, "Cert", OPS)

    assert "You cannot take this shift" in three.forges(PRIYA, card, action_id="take_cover", value="1")[0]
    assert "You cannot take this shift" in three.forges(GUS, card, action_id="take_cover", value="1")[0]
    assert "Only who asked for this cover" in three.forges(PRIYA, card, action_id="end_cover", value="1")[0]


def test_once_it_has_begun_nothing_changes(three: Workspace) -> None:
    three.types(WEI, "/handoff cover 2027-03-02")
    dm = asked(three, MEI)
    three.turn_to(at("tue 01:00"))

    assert "That shift has begun: it stays as it is." in three.presses(MEI, dm, "Take")
    assert "No shift of yours is to be covered" in three.types(WEI, "/handoff cover")


@pytest.fixture
def covered(workspace: Workspace) -> Workspace:
    """Jonas, of Berlin, covers Wei on Wednesday; on Tuesday evening Luis hands something to Singapore."""
    workspace.types(WEI, "/handoff cover 2027-03-03 @Jonas Weber")
    workspace.presses(JONAS, asked(workspace, JONAS), "Take")
    workspace.turn_to(at("tue 18:00"))
    workspace.hands_off(LUIS, "Queue grows", to="Singapore")
    return workspace


def test_who_covers_for_another_region_gets_what_waits_for_it(covered: Workspace) -> None:
    covered.turn_to(at("wed 01:00"))

    digest = covered.person(JONAS).dms[-1]
    assert "Singapore is yours till" in digest.text
    assert "WAITING FOR BERLIN and SINGAPORE" in digest.text
    assert "awake" not in digest.text
    assert covered.dms(MEI) == []
    assert "Queue grows" not in str(covered.dms(WEI))
    assert "is yours" in covered.presses(JONAS, digest, "Claim H-1")


def test_they_are_reminded_see_it_listed_and_may_send_it_back(covered: Workspace) -> None:
    covered.turn_to(at("wed 01:00"))
    covered.turn_to(at("wed 01:31"))
    assert "Queue grows" in covered.dms(JONAS)[-1]
    assert "Queue grows" in covered.types(JONAS, "/handoff list waiting")
    assert "went back to Luis Romero" in covered.types(JONAS, "/handoff back H-1 no access")


def test_what_comes_while_they_cover_is_told_at_once(covered: Workspace) -> None:
    covered.turn_to(at("wed 01:00"))
    before = len(covered.dms(JONAS))
    covered.hands_off(PRIYA, "Replica lags", to="Singapore")

    assert "Replica lags" in covered.dms(JONAS)[before]


def test_what_is_not_for_that_shift_is_not_theirs(covered: Workspace) -> None:
    covered.turn_to(at("thu 02:00"))
    covered.hands_off(PRIYA, "Replica lags", to="Singapore")

    assert "Replica lags" not in covered.types(JONAS, "/handoff list waiting")
    assert "H-2 is not offered to you" in covered.types(JONAS, "/handoff back H-2 no access")


def test_whose_turn_it_is_nowhere_else_is_told_as_well(workspace: Workspace) -> None:
    """Ana is not on shift in Berlin this week."""
    workspace.types(WEI, "/handoff cover 2027-03-03 @Ana Kovač")
    workspace.presses(ANA, asked(workspace, ANA), "Take")
    workspace.turn_to(at("tue 18:00"))
    workspace.hands_off(LUIS, "Queue grows", to="Singapore")

    workspace.turn_to(at("wed 01:00"))

    assert "Queue grows" in workspace.dms(ANA)[-1]
