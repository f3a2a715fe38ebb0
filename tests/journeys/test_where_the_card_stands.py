"""Where an item's card stands: its team's home channel, or the private channel it was opened in and nowhere else."""

import pytest

from tests.people import ANA, JONAS, LOBBY, OPS, SECRET, UNKNOWN, WEI
from tests.workspace import Workspace


def test_an_item_of_a_private_channel_has_its_card_there_and_nowhere_else(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Salaries", SECRET)

    assert workspace.cards(SECRET) == [card]
    assert workspace.cards(OPS) == []
    assert "Salaries" in workspace.dms(JONAS)[0]


def test_an_item_from_the_dm_has_its_card_in_the_home_channel(workspace: Workspace) -> None:
    workspace.writes(WEI, "handoff Cert")
    form = workspace.presses_for_form(WEI, workspace.person(WEI).dms[-1], "Open the form")
    form.fill("Next step", "Renew it").submit()
    workspace.settle()

    assert len(workspace.cards(OPS)) == 1
    answers = workspace.dms(WEI)[-1] + "".join(workspace.whispers(WEI))
    assert "H-1 goes to Berlin: Jonas Weber is at work and told now." in answers


@pytest.mark.parametrize("private", [True, False])
def test_a_channel_slack_has_not_told_of_yet(workspace: Workspace, private: bool) -> None:
    workspace.slack.add_channel(UNKNOWN, "fresh", members=[WEI, JONAS], private=private)
    person = workspace.person(WEI)
    form = person.types(UNKNOWN, "/handoff Cert").form
    assert form is not None

    assert form.fill("Next step", "Renew it").submit() == {}
    workspace.settle()

    assert len(workspace.cards(UNKNOWN if private else OPS)) == 1
    assert workspace.cards(OPS if private else UNKNOWN) == []
    assert workspace.told() == {JONAS: 1, WEI: 1}
    # Where the bot is, is not known: no whisper.
    assert workspace.dms(WEI)[0].startswith("H-1 goes to Berlin: Jonas Weber is at work and told now.")


def test_until_slack_has_told_nothing_is_shown_to_others(workspace: Workspace) -> None:
    workspace.slack.add_channel(UNKNOWN, "fresh", members=[WEI], private=True)
    workspace.slack.faults.next("conversations.info", "http_500", times=50)
    form = workspace.person(WEI).types(UNKNOWN, "/handoff Salaries").form
    assert form is not None
    form.fill("Next step", "Check them").submit()
    workspace.settle()

    assert workspace.types(ANA, "/handoff list all").startswith("Your teams have nothing under way")
    assert list(workspace.told()) == [WEI]
    assert workspace.cards(OPS) == []

    workspace.slack.faults.clear()
    workspace.turn_by(minutes=30)
    assert len(workspace.cards(UNKNOWN)) == 1


def test_a_private_channel_the_bot_is_not_in_says_so_once_and_the_card_comes_when_it_is(workspace: Workspace) -> None:
    workspace.slack.add_channel(UNKNOWN, "fresh", members=[WEI, JONAS], private=True, bot=False)
    form = workspace.form(WEI, "/handoff Salaries", UNKNOWN)
    form.fill("Next step", "Check them").submit()
    workspace.settle()

    answer, notice = workspace.dms(WEI)
    assert answer.startswith("H-1 goes to Berlin: Jonas Weber is at work and told now.")
    assert notice.startswith("I cannot post H-1's card in the channel it was opened in: I am not in that channel.")
    workspace.slack.invite_bot(UNKNOWN)
    workspace.settle()

    assert len(workspace.cards(UNKNOWN)) == 1
    assert len(workspace.dms(WEI)) == 2


def test_an_item_opened_in_the_lobby_leaves_no_trace_there(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff Cert", LOBBY)
    form.fill("Next step", "Renew it").submit()
    workspace.settle()

    assert [one for one in workspace.slack.messages(LOBBY) if one.by_bot] == []
