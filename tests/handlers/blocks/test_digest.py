"""The daily DM: most needed first, three in full, and true long after it was sent."""

from dataclasses import replace

from handlers.blocks.digest.daily import digest
from models.facts.item import ChangeFacts, ClosingFacts
from models.owed.digests import EntryFacts
from models.owed.owing import FOR_YOU, OWNED
from models.tables import State, Urgency, Verb
from tests.handlers.blocks.checks import check_message, labels_of
from tests.handlers.blocks.samples import (
    BERLIN,
    HOUR,
    JONAS,
    NOTE,
    NOW,
    TO_BERLIN,
    WEI,
    a_digest,
    a_done_item,
    an_item,
    an_owned_item,
    waiting,
)

KOFI = replace(JONAS, user="U0KOFI", name="Kofi")


def steady_items(first: int, last: int) -> list[EntryFacts]:
    return waiting(*(an_item(number, urgency=Urgency.STEADY) for number in range(first, last + 1)))


def test_the_lock_screen_says_how_much_waits_and_what_is_first() -> None:
    rendered = digest(a_digest(*waiting(an_item(38)), *steady_items(39, 43)), NOW)
    assert rendered.text.splitlines()[0] == "6 waiting for Berlin, 1 critical. First: H-38 Replica 3 lags 40 s"
    assert rendered.text.endswith("Type /handoff claim H-38 to take the first.")


def test_the_morning_is_greeted_with_whose_turn_it_is_and_the_counts() -> None:
    own = EntryFacts(OWNED, an_owned_item(7), waits=False)
    lines = digest(a_digest(*waiting(an_item()), own), NOW).text.splitlines()
    assert lines[1:4] == [
        "Good morning, Jonas Weber. Berlin is yours till 17:30.", "1 waiting · you own 1", "WAITING FOR BERLIN",
    ]  # fmt: skip


def test_three_stand_in_full_and_the_others_one_line_each() -> None:
    back = an_item(38, times_sent_back=1, sent_back_because="no access to the vault", hops=2)
    rendered = digest(a_digest(*waiting(back), *steady_items(39, 42)), NOW)
    assert labels_of(rendered)[:6] == ["Claim H-38", "Open", "Claim H-39", "Open", "Claim H-40", "Open"]
    assert labels_of(rendered)[6:] == ["Claim several", "See all 5", "Not today"]
    assert (
        "🔴 Critical · H-38 Replica 3 lags 40 s\nrestart the rebuild\n"
        "By today 15:30 · from Wei Lin · 3rd region to hold this · sent back once: “no access to the vault”\n"
    ) in rendered.text
    assert "🟢 Steady · H-41 Replica 3 lags 40 s\n🟢 Steady · H-42 Replica 3 lags 40 s\n" in rendered.text


def test_sixty_that_wait_fit_and_what_is_left_out_is_said() -> None:
    rendered = digest(a_digest(*steady_items(1, 60)), NOW)
    check_message(rendered)
    assert rendered.text.splitlines()[0].startswith("60 waiting for Berlin. First: H-1 ")
    assert "and 40 more wait: /handoff list waiting" in rendered.text


def test_what_is_offered_to_the_reader_alone_has_a_part_of_its_own() -> None:
    offer = replace(TO_BERLIN, region=None, user="U0JONAS", name="Jonas Weber", on_shift=())
    alone = waiting(an_item(offer=offer), part=FOR_YOU)
    text = digest(a_digest(*alone, yours=()), NOW).text
    assert text.startswith("1 waiting for you, 1 critical. ")
    assert "WAITING FOR YOU\n" in text
    assert "WAITING FOR BERLIN" not in text


def test_what_somebody_else_took_turns_into_a_line_without_a_button() -> None:
    taken = an_owned_item(37, owner=KOFI, last=ChangeFacts(Verb.CLAIM, "Kofi", NOW - HOUR))
    rendered = digest(a_digest(*waiting(taken), *steady_items(38, 38)), NOW)
    assert "WAITING FOR BERLIN\nH-37 · Kofi has it since 10:30\n🟢 Steady · H-38" in rendered.text
    assert labels_of(rendered) == ["Claim H-38", "Open", "Not today"]
    assert rendered.text.startswith("1 waiting for Berlin. First: H-38")


def became(**different: object) -> str:
    """The line an entry turned into that waited in Jonas's digest."""
    item = an_owned_item(37, **different) if "closing" not in different else a_done_item(37, **different)
    text = digest(a_digest(EntryFacts("waiting", item, waits=False)), NOW).text
    return next(line for line in text.splitlines() if line.startswith("H-37 · ")).removeprefix("H-37 · ")


def test_an_entry_says_what_became_of_it() -> None:
    long_ago = NOW - 9 * HOUR
    elsewhere = replace(TO_BERLIN, region="Los Angeles", name="Los Angeles")
    assert became(closing=ClosingFacts("Kofi", NOW, "", ())) == "done by Kofi, 11:30"
    assert became(closing=ClosingFacts("Kofi", NOW, "", ()), state=State.CANCELLED) == "cancelled by Kofi, 11:30"
    assert became() == "yours since 10:30"
    assert (
        became(owner=WEI, owner_since=long_ago, last=ChangeFacts(Verb.CLAIM, "Wei Lin", NOW)) == "Wei Lin took it back"
    )
    assert (
        became(owner=WEI, owner_since=long_ago, last=ChangeFacts(Verb.SEND_BACK, "Ana", NOW)) == "sent back to Wei Lin"
    )
    moved = ChangeFacts(Verb.MOVE_ON, "Sunrelay", NOW)
    assert became(state=State.OFFERED, owner=WEI, offer=elsewhere, last=moved) == "moved on to Los Angeles"
    handed = ChangeFacts(Verb.OFFER, "Wei Lin", NOW)
    assert became(state=State.OFFERED, owner=WEI, offer=elsewhere, last=handed) == "waits for Los Angeles"


def test_an_item_the_reader_no_longer_sees_shows_only_its_id() -> None:
    hidden = EntryFacts("waiting", an_item(37), waits=True, seen=False)
    rendered = digest(a_digest(hidden), NOW)
    assert "H-37 · in a channel you no longer see" in rendered.text
    assert "Replica" not in rendered.text
    assert labels_of(rendered) == []


def test_once_nothing_waits_the_lock_screen_says_so() -> None:
    own = EntryFacts(OWNED, an_owned_item(7), waits=False)
    rendered = digest(a_digest(*waiting(an_owned_item(37, owner=KOFI)), own), NOW)
    assert rendered.text.splitlines()[0] == "Nothing waits for you now. You own 1."
    assert rendered.text.endswith("Type /handoff list to see what you own.")


def test_what_one_owns_says_for_whom_it_waits() -> None:
    mine = an_item(7, owner=JONAS, offer=replace(TO_BERLIN, name="Los Angeles"))
    assert (
        "YOU OWN\n🔴 Critical · H-7 Replica 3 lags 40 s · waits for Los Angeles"
        in digest(a_digest(EntryFacts(OWNED, mine, waits=False)), NOW).text
    )


def test_who_is_awake_stands_at_the_end() -> None:
    assert "\nSingapore is awake till 12:30.\n" in digest(a_digest(*waiting(an_item())), NOW).text


def test_times_in_the_text_are_the_readers_own() -> None:
    tokyo = digest(a_digest(*waiting(an_item(note=NOTE)), zone="Asia/Tokyo"), NOW).text
    assert "By today 23:30" in tokyo
    assert "By today 15:30" in digest(a_digest(*waiting(an_item()), zone=BERLIN), NOW).text


def test_one_that_comes_late_says_when_it_was_due() -> None:
    late, in_time = (digest(a_digest(*waiting(an_item()), late=late), NOW) for late in (True, False))
    check_message(late)
    assert "Late: this was due at" in late.text
    assert "Late:" not in in_time.text
