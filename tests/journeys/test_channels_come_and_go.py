"""The bot is taken out of a channel, a channel is archived: nothing is lost, and the owner is told in words, once."""

from tests.conftest import MakeWorkspace
from tests.people import JONAS, LOBBY, LUIS, OPS, PRIYA, SECRET, WEI, at
from tests.workspace import Workspace


def opens(workspace: Workspace, headline: str, where: str = OPS) -> None:
    form = workspace.form(WEI, f"/handoff {headline}", where).fill("Next step", "Renew it")
    assert form.submit() == {}
    workspace.settle()


def test_the_bot_is_removed_and_the_form_says_so(workspace: Workspace) -> None:
    workspace.slack.remove_bot(OPS)

    form = workspace.form(WEI, "/handoff Cert")

    assert "Seen by: everyone in #ops (8 people). I am not in #ops: /invite me there" in form.text


def test_the_bot_is_removed_and_invited_again(workspace: Workspace) -> None:
    workspace.slack.remove_bot(OPS)
    opens(workspace, "Cert")
    workspace.types(JONAS, "/handoff claim H-1")
    workspace.turn_by(minutes=5)

    answer, notice = workspace.dms(WEI)
    # Nobody can be whispered to where the bot is not.
    assert answer.startswith("H-1 goes to Berlin: Jonas Weber is at work and told now.")
    assert notice.startswith("I cannot post H-1's card in #ops: I am not in that channel any more. /invite @Sunrelay")
    (told,) = workspace.dms(PRIYA)  # the lead, once: it concerns the whole channel
    assert told.startswith("I cannot post in #ops: I am not in that channel. /invite @Sunrelay there")
    assert workspace.told() == {WEI: 2, JONAS: 1, PRIYA: 1}

    workspace.slack.invite_bot(OPS)
    workspace.settle()
    card = workspace.card("Cert")
    assert "Owner: Jonas Weber" in card.shown_to(workspace.person(WEI))
    assert len(workspace.lines(card)) == 1
    assert workspace.told() == {WEI: 2, JONAS: 1, PRIYA: 1}


def test_a_card_that_stands_already_is_put_right_when_the_bot_is_back(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.slack.remove_bot(OPS)
    workspace.types(JONAS, "/handoff claim H-1", LOBBY)
    workspace.types(JONAS, "/handoff done H-1", LOBBY)
    assert "Waiting for: Berlin" in card.shown_to(workspace.person(WEI))

    workspace.slack.invite_bot(OPS)
    workspace.settle()

    assert "✓ Done · H-1" in card.shown_to(workspace.person(WEI))
    assert workspace.cards() == [card]
    assert len(workspace.lines(card)) == 1


def test_the_bot_comes_back_without_an_event(workspace: Workspace) -> None:
    workspace.slack.remove_bot(OPS)
    opens(workspace, "Cert")
    workspace.slack.events.hold()
    workspace.slack.invite_bot(OPS)
    workspace.slack.events.release(lambda _: [])

    workspace.turn_by(minutes=61)

    assert len(workspace.cards()) == 1


def test_where_the_bot_may_not_post_its_owner_is_told_once(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(begins=at("mon 02:00"))  # Wei's whole day is ahead
    workspace.slack.faults.next(
        "chat.postMessage", "restricted_action", times=99, when=lambda args: args["channel"] == OPS
    )
    opens(workspace, "Cert")

    for _ in range(3):
        workspace.turn_by(hours=1)

    [notice] = [dm for dm in workspace.dms(WEI) if "cannot post" in dm]
    assert notice.startswith("I cannot post H-1's card in #ops: Slack does not let me (restricted_action).")
    workspace.slack.faults.clear()
    workspace.turn_by(hours=2)
    assert len(workspace.cards()) == 1


def test_an_archived_channel_says_so_and_the_card_comes_when_it_is_back(workspace: Workspace) -> None:
    workspace.slack.archive(OPS)
    opens(workspace, "Cert", LOBBY)

    assert workspace.dms(WEI)[-1].startswith("I cannot post H-1's card in #ops: that channel is archived.")
    workspace.slack.unarchive(OPS)
    workspace.settle()

    assert len(workspace.cards()) == 1
    assert len([dm for dm in workspace.dms(WEI) if "cannot post" in dm]) == 1


def test_a_channel_is_renamed(workspace: Workspace) -> None:
    workspace.slack.rename(OPS, "operations")

    assert "Seen by: everyone in #operations (8 people)." in workspace.form(WEI, "/handoff Cert").text


def test_people_who_come_and_go_are_counted(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Salaries", SECRET)
    workspace.slack.join(SECRET, LUIS)

    assert "only the members of #secret (5 people)" in workspace.form(WEI, "/handoff More", SECRET).text
    assert "Salaries" in workspace.types(LUIS, "/handoff show H-1", SECRET)


def test_a_deleted_channel_loses_no_item(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Salaries", SECRET)
    workspace.slack.delete_channel(SECRET)

    assert "Salaries" in workspace.types(WEI, "/handoff list mine")
    assert workspace.types(WEI, "/handoff done H-1").startswith("H-1 is done.")


def test_somebody_who_left_is_told_nothing_more(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Salaries", SECRET, to="Berlin")
    workspace.slack.leave(SECRET, JONAS)
    before = workspace.told().get(JONAS, 0)

    workspace.turn_to(at("tue 08:00"))

    assert workspace.told().get(JONAS, 0) == before
    assert "Salaries" not in "".join(workspace.dms(JONAS))
