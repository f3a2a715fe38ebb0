"""Every verb works as words, typed behind the command or written in the bot's DM."""

import pytest

from tests.journeys.conftest import Ask
from tests.people import JONAS, OPS, WEI, at
from tests.workspace import Workspace


def test_claim_makes_the_item_ones_own(workspace: Workspace, ask: Ask) -> None:
    card = workspace.hands_off(WEI, "Cert expires", next_step="Renew it in the vault")

    answer = ask(JONAS, "claim H-1")

    assert "H-1 is yours. By today 17:00. Wei Lin asks:" in answer
    assert "Next: Renew it in the vault" in answer
    assert "Owner: Jonas Weber, Berlin" in card.shown_to(workspace.person(WEI))
    assert ask(JONAS, "claim h1").startswith("H-1 is yours already.")


def test_done_and_reopen(workspace: Workspace, ask: Ask) -> None:
    card = workspace.hands_off(WEI, "Cert expires")

    assert ask(WEI, "done H-1").startswith("H-1 is done.")
    assert "✓ Done · H-1 · Cert expires" in card.shown_to(workspace.person(JONAS))
    assert ask(WEI, "done H-1").startswith("H-1 is done already.")

    assert ask(WEI, "reopen H-1").startswith("H-1 is open again; Wei Lin has it.")
    assert "Owner: Wei Lin, Singapore" in card.shown_to(workspace.person(JONAS))
    assert ask(WEI, "reopen H-1").startswith("H-1 is open already.")


def test_cancel_says_why_on_the_card(workspace: Workspace, ask: Ask) -> None:
    card = workspace.hands_off(WEI, "Cert expires")

    assert ask(WEI, "cancel H-1 the vendor renewed it").startswith("H-1 is cancelled.")

    shown = card.shown_to(workspace.person(JONAS))
    assert "✗ Cancelled · H-1" in shown
    assert "“the vendor renewed it”" in shown


def test_back_returns_it_to_its_sender_with_the_reason(workspace: Workspace, ask: Ask) -> None:
    card = workspace.hands_off(WEI, "Cert expires")

    assert "H-1 went back to Wei Lin, who is at work and told now." in ask(JONAS, "back H-1 no access to the vault")

    [line] = workspace.lines(card)
    assert line.startswith("Jonas Weber sent this back to Wei Lin")
    assert "“no access to the vault”" in line
    assert "Owner: Wei Lin" in card.shown_to(workspace.person(JONAS))


def test_back_to_a_sender_who_has_gone_home_says_when_they_see_it(workspace: Workspace, ask: Ask) -> None:
    workspace.hands_off(WEI, "Cert expires")
    workspace.turn_to(at("mon 09:30"))

    assert "H-1 went back to Wei Lin, who sees it tomorrow 02:00 your time." in ask(JONAS, "back H-1 wrong region")


def test_back_to_a_sender_whose_account_is_gone_claims_nothing_of_their_day(workspace: Workspace, ask: Ask) -> None:
    workspace.hands_off(WEI, "Cert expires")
    workspace.slack.set_user(WEI, deleted=True)
    workspace.settle()

    answer = ask(JONAS, "back H-1 wrong region")

    assert "H-1 went back to Wei Lin, who is not at work in the next 31 days." in answer


def test_show_is_the_whole_item_for_the_asker_alone(workspace: Workspace, ask: Ask) -> None:
    workspace.hands_off(WEI, "Cert expires", next_step="Renew it in the vault")

    shown = ask(JONAS, "show H-1")

    for part in ("🟢 Steady · H-1", "Cert expires", "Next: Renew it in the vault", "Waiting for: Berlin"):
        assert part in shown
    assert len(workspace.cards()) == 1


def test_hand_off_in_words_keeps_the_note_as_it_stands(workspace: Workspace, ask: Ask) -> None:
    card = workspace.hands_off(WEI, "Cert expires", next_step="Renew it in the vault")
    ask(JONAS, "claim H-1")

    answer = ask(JONAS, "H-1 to next")

    assert "H-1 goes to Los Angeles, whose day starts in 8 h 30 (today 18:00 yours)" in answer
    assert ": told then, nobody is woken. It stays yours until it is claimed." in answer

    shown = card.shown_to(workspace.person(JONAS))
    assert "Next: Renew it in the vault" in shown
    assert "Waiting for: Los Angeles (Luis Romero), from today 18:00" in shown


@pytest.mark.parametrize("verb", ["claim", "done", "cancel", "reopen", "back", "show"])
def test_a_verb_without_what_it_needs_gets_help_with_a_guess(workspace: Workspace, ask: Ask, verb: str) -> None:
    answer = ask(WEI, verb)

    assert answer.startswith(f"Did you mean /handoff {verb} H-42")
    assert "/handoff who: who is on shift now and next" in answer
    assert workspace.cards() == []


@pytest.mark.parametrize("verb, why", [("cancel", "no longer needed"), ("back", "no access to the vault")])
def test_a_reason_is_asked_for_where_one_is_needed(workspace: Workspace, ask: Ask, verb: str, why: str) -> None:
    card = workspace.hands_off(WEI, "Cert expires")

    assert ask(JONAS, f"{verb} H-1").startswith(f"Did you mean /handoff {verb} H-1 {why}?")

    assert "Waiting for: Berlin" in card.shown_to(workspace.person(JONAS))


def test_what_was_typed_comes_back_when_it_is_refused(workspace: Workspace, ask: Ask) -> None:
    workspace.hands_off(WEI, "Cert expires")

    answer = ask(JONAS, "cancel H-1 a reason that took me a minute to write")

    assert answer.startswith("Only Wei Lin, who owns it, or a lead of Platform (Priya Nair) can cancel H-1.")
    assert "a reason that took me a minute to write" in answer


def test_answers_are_seen_by_the_asker_alone(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Cert expires")
    before = workspace.slack.messages(OPS)

    workspace.types(JONAS, "/handoff show H-1")
    workspace.types(JONAS, "/handoff who")

    assert workspace.slack.messages(OPS) == before
    assert len(workspace.person(WEI).ephemerals) == 1  # what the form told its sender
