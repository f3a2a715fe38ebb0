"""The reminder: what still waits, why its reader is told, and what became of the rest."""

from dataclasses import replace

from handlers.blocks.reminder import IN_FULL, MOST_ITEMS, reminder
from models.facts.item import ItemFacts
from models.facts.reminder import ReminderEntry, ReminderFacts
from models.owed.digests import EntryFacts
from models.owed.reminders import OF_REGION, ON_SHIFT, SNOOZED
from models.tables import State, Urgency
from tests.handlers.blocks.checks import check_message, labels_of
from tests.handlers.blocks.samples import BERLIN, HOUR, JONAS, NOW, TO_BERLIN, an_item, an_owned_item


def to_jonas(*items: ItemFacts, part: str = ON_SHIFT, **different: object) -> ReminderFacts:
    """What Jonas is reminded of: the offered ones wait for him and move on in three hours."""
    entries = tuple(
        ReminderEntry(EntryFacts(part, item, waits=item.state is State.OFFERED), NOW + 3 * HOUR, None) for item in items
    )
    return ReminderFacts("U0JONAS", BERLIN, tuple(replace(one, **different) for one in entries))  # type: ignore[arg-type]


def test_what_waits_critical_first_since_when_and_when_it_moves_on() -> None:
    rendered = reminder(to_jonas(an_item(44, urgency=Urgency.STEADY), an_item(42)), NOW)
    assert rendered.text.splitlines() == [
        "Still waiting: 🔴 Critical · H-42 Replica 3 lags 40 s and 1 more",
        "Still waiting for Berlin:",
        "🔴 Critical · H-42 Replica 3 lags 40 s",
        "since today 10:30 · moves on at 14:30",
        "🟢 Steady · H-44 Replica 3 lags 40 s",
        "since today 10:30 · moves on at 14:30",
        "Type /handoff claim H-42 to take it.",
    ]
    assert labels_of(rendered) == ["Claim H-42", "Snooze", "Open", "Claim H-44", "Snooze", "Open"]
    check_message(rendered)


def test_the_rest_of_the_region_reads_that_nobody_has_taken_it() -> None:
    assert "Nobody in Berlin has taken this yet:" in reminder(to_jonas(an_item(), part=OF_REGION), NOW).text
    two = reminder(to_jonas(an_item(1), an_item(2), part=OF_REGION), NOW)
    assert "Nobody in Berlin has taken these 2 yet:" in two.text


def test_what_was_snoozed_comes_with_that_reason() -> None:
    text = reminder(to_jonas(an_item(), part=SNOOZED), NOW).text
    assert "You wanted to hear of this again, still waiting for Berlin:" in text


def test_an_offer_to_the_reader_alone_waits_for_you() -> None:
    offer = replace(TO_BERLIN, region=None, user="U0JONAS", name="Jonas Weber")
    assert "Still waiting for you:" in reminder(to_jonas(an_item(offer=offer)), NOW).text


def test_what_is_snoozed_now_says_until_when_and_cannot_be_snoozed_again() -> None:
    rendered = reminder(to_jonas(an_item(), snoozed_until=NOW + HOUR), NOW)
    assert "you hear of it again at 12:30" in rendered.text
    assert labels_of(rendered) == ["Claim H-42", "Open"]


def test_what_was_claimed_turns_into_a_line_without_a_button() -> None:
    kofi = replace(JONAS, user="U0KOFI", name="Kofi")
    rendered = reminder(to_jonas(an_owned_item(41, owner=kofi), an_item(42)), NOW)
    assert "H-41 · Kofi has it since 10:30" in rendered.text
    assert labels_of(rendered) == ["Claim H-42", "Snooze", "Open"]
    gone = reminder(to_jonas(an_owned_item(41, owner=kofi)), NOW)
    assert gone.text.splitlines()[0] == "Nothing here waits for you any more."
    assert labels_of(gone) == []
    check_message(gone)


def test_ones_own_offer_asks_for_nothing() -> None:
    assert labels_of(reminder(to_jonas(an_item(owner=JONAS)), NOW)) == []


def test_many_are_shown_in_brief_and_what_is_left_out_is_said() -> None:
    items = [an_item(number) for number in range(1, MOST_ITEMS + 4)]
    rendered = reminder(to_jonas(*items), NOW)
    assert [label for label in labels_of(rendered) if label.startswith("Claim")] == [
        f"Claim H-{number}" for number in range(1, IN_FULL + 1)
    ]
    assert f"H-{MOST_ITEMS} " in rendered.text
    assert "and 3 more: /handoff list waiting" in rendered.text
    check_message(rendered)
