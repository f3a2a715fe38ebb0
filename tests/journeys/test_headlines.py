"""What fits no verb is a headline: the form opens with it, and nothing of it is lost."""

import pytest

from tests.people import OPS, WEI
from tests.workspace import Workspace


@pytest.mark.parametrize(
    "words",
    ["list of open risks", "who has the keys?", "claim the refund for Ana", "done with step 2", "help Mei with H-3",
     "#42 is broken", "back to the vendor", "H-42 is broken", "cancel the order", "Show H-1 to the board"],
)  # fmt: skip
def test_a_sentence_opens_the_form_with_itself_as_headline(workspace: Workspace, words: str) -> None:
    assert workspace.form(WEI, f"/handoff {words}").values["Headline"] == words


@pytest.mark.parametrize("nothing", ["\u200b\u200b", "\u2060 \u202e", "\ufeff"])
def test_what_nobody_can_see_is_no_headline_and_no_next_step(workspace: Workspace, nothing: str) -> None:
    form = workspace.form(WEI, "/handoff").fill("Headline", nothing).fill("Next step", "Look")
    assert form.submit() == {"Headline": "Say in one line what this is about."}
    form.fill("Headline", "Replica").fill("Next step", nothing)
    assert form.submit() == {"Next step": "Say what the next person should do first."}


def test_words_too_long_for_a_headline_stand_whole_under_state_now(workspace: Workspace) -> None:
    words = " ".join(f"word{number}" for number in range(60))

    form = workspace.form(WEI, f"/handoff {words}")

    assert form.values["Headline"].startswith("word0 word1")
    assert form.values["Headline"].endswith("…")
    assert len(form.values["Headline"]) <= 150
    assert form.values["State now"] == words


def test_words_too_long_for_one_field_go_on_in_the_next(workspace: Workspace) -> None:
    words = " ".join(f"word{number}" for number in range(600))

    form = workspace.form(WEI, f"/handoff {words}")

    assert (form.values["State now"] + form.values["Why"]).split() == words.split()


def test_names_and_addresses_typed_in_a_headline_are_readable(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff Ask @Priya Nair in #lobby about R&D, see https://example.com/a?b=1&c=2")

    assert form.values["Headline"] == "Ask @Priya Nair in #lobby about R&D, see https://example.com/a?b=1&c=2"


@pytest.mark.parametrize("headline", ["Renew the cert", "#42 is broken", "item:1 is short"])
def test_the_form_opens_from_the_dm_by_a_button(workspace: Workspace, headline: str) -> None:
    assert "Press the button" in workspace.writes(WEI, f"handoff {headline}")

    answer = workspace.person(WEI).presses(workspace.person(WEI).dms[-1], "Open the form")

    assert answer.form is not None
    assert answer.form.values["Headline"] == headline
    answer.form.fill("Next step", "Ask the vault")
    assert answer.form.submit() == {}
    workspace.settle()
    assert headline in workspace.cards(OPS)[0].text


def test_words_in_the_dm_that_are_no_command_get_help(workspace: Workspace) -> None:
    assert "/handoff who: who is on shift now and next" in workspace.writes(WEI, "good morning!")


def test_an_item_in_the_dm_opens_its_form_by_a_button(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Cert", next_step="Renew it")
    workspace.writes(WEI, "H-1")

    answer = workspace.person(WEI).presses(workspace.person(WEI).dms[-1], "Open the form")

    assert answer.form is not None
    assert answer.form.values["Next step"] == "Renew it"


def test_a_reason_may_begin_on_a_new_line(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")

    workspace.types(WEI, "/handoff cancel H-1\nthe vendor & Ana renewed it\nyesterday")

    assert "“the vendor & Ana renewed it\nyesterday”" in card.shown_to(workspace.person(WEI))
