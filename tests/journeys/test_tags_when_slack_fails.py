"""What a reply says is asked for after the answer: where Slack cannot be asked now, later; where not at all, never."""

import pytest
from sqlalchemy import func, select

from models.tables import KeptAct
from tests.conftest import MakeWorkspace
from tests.journeys.test_tagged_replies import note, says, tagged
from tests.people import GUS, JONAS, OPS, SECRET, WEI
from tests.workspace import Workspace

ASK = "conversations.replies"


def waiting(workspace: Workspace) -> int:
    """How many acts wait for what Slack says."""
    with workspace.database.read() as session:
        return session.scalar(select(func.count()).select_from(KeptAct)) or 0


@pytest.mark.parametrize("fault", ["ratelimited", "http_500", "drop", "internal_error"])
def test_what_slack_does_not_say_now_is_asked_again(workspace: Workspace, fault: str) -> None:
    workspace.slack.faults.next(ASK, fault, retry_after=30)
    card, _ = tagged(workspace, "The old key")
    assert "concern" not in says(workspace, card)
    assert waiting(workspace) == 1

    workspace.turn_by(minutes=2)

    assert "1 concern" in says(workspace, card)
    assert waiting(workspace) == 0


def test_before_the_answer_slack_is_not_called(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    reply = workspace.person(JONAS).replies(card, "The old key")
    workspace.slack.calls.clear()

    workspace.person(WEI).reacts(reply, "warning")
    assert workspace.slack.calls == []

    workspace.settle()
    assert [call.method for call in workspace.slack.calls] == [ASK, "chat.update"]


def test_a_reply_that_is_deleted_before_it_is_read_is_nothing(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    reply = workspace.person(JONAS).replies(card, "The old key")
    workspace.person(WEI).reacts(reply, "warning")
    workspace.person(JONAS).deletes(reply)

    workspace.settle()

    assert "concern" not in says(workspace, card)
    assert waiting(workspace) == 0


@pytest.mark.parametrize("granted, public", [((), False), (("groups:history",), False), (("channels:history",), True)])
def test_without_the_permission_emoji_on_replies_do_nothing_and_the_rest_works(
    make_workspace: MakeWorkspace, granted: tuple[str, ...], public: bool
) -> None:
    workspace = make_workspace(scopes=granted)
    card, reply = tagged(workspace, "The old key")
    assert ("1 concern" in says(workspace, card)) is public
    assert waiting(workspace) == 0

    workspace.reacts(WEI, reply, "white_check_mark")
    workspace.reacts(JONAS, card, "raised_hand")

    assert "Owner: Jonas Weber" in says(workspace, card)
    form = workspace.person(WEI).uses_shortcut("Add to a handoff", reply).form
    assert form is not None
    form.choose("Handoff", "H-1").choose("Add it as", "Question").submit()
    workspace.settle()
    assert "1 question" in says(workspace, card)


def test_who_tags_and_is_not_known_yet_waits_until_slack_has_told_who_they_are(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    reply = workspace.person(JONAS).replies(card, "The old key")
    workspace.slack.faults.next("users.info", "http_500")
    workspace.reacts(GUS, reply, "warning")
    assert "concern" not in says(workspace, card)
    assert waiting(workspace) == 1

    workspace.turn_by(minutes=2)

    assert "concern" not in says(workspace, card)
    assert waiting(workspace) == 0


def test_tags_survive_a_restart_of_the_bot(workspace: Workspace) -> None:
    workspace.slack.faults.next(ASK, "http_500")
    card, _ = tagged(workspace, "The old key")

    workspace._start_bot()  # noqa: SLF001 (a process that begins anew on the same database)

    assert "1 concern" in says(workspace, card)


def test_a_tag_told_twice_is_one(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    reply = workspace.person(JONAS).replies(card, "The old key")
    workspace.slack.events.double_next()
    workspace.reacts(WEI, reply, "warning")
    workspace.slack.events.again(workspace.slack.events.log[-1])
    workspace.slack.settle()
    workspace.settle()
    assert "1 concern" in says(workspace, card)

    workspace.unreacts(WEI, reply, "warning")

    assert "concern" not in says(workspace, card)


def test_who_may_no_longer_see_the_channel_sees_nothing_of_it(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert", SECRET)
    workspace.reacts(WEI, workspace.person(JONAS).replies(card, "The old key"), "warning")
    assert "1 concern" in says(workspace, card)
    assert "The old key" in note(workspace, card)

    workspace.slack.leave(SECRET, JONAS)
    workspace.settle()

    assert "There is no item H-1" in workspace.types(JONAS, "/handoff show H-1", OPS)
