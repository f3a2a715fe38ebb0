"""The card, as a phone shows it, in each state of an item."""

from dataclasses import replace
from datetime import date

from handlers.blocks.card.card import card
from models.facts.comments import CommentCount
from models.facts.item import ClosingFacts
from models.tables import CommentKind, State
from tests.handlers.blocks.checks import check_message, labels_of, texts_of
from tests.handlers.blocks.samples import (
    HOUR,
    NOT_READ_BACK,
    NOTE,
    NOW,
    READ_BACK,
    TO_BERLIN,
    a_done_item,
    an_item,
    an_owned_item,
)


def menu_of(blocks: list[dict[str, object]]) -> list[str]:
    """What the ⋯ menu sends."""
    values = [option["value"] for block in blocks for one in _elements(block) for option in one.get("options", [])]
    return [str(value) for value in values]


def _elements(block: dict[str, object]) -> list[dict[str, list[dict[str, object]]]]:
    elements = block.get("elements", [])
    return elements if isinstance(elements, list) else []


def test_a_waiting_item_says_what_is_next_whose_it_is_and_for_whom_it_waits() -> None:
    rendered = card(an_item(), NOW)
    assert rendered.text.splitlines() == [
        "🔴 Critical · H-42",
        "Replica 3 lags 40 s",
        "Next: restart the rebuild",
        "By: Tue 2 Mar 14:30 UTC",
        "From: Wei Lin, Singapore, back Wed 3 Mar 01:30 UTC",
        "Waiting for: Berlin (Jonas Weber), since Tue 2 Mar 09:30 UTC",
        "Type /handoff claim H-42 to take it.",
    ]
    assert labels_of(rendered) == ["Claim", "Full note"]
    assert menu_of(rendered.payload()["blocks"]) == ["hand_off:42", "send_back:42", "update:42", "ask:42", "cancel:42"]


def test_screen_readers_hear_which_item_a_button_is_for() -> None:
    elements = card(an_item(), NOW).payload()["blocks"][-1]["elements"]
    assert [one.get("accessibility_label") for one in elements] == ["Claim H-42", "Full note H-42", None]


def test_a_decision_is_named_with_who_takes_it_and_what_happens_without_one() -> None:
    note = replace(NOTE, decision="fail over?", decide_by=NOW + HOUR, without_decision="we wait")
    text = card(an_item(note=note, decider="Ines Wolf"), NOW).text
    assert (
        "By: Tue 2 Mar 14:30 UTC\n"
        "Ines Wolf decides by Tue 2 Mar 11:30 UTC:\nfail over?\nWithout a decision: we wait\n"
        "From: Wei Lin, Singapore, back Wed 3 Mar 01:30 UTC\n"
    ) in text


def test_below_the_buttons_stands_how_much_was_said_of_it_and_how_far_it_came() -> None:
    counts = (CommentCount(CommentKind.CONCERN, 2, 0), CommentCount(CommentKind.QUESTION, 1, 0))
    blocks = card(an_item(comments=counts, hops=1), NOW).payload()["blocks"]
    assert [block["type"] for block in blocks[-2:]] == ["actions", "context"]
    assert blocks[-1]["elements"][0]["text"] == "2 concerns · 1 question · 2nd region"


def test_what_the_owner_read_back_stands_below_their_name() -> None:
    text = card(an_owned_item(read_back=READ_BACK), NOW).text
    assert "Owner: Jonas Weber, Berlin, at work till Tue 2 Mar 16:30 UTC\n“Rebuild first. Is replica 2 safe?”\n" in text
    as_asked = replace(READ_BACK, text="", as_asked=True)
    assert "16:30 UTC\nAs asked.\n" in card(an_owned_item(read_back=as_asked), NOW).text
    assert "“" not in card(an_owned_item(read_back=NOT_READ_BACK), NOW).text


def test_a_shift_that_has_not_begun_is_said_with_its_start() -> None:
    offer = replace(TO_BERLIN, starts=NOW + 2 * HOUR)
    assert "Waiting for: Berlin (Jonas Weber), from Tue 2 Mar 12:30 UTC" in card(an_item(offer=offer), NOW).text


def test_a_closed_region_that_was_skipped_is_told_with_the_reason() -> None:
    offer = replace(TO_BERLIN, name="Los Angeles", skipped=(("Berlin", date(2027, 3, 8), "Whit Monday"),))
    assert "Berlin is closed on Monday (Whit Monday): goes to Los Angeles" in card(an_item(offer=offer), NOW).text


def test_what_was_sent_back_says_how_often_by_whom_and_why() -> None:
    back = an_item(times_sent_back=2, sent_back_because="no access", sent_back_by="Kofi", hops=2)
    text = card(back, NOW).text
    assert "Sent back twice, last by Kofi: “no access”" in text
    assert text.endswith("\n3rd region\nType /handoff claim H-42 to take it.")


def test_an_owned_item_offers_done_and_hand_off() -> None:
    rendered = card(an_owned_item(), NOW)
    assert "Owner: Jonas Weber, Berlin, at work till Tue 2 Mar 16:30 UTC" in rendered.text
    assert labels_of(rendered) == ["Done", "Hand off"]
    assert menu_of(rendered.payload()["blocks"]) == ["send_back:42", "update:42", "ask:42", "cancel:42", "full_note:42"]


def test_an_item_that_began_with_its_owner_cannot_be_sent_back() -> None:
    menu = menu_of(card(an_owned_item(came_from=None), NOW).payload()["blocks"])
    assert menu == ["update:42", "ask:42", "cancel:42", "full_note:42"]


def test_a_parked_item_may_be_claimed() -> None:
    rendered = card(an_owned_item(parked=True), NOW)
    assert "Parked: teammates may claim" in rendered.text
    assert labels_of(rendered) == ["Claim", "Done", "Hand off"]
    assert rendered.text.endswith("Type /handoff claim H-42 to take it.")


def test_a_done_item_says_who_when_by_which_way_and_how_long_it_took() -> None:
    rendered = card(a_done_item(), NOW)
    assert rendered.text.splitlines() == [
        "✓ Done · H-42 · Replica 3 lags 40 s",
        "Jonas Weber, Tue 2 Mar 10:20 UTC. Singapore → Berlin, 2 h 50",
        "Type /handoff reopen H-42 to open it again.",
    ]
    assert labels_of(rendered) == ["Reopen", "Full note"]


def test_a_cancelled_item_says_why() -> None:
    closing = ClosingFacts("Wei Lin", NOW, "the vendor fixed it", ())
    text = card(a_done_item(state=State.CANCELLED, closing=closing), NOW).text
    assert text.startswith("✗ Cancelled · H-42 · Replica 3 lags 40 s\n“the vendor fixed it”\nWei Lin, ")


def test_a_long_next_step_is_cut_and_says_where_the_rest_is() -> None:
    note = replace(NOTE, next_step="restart " * 200)
    rendered = card(an_item(note=note), NOW)
    assert "… Full note has the rest\n" in rendered.text
    check_message(rendered)


def test_what_people_type_stays_what_they_typed() -> None:
    note = replace(NOTE, headline="<!channel> *now* :fire:", next_step="ask @everyone, see https://a.example")
    rendered = card(an_item(note=note), NOW)
    plain = [one["text"] for one in texts_of(rendered.payload()["blocks"], "plain_text")]
    assert plain[:2] == ["<!channel> *now* :fire:", "Next: ask @everyone, see https://a.example"]
    assert "&lt;!channel&gt; *now*" in rendered.text
