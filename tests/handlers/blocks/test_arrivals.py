"""The DM about what comes in while one is at work."""

from dataclasses import replace

from handlers.blocks.arrivals import arrivals
from models.facts.arrivals import ArrivalFacts
from models.facts.item import ChangeFacts, ItemFacts
from models.owed.digests import EntryFacts
from models.tables import State, Urgency, Verb
from tests.handlers.blocks.checks import labels_of
from tests.handlers.blocks.samples import BERLIN, HOUR, JONAS, NOW, TO_BERLIN, WEI, an_item, an_owned_item


def to_jonas(*items: ItemFacts) -> ArrivalFacts:
    """What came for Jonas: the offered ones wait for him."""
    entries = (EntryFacts("arrived", item, waits=item.state is State.OFFERED) for item in items)
    return ArrivalFacts("U0JONAS", BERLIN, tuple(entries))


def test_who_handed_what_critical_first() -> None:
    rendered = arrivals(to_jonas(an_item(44, urgency=Urgency.STEADY), an_item(42)), NOW)
    assert rendered.text.splitlines() == [
        "🔴 Critical · H-42 Replica 3 lags 40 s and 1 more",
        "Wei Lin handed Berlin 2:",
        "🔴 Critical · H-42 Replica 3 lags 40 s",
        "🟢 Steady · H-44 Replica 3 lags 40 s",
        "Wei Lin is off now, back tomorrow 02:30.",
        "Type /handoff claim H-42 to take it.",
    ]
    assert labels_of(rendered) == ["Claim H-42", "Claim H-44"]


def test_a_sender_who_is_at_work_is_not_said_to_be_off() -> None:
    awake = replace(WEI, until=NOW + HOUR, back=None)
    assert "off now" not in arrivals(to_jonas(an_item(owner=awake)), NOW).text


def test_each_sender_has_a_part() -> None:
    ana = replace(WEI, user="U0ANA", name="Ana")
    text = arrivals(to_jonas(an_item(1, urgency=Urgency.WATCH), an_item(2, owner=ana), an_item(3)), NOW).text
    assert text.index("Ana handed Berlin:") < text.index("Wei Lin handed Berlin 2:")


def test_what_was_sent_back_to_its_owner_says_by_whom_and_why() -> None:
    back = an_owned_item(
        times_sent_back=1, sent_back_because="no access", sent_back_by="Kofi", owner_since=NOW - 9 * HOUR,
        last=ChangeFacts(Verb.SEND_BACK, "Kofi", NOW),
    )  # fmt: skip
    rendered = arrivals(to_jonas(back), NOW)
    assert "Back with you:\n🔴 Critical · H-42 Replica 3 lags 40 s\nSent back by Kofi: “no access”\n" in rendered.text
    assert labels_of(rendered) == ["Hand off H-42"]


def test_what_nobody_is_left_to_take_says_so_to_its_owner() -> None:
    stuck = an_owned_item(owner_since=NOW - 9 * HOUR, last=ChangeFacts(Verb.MOVE_ON, "Sunrelay", NOW))
    assert "Nobody can take it in the next 31 days: it stays yours." in arrivals(to_jonas(stuck), NOW).text


def test_what_moved_on_says_that_nobody_took_it() -> None:
    moved = an_item(last=ChangeFacts(Verb.MOVE_ON, "Sunrelay", NOW))
    assert "Moved on to Berlin, not taken before:" in arrivals(to_jonas(moved), NOW).text


def test_an_offer_to_the_reader_alone_is_handed_to_you() -> None:
    offer = replace(TO_BERLIN, region=None, user="U0JONAS", name="Jonas Weber")
    assert "Wei Lin handed you:" in arrivals(to_jonas(an_item(offer=offer)), NOW).text


def test_entries_turn_into_lines_without_a_button() -> None:
    kofi = replace(JONAS, user="U0KOFI", name="Kofi")
    rendered = arrivals(to_jonas(an_owned_item(41, owner=kofi), an_item(42)), NOW)
    assert "H-41 · Kofi has it since 10:30" in rendered.text
    assert labels_of(rendered) == ["Claim H-42"]
    gone = arrivals(to_jonas(an_owned_item(41, owner=kofi)), NOW)
    assert gone.text.splitlines()[0] == "Nothing here waits for you any more."
    assert labels_of(gone) == []
