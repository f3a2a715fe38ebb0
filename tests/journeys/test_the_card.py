"""The card's buttons and its ⋯: what each does, and what the others see of it."""

from tests.people import ANA, JONAS, LUIS, OPS, WEI, at
from tests.workspace import Workspace


def test_claim_done_and_reopen_by_button(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    assert card.buttons == ["Claim", "Full note"]

    assert workspace.presses(ANA, card, "Claim").startswith("H-1 is yours. By today 17:00. Wei Lin asks:")
    assert card.buttons == ["Done", "Hand off"]

    assert workspace.presses(ANA, card, "Done").startswith("H-1 is done.")
    assert card.buttons == ["Reopen", "Full note"]

    assert workspace.presses(ANA, card, "Reopen").startswith("H-1 is open again; Ana Kovač has it.")
    assert "Owner: Ana Kovač, Berlin" in card.shown_to(workspace.person(WEI))
    assert workspace.cards() == [card]


def test_claiming_what_is_ones_own_changes_nothing(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.presses(JONAS, card, "Claim")
    lines = workspace.lines(card)

    assert workspace.types(JONAS, "/handoff claim H-1").startswith("H-1 is yours already.")

    assert workspace.lines(card) == lines


def test_the_owner_claiming_their_own_offer_takes_it_back(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")

    workspace.presses(WEI, card, "Claim")

    assert "Owner: Wei Lin, Singapore" in card.shown_to(workspace.person(JONAS))
    assert workspace.lines(card) == []
    assert "[Claim" not in workspace.dms(JONAS)[0]


def test_hand_off_by_button_opens_the_form_filled(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert", next_step="Renew it")
    workspace.presses(JONAS, card, "Claim")

    form = workspace.presses_for_form(JONAS, card, "Hand off")

    assert form.values["Next step"] == "Renew it"
    assert form.submit() == {}
    workspace.settle()
    assert "Waiting for: Los Angeles" in card.shown_to(workspace.person(WEI))


def test_hand_off_by_the_menu(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")

    form = workspace.presses_for_form(WEI, card, "Hand off").choose("To", "Los Angeles")
    assert form.submit() == {}
    workspace.settle()

    assert "Waiting for: Los Angeles" in card.shown_to(workspace.person(WEI))
    assert LUIS not in workspace.told()


def test_send_back_by_the_menu_asks_why(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")

    form = workspace.presses_for_form(JONAS, card, "Send back")
    assert (form.title, form.labels, form.submit_label) == ("Send back H-1", ["Why"], "Send back")
    assert form.submit() == {"Why": "Please complete this required field."}
    form.fill("Why", "no access to the vault")
    assert form.submit() == {}
    workspace.settle()

    assert "“no access to the vault”" in card.shown_to(workspace.person(WEI))
    assert "Back with you" in workspace.dms(WEI)[0]
    assert "“no access to the vault”" in workspace.dms(WEI)[0]


def test_cancel_by_the_menu_asks_why(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")

    form = workspace.presses_for_form(WEI, card, "Cancel")
    form.fill("Why", "the vendor renewed it").submit()
    workspace.settle()

    assert "✗ Cancelled · H-1" in card.shown_to(workspace.person(JONAS))
    assert "“the vendor renewed it”" in card.shown_to(workspace.person(JONAS))


def test_full_note_shows_everything_to_who_asks(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert", next_step="Renew it\n" * 30)

    form = workspace.presses_for_form(ANA, card, "Full note")

    assert form.text.count("Renew it") == 30
    assert form.submit_label == ""


def test_full_note_of_a_claimed_item_is_in_the_menu(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.presses(JONAS, card, "Claim")

    assert card.options == ["Send back", "Update", "Ask Wei Lin", "Cancel", "Full note"]
    assert "Cert" in workspace.presses_for_form(WEI, card, "Full note").text


def test_send_back_after_a_claim_offers_it_to_the_sender(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.presses(JONAS, card, "Claim")

    workspace.presses_for_form(JONAS, card, "Send back").fill("Why", "ours is another vault").submit()
    workspace.settle()

    shown = card.shown_to(workspace.person(WEI))
    assert "From: Jonas Weber, Berlin" in shown
    assert "Waiting for: Wei Lin" in shown
    assert "Jonas Weber sent back to you" in workspace.dms(WEI)[0]


def test_a_parked_item_can_be_claimed_from_its_card(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.presses(JONAS, card, "Claim")
    workspace.turn_to(at("mon 17:30"))  # Jonas went home at 16:00, an hour and a half ago

    assert workspace.types(LUIS, "/handoff claim H-1").startswith("H-1 is yours.")

    assert "Owner: Luis Romero, Los Angeles" in card.shown_to(workspace.person(WEI))
    assert workspace.cards(OPS) == [card]


def test_one_line_for_each_change_of_hands(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.presses(JONAS, card, "Claim")
    workspace.types(JONAS, "/handoff H-1 to Los Angeles")
    workspace.turn_to(at("mon 17:00"))
    workspace.presses(LUIS, card, "Claim")
    workspace.presses(LUIS, card, "Done")

    assert len(workspace.lines(card)) == 2
    assert "took this over from Wei Lin" in workspace.lines(card)[0]
    assert "took this over from Jonas Weber" in workspace.lines(card)[1]
