"""Somebody is deactivated: what they own is offered on, what waits for them moves on, the leads are told once."""

from tests.conftest import MakeWorkspace
from tests.people import ANA, JONAS, LUIS, MEI, PRIYA, ROSTER, SECRET, WEI, at
from tests.workspace import Workspace


def deactivate(workspace: Workspace, user: str) -> None:
    workspace.slack.set_user(user, deleted=True)
    workspace.settle()


def test_their_open_items_are_offered_to_the_next_region(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.presses(JONAS, card, "Claim")

    deactivate(workspace, JONAS)

    assert "Waiting for: Los Angeles" in card.shown_to(workspace.person(WEI))
    workspace.turn_to(at("mon 17:00"))
    assert "Cert" in workspace.dms(LUIS)[0]


def test_an_offer_to_them_moves_on(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert", to="Jonas Weber")

    deactivate(workspace, JONAS)

    assert "Waiting for: Los Angeles" in card.shown_to(workspace.person(WEI))


def test_the_leads_are_told_once_while_they_are_awake(workspace: Workspace) -> None:
    for headline in ("Cert", "Dump"):
        workspace.hands_off(WEI, headline)
    workspace.types(JONAS, "/handoff claim H-1")
    workspace.types(JONAS, "/handoff claim H-2")
    workspace.turn_to(at("mon 12:00"))  # Priya has gone home

    deactivate(workspace, JONAS)
    assert PRIYA not in workspace.told()
    workspace.slack.set_user(JONAS, real_name="Jonas W.")  # Slack tells of the account once more
    workspace.turn_to(at("tue 01:00"))

    (told,) = [dm for dm in workspace.dms(PRIYA) if "deactivated" in dm]
    assert told == (
        "Jonas Weber was deactivated in Slack. In Berlin they were on shift on 14 of the coming 31 days: "
        "Ana Kovač has these turns now. I offered on: H-1, H-2. /handoff list all shows them. "
        "If they do not come back, take them out of the roster."
    )


def test_anybody_of_the_team_may_claim_what_they_left(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.presses(JONAS, card, "Claim")
    deactivate(workspace, JONAS)

    assert workspace.types(ANA, "/handoff claim H-1").startswith("H-1 is yours.")


def test_they_are_told_nothing_any_more(workspace: Workspace) -> None:
    deactivate(workspace, JONAS)
    workspace.hands_off(WEI, "Cert", to="Berlin")

    workspace.turn_to(at("tue 09:00"))

    assert JONAS not in workspace.told()


def test_others_take_their_turns_and_they_have_them_again_once_they_are_back(workspace: Workspace) -> None:
    assert "Jonas Weber" in workspace.on_shift("Berlin")

    deactivate(workspace, JONAS)
    assert "Ana Kovač" in workspace.on_shift("Berlin")
    assert "Jonas" not in workspace.on_shift("Berlin")

    workspace.slack.set_user(JONAS, deleted=False)
    workspace.settle()
    assert "Jonas Weber" in workspace.on_shift("Berlin")


def test_what_slack_tells_late_of_an_account_changes_nothing(workspace: Workspace) -> None:
    workspace.slack.events.hold()
    workspace.slack.set_user(JONAS, deleted=True)
    workspace.turn_by(minutes=5)
    workspace.slack.set_user(JONAS, deleted=False, tz="America/New_York")
    workspace.turn_by(minutes=5)
    workspace.slack.set_user(JONAS, tz="Europe/Berlin")
    workspace.slack.events.release(lambda held: held[::-1])
    workspace.settle()

    assert "Jonas Weber" in workspace.on_shift("Berlin")
    workspace.turn_to(at("mon 15:00"))
    assert JONAS not in workspace.told()
    workspace.turn_to(at("tue 01:00"))
    assert PRIYA not in workspace.told()


def test_who_gets_the_turns_by_it_is_told(workspace: Workspace) -> None:
    deactivate(workspace, JONAS)

    assert "you are on shift for Berlin" in workspace.dms(ANA)[0]


def test_a_region_in_which_nobody_is_left_is_passed_over(workspace: Workspace) -> None:
    deactivate(workspace, LUIS)

    card = workspace.hands_off(JONAS, "Cert")

    assert "Waiting for: Singapore" in card.shown_to(workspace.person(WEI))
    workspace.turn_to(at("tue 01:00"))
    told = [dm for dm in workspace.dms(PRIYA) if "deactivated" in dm]
    assert len(told) == 1
    assert "Los Angeles they were on shift on" in told[0]
    assert "nobody has these turns now" in told[0]
    assert "/handoff who shows who is on shift. If they do not come back" in told[0]


def test_a_lead_hears_of_no_item_that_they_cannot_see(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(roster=ROSTER.replace("U0PRIYA", MEI))  # Mei is not in #secret
    workspace.hands_off(WEI, "Cert")
    workspace.hands_off(WEI, "Hush", SECRET, to="Berlin")
    for number in (1, 2):
        workspace.writes(JONAS, f"claim H-{number}")

    deactivate(workspace, JONAS)
    workspace.turn_to(at("tue 01:00"))

    told = [dm for dm in workspace.dms(MEI) if "deactivated" in dm]
    assert len(told) == 1
    assert "H-1" in told[0]
    assert "H-2" not in told[0]
