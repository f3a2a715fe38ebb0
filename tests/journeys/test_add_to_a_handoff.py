"""The shortcut *Add to a handoff as …* puts any message into an item's note, and its person can take it out again."""

import pytest

from bot.sandbox import Message
from bot.sandbox.people.form import Form
from tests.journeys.test_tagged_replies import note, says
from tests.people import ANA, GUS, JONAS, LOBBY, MEI, OPS, SECRET, WEI, ZOE
from tests.workspace import Workspace

SHORTCUT = "Add to a handoff as …"
THEIR_DM = "D0THEM"


def opens(workspace: Workspace, user: str, message: Message) -> Form:
    """The form that opens for somebody who uses the shortcut on a message: Slack is called for nothing else before."""
    before = len(workspace.slack.calls)
    answer = workspace.person(user).uses_shortcut(SHORTCUT, message)
    assert answer.form is not None, answer.status
    assert [call.method for call in workspace.slack.calls[before:]] == ["views.open"]
    workspace.settle()
    return answer.form


def adds(form: Form, kind: str, item: str = "") -> Form:
    """Somebody chooses, and sends it."""
    if item:
        form.choose("Handoff", item)
    assert form.choose("Add it as", kind).submit() == {}
    return form


@pytest.mark.parametrize("kind", ["Concern", "Trade-off", "Decision", "Question", "Piece of context"])
def test_a_message_from_anywhere_becomes_a_part_of_the_note(workspace: Workspace, kind: str) -> None:
    card = workspace.hands_off(WEI, "Cert")
    said = workspace.person(ANA).posts(LOBBY, "The vendor answers on *Mondays*")
    posts = workspace.posts()

    form = adds(opens(workspace, JONAS, said), kind, "H-1")

    assert f"H-1 has it as a {kind.lower()}." in form.text
    workspace.settle()
    assert f"1 {kind.lower()}" in says(workspace, card)
    shown = note(workspace, card)
    assert "Ana Kovač" in shown
    assert "The vendor answers on *Mondays*" in shown
    assert workspace.posts() == posts


def test_in_a_cards_thread_its_item_is_chosen_already(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Other")
    card = workspace.hands_off(WEI, "Cert")
    reply = workspace.person(ANA).replies(card, "Until Friday")

    form = opens(workspace, JONAS, reply)

    assert form.values["Handoff"] == "H-2 Cert"
    adds(form, "Concern")
    workspace.settle()
    assert "1 concern" in says(workspace, card)


def test_it_can_be_taken_out_where_it_was_put_in(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    reply = workspace.person(ANA).replies(card, "Until Friday")
    form = adds(opens(workspace, JONAS, reply), "Concern")

    form.press("Take it out")
    assert "It is out of the note." in form.text

    workspace.settle()
    assert "concern" not in says(workspace, card)


def test_a_tag_by_emoji_stays_when_the_shortcuts_is_taken_out(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    reply = workspace.person(ANA).replies(card, "Until Friday")
    workspace.reacts(MEI, reply, "warning")
    form = adds(opens(workspace, JONAS, reply), "Concern")
    assert "H-1 had it as a concern already." in form.text

    form.press("Take it out")

    workspace.settle()
    assert "1 concern" in says(workspace, card)


def test_the_picker_finds_by_id_and_by_words_and_shows_ones_own_first(workspace: Workspace) -> None:
    for headline in ("Renew the cert", "Replica 3 lags", "Renew the lease"):
        workspace.hands_off(WEI, headline)
    card = workspace.card("Replica 3 lags")
    workspace.presses(JONAS, card, "Claim")
    said = workspace.person(ANA).posts(LOBBY, "x")

    form = opens(workspace, JONAS, said)

    assert form.search("Handoff", "")[0] == "H-2 Replica 3 lags"
    assert form.search("Handoff", "renew LEASE") == ["H-3 Renew the lease"]
    assert form.search("Handoff", "3") == ["H-2 Replica 3 lags", "H-3 Renew the lease"]
    assert form.search("Handoff", "h-1") == ["H-1 Renew the cert"]
    assert form.search("Handoff", "100% _") == []


def test_what_one_does_not_see_is_not_offered_nor_taken(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Salary", SECRET)
    said = workspace.person(ANA).posts(LOBBY, "x")

    form = opens(workspace, ANA, said)
    assert form.search("Handoff", "") == []

    form.view.loaded.clear()
    option = {"text": {"type": "plain_text", "text": "H-1"}, "value": "1"}
    form.view.values["item"]["item_picker"] = {"type": "external_select", "selected_option": option}
    assert "There is no item H-1 that you can see" in form.submit()["Handoff"]


def test_without_an_item_or_on_a_finished_one_it_is_refused_and_nothing_is_lost(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Cert")
    said = workspace.person(ANA).posts(LOBBY, "x")
    form = opens(workspace, JONAS, said)

    assert form.submit(bypass=True)["Handoff"].startswith("Pick the handoff")
    form.choose("Handoff", "H-1")
    workspace.types(WEI, "/handoff done H-1")
    assert "H-1 is done. Reopen it first" in form.submit()["Handoff"]
    assert form.is_open


def test_from_a_direct_message_only_the_link_travels_unless_its_sender_ticks(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.slack.add_dm(THEIR_DM, JONAS, ANA)
    said = workspace.slack.add_message(THEIR_DM, ANA, "The password is on the wall")

    form = opens(workspace, JONAS, said)
    assert "It is from a direct message: only the link travels" in form.text
    adds(form, "Piece of context", "H-1")
    workspace.settle()
    assert "1 piece of context" in says(workspace, card)
    assert "password" not in note(workspace, card)
    assert "Piece of context · Ana Kovač\n[Open]" in note(workspace, card)

    form = opens(workspace, JONAS, said)
    adds(form.choose("Its text", ["Copy the text"]), "Concern", "H-1")
    workspace.settle()
    assert "The password is on the wall" in note(workspace, card)


def test_the_same_from_a_private_channel(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    said = workspace.person(WEI).posts(SECRET, "Salaries rise")

    adds(opens(workspace, WEI, said), "Concern", "H-1")

    workspace.settle()
    assert "Salaries" not in note(workspace, card)


def test_a_first_message_that_is_deleted_while_its_replies_stay_goes_from_the_note(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    said = workspace.person(ANA).posts(OPS, "The vendor is closed")
    workspace.person(JONAS).replies(said, "Till Monday")
    adds(opens(workspace, JONAS, said), "Concern", "H-1")

    workspace.person(ANA).deletes(said)
    workspace.settle()

    assert "concern" not in says(workspace, card)
    assert "vendor" not in note(workspace, card)


def test_a_guest_adds_nothing(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    said = workspace.person(GUS).replies(card, "Me too")

    form = opens(workspace, GUS, said)

    assert "Guests" in form.choose("Add it as", "Concern").submit()["Handoff"]


def test_who_is_in_no_team_adds_to_what_they_see(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    said = workspace.person(ZOE).posts(LOBBY, "The vendor is closed")
    opens(workspace, ZOE, said).close()  # whom Slack has not told of yet sees nothing

    adds(opens(workspace, ZOE, said), "Concern", "H-1")

    workspace.settle()
    assert "1 concern" in says(workspace, card)


@pytest.mark.parametrize("words", ["", "🙋" * 3_000, "مفتاح <!channel> `x`", "\n\n```\ncode\n```"])
def test_any_message_can_be_added(workspace: Workspace, words: str) -> None:
    card = workspace.hands_off(WEI, "Cert")
    said = workspace.person(ANA).posts(LOBBY, words) if words else workspace.person(ANA).posts_file(LOBBY, "graph.png")

    adds(opens(workspace, JONAS, said), "Concern", "H-1")

    workspace.settle()
    assert (words.strip()[:20] or "graph.png") in note(workspace, card).replace("\u2068", "").replace("\u2069", "")


def test_a_forged_message_is_refused(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Cert")
    form = opens(workspace, JONAS, workspace.person(ANA).posts(OPS, "x"))
    form.choose("Handoff", "H-1")
    form.view.content["private_metadata"] = '{"channel": 3}'

    assert "not one of mine any more" in form.submit()["Handoff"]
