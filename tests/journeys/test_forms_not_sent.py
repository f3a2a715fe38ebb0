"""What reached the bot of a form is never lost: closed, swiped away or refused, it is offered again to who wrote it."""

from datetime import timedelta

import pytest

from bot.sandbox.people.form import Form
from tests.people import ANA, JONAS, LOBBY, MEI, OPS, SECRET, WEI
from tests.workspace import Workspace

GO_ON, DISCARD = "Go on writing", "Discard"


def begun(workspace: Workspace, user: str = WEI, words: str = "/handoff Cert") -> Form:
    """A form in which a next step was typed, and then a menu turned: that reaches the bot."""
    return workspace.form(user, words).fill("Next step", "Renew it").choose("Urgency", "🟡 Watch")


def closes(workspace: Workspace, form: Form) -> None:
    """Somebody closes a form, and the bot comes to rest."""
    form.close()
    workspace.settle()


def on_top(workspace: Workspace, user: str = WEI) -> Form:
    """The form in front of somebody."""
    form = workspace.person(user).form
    assert form is not None
    return form


def test_a_form_that_was_closed_is_offered_at_once_to_its_writer_alone(workspace: Workspace) -> None:
    told = workspace.told()

    closes(workspace, begun(workspace))

    offer = workspace.person(WEI).ephemerals[-1]
    assert offer.shown_to(workspace.person(WEI)).startswith("You closed this form before it was sent: Cert")
    assert "Type /handoff to go on writing." in offer.text
    assert (workspace.whispers(JONAS), workspace.told(), workspace.cards()) == ([], told, [])

    form = workspace.presses_for_form(WEI, offer, GO_ON)

    assert [form.values[label] for label in ("Headline", "Next step", "Urgency")] == ["Cert", "Renew it", "🟡 Watch"]
    assert form.submit() == {}
    workspace.settle()
    assert "Next: Renew it" in workspace.card("Cert").shown_to(workspace.person(WEI))
    assert workspace.presses(WEI, offer, GO_ON).startswith("That form was sent or discarded already")


def test_words_typed_behind_the_command_are_kept_too(workspace: Workspace) -> None:
    closes(workspace, workspace.form(WEI, "/handoff Replica 3 lags"))

    assert "Replica 3 lags" in workspace.whispers(WEI)[-1]


def test_of_a_form_in_which_nothing_was_written_nothing_is_said(workspace: Workspace) -> None:
    closes(workspace, workspace.form(WEI, "/handoff").choose("Urgency", "🟡 Watch"))

    assert workspace.whispers(WEI) == []
    assert GO_ON not in workspace.form(WEI, "/handoff").buttons


def test_what_was_refused_is_kept_though_no_menu_was_turned(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff Cert").fill("Next step", " ").press("More context").fill("Why", "it expires")
    assert form.submit(bypass=True) != {}

    closes(workspace, form)
    form = workspace.presses_for_form(WEI, workspace.person(WEI).ephemerals[-1], GO_ON)

    assert (form.values["Headline"], form.values["Why"]) == ("Cert", "it expires")


def test_the_next_form_offers_it_on_top_and_keeps_its_own_words(workspace: Workspace) -> None:
    begun(workspace)  # and then the client died: Slack tells nothing
    form = workspace.form(WEI, "/handoff Backfill")
    assert "and not sent: Cert." in form.text

    form.fill("Next step", "Run step 2").press(GO_ON)

    kept = on_top(workspace)
    assert (kept.values["Headline"], kept.values["Next step"]) == ("Cert", "Renew it")
    assert kept.submit() == {}
    assert (form.values["Headline"], form.values["Next step"]) == ("Backfill", "Run step 2")
    assert form.submit() == {}
    workspace.settle()
    assert {"Cert", "Backfill"} <= {word for card in workspace.cards() for word in card.text.split()}
    assert GO_ON not in workspace.form(WEI, "/handoff").buttons


def test_discarded_from_the_offer_or_from_a_form_it_is_gone(workspace: Workspace) -> None:
    closes(workspace, begun(workspace))
    offer = workspace.person(WEI).ephemerals[-1]
    workspace.presses(WEI, offer, DISCARD)
    assert "Discarded" in workspace.whispers(WEI)[-1]
    closes(workspace, begun(workspace, words="/handoff Backfill"))

    form = workspace.form(WEI, "/handoff Third").fill("Next step", "Look").press(DISCARD)

    assert (GO_ON in form.buttons, form.values["Headline"], form.values["Next step"]) == (False, "Third", "Look")
    form.submit()
    workspace.settle()
    assert GO_ON not in workspace.form(WEI, "/handoff").buttons


def test_only_what_was_changed_is_kept_so_the_rest_follows_the_note(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    form = workspace.form(WEI, "/handoff H-1").press("More context").fill("Why", "it expires")
    closes(workspace, form.choose("Urgency", "🔴 Critical"))
    workspace.presses_for_form(WEI, card, "Update").fill("Next step", "Renew it in the new vault").submit()
    workspace.settle()

    form = workspace.form(WEI, "/handoff H-1").press(GO_ON)
    kept = on_top(workspace)

    assert [kept.values[label] for label in ("Next step", "Why")] == ["Renew it in the new vault", "it expires"]


def test_of_an_item_that_is_somebody_elses_by_now_nothing_is_offered(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Cert")
    form = workspace.form(WEI, "/handoff H-1").fill("Next step", "Renew it").choose("Urgency", "🟡 Watch")
    workspace.types(JONAS, "/handoff claim H-1")
    seen = len(workspace.whispers(WEI))

    closes(workspace, form)

    assert workspace.whispers(WEI)[seen:] == []
    assert GO_ON not in workspace.form(WEI, "/handoff").buttons


def test_where_the_bot_is_not_only_the_next_form_offers_it(workspace: Workspace) -> None:
    workspace.slack.remove_bot(LOBBY)
    workspace.settle()
    told = workspace.told()
    form = workspace.form(WEI, "/handoff Cert", LOBBY)

    closes(workspace, form.fill("Next step", "Renew it").choose("Urgency", "🟡 Watch"))

    assert (workspace.whispers(WEI), workspace.told()) == ([], told)
    assert "and not sent: Cert." in workspace.form(WEI, "/handoff").text


def test_after_two_weeks_it_is_forgotten_and_nobody_keeps_more_than_five(workspace: Workspace) -> None:
    for number in range(6):
        closes(workspace, begun(workspace, words=f"/handoff Form {number}"))
    assert "not sent: Form 5. 4 more after it." in workspace.form(WEI, "/handoff").text

    workspace.turn_to(workspace.clock() + timedelta(days=14))

    assert GO_ON not in workspace.form(WEI, "/handoff").buttons
    assert workspace.presses(WEI, workspace.person(WEI).ephemerals[-1], GO_ON).startswith("That form was sent")


@pytest.mark.parametrize("label", [GO_ON, DISCARD])
def test_somebody_elses_form_is_neither_opened_nor_discarded(workspace: Workspace, label: str) -> None:
    closes(workspace, begun(workspace))
    closes(workspace, begun(workspace, user=MEI, words="/handoff Hers"))
    offer = workspace.person(MEI).ephemerals[-1]
    workspace.person(MEI).presses(offer, label)

    said = workspace.sends_again(MEI, value="1")

    assert said[-1].startswith("That form was sent or discarded already")
    assert "not sent: Cert." in workspace.form(WEI, "/handoff").text


def test_from_an_item_with_a_tagged_thread_two_clicks_and_no_typing(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.types(JONAS, "/handoff claim H-1")
    workspace.turn_by(minutes=1)
    for words, emoji in (("The old key signs mobile builds", "warning"), ("Ana has the new one", "pushpin")):
        workspace.reacts(JONAS, workspace.person(JONAS).replies(card, words), emoji)

    form = workspace.presses_for_form(JONAS, card, "Hand off")  # the first click
    assert "Concern (Jonas Weber): The old key signs mobile builds" in form.values["Why"]
    assert "Context (Jonas Weber): Ana has the new one" in form.values["State now"]
    assert form.submit() == {}  # the second
    workspace.settle()

    assert "Waiting for: Los Angeles" in card.shown_to(workspace.person(JONAS))
    note = workspace.presses_for_form(WEI, card, "Full note")
    assert "Concern (Jonas Weber): The old key signs mobile builds" in note.text


def test_a_prefilled_form_that_is_closed_untouched_is_no_loss(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.turn_by(minutes=1)
    workspace.reacts(WEI, workspace.person(JONAS).replies(card, "The old key"), "warning")

    closes(workspace, workspace.presses_for_form(WEI, card, "Update"))

    assert not any(GO_ON in one for one in workspace.whispers(WEI))


def test_what_was_tagged_while_the_form_stood_open_is_no_loss_of_its_persons(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.turn_by(minutes=1)
    workspace.reacts(WEI, workspace.person(JONAS).replies(card, "The old key"), "warning")
    form = workspace.presses_for_form(WEI, card, "Update")
    workspace.reacts(WEI, workspace.person(JONAS).replies(card, "The new key"), "warning")

    closes(workspace, form)

    assert not any(GO_ON in one for one in workspace.whispers(WEI))
    assert GO_ON not in workspace.form(WEI, "/handoff").buttons


@pytest.mark.parametrize("words", ["The vault is sealed", "The vault is sealed\nsince noon"])
@pytest.mark.parametrize("replies", [0, 2, 80])
def test_of_a_form_made_from_a_message_in_which_nothing_was_changed_nothing_is_said(
    workspace: Workspace, words: str, replies: int
) -> None:
    message = workspace.person(JONAS).posts(OPS, words)
    for number in range(replies):
        workspace.slack.add_message(OPS, ANA, f"See https://example.com/{number} {'and so on ' * 9}", thread=message)
    answer = workspace.person(WEI).uses_shortcut("Hand off this message", message)
    workspace.settle()
    assert answer.form is not None

    closes(workspace, answer.form.choose("Urgency", "🟡 Watch"))

    assert workspace.whispers(WEI) == []
    assert GO_ON not in workspace.form(WEI, "/handoff").buttons


def test_a_box_that_was_ticked_is_nothing_written_either(workspace: Workspace) -> None:
    root = workspace.slack.add_message(SECRET, JONAS, "The vault is sealed\nsince noon")
    workspace.slack.add_message(SECRET, WEI, "By whom?", thread=root)
    answer = workspace.person(WEI).uses_shortcut("Hand off this message", root)
    workspace.settle()
    assert answer.form is not None
    answer.form.choose("Its text", ["Copy the text"])
    workspace.settle()

    closes(workspace, answer.form)

    assert workspace.whispers(WEI) == []
    assert GO_ON not in workspace.form(WEI, "/handoff").buttons


def test_a_form_made_from_a_message_is_offered_while_its_writer_sees_the_channel(workspace: Workspace) -> None:
    message = workspace.slack.add_message(SECRET, JONAS, "The vault is sealed")
    answer = workspace.person(WEI).uses_shortcut("Hand off this message", message)
    workspace.settle()
    assert answer.form is not None
    closes(workspace, answer.form.fill("Next step", "Unseal it").choose("Urgency", "🟡 Watch"))

    workspace.form(WEI, "/handoff").press(GO_ON)
    assert on_top(workspace).values["Next step"] == "Unseal it"
    assert "The vault is sealed" not in on_top(workspace).text  # only the link travels

    workspace.person(WEI).leaves(SECRET)
    workspace.settle()
    assert GO_ON not in workspace.form(WEI, "/handoff").buttons
