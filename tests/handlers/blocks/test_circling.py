"""What stands on top of what goes in circles: short, with the last reasons, and only buttons that work."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from handlers.blocks.arrivals import arrivals
from handlers.blocks.card.card import card
from handlers.blocks.digest.daily import digest
from handlers.blocks.note.view import note_view
from models.facts.arrivals import ArrivalFacts
from models.facts.circling import SentBackFacts
from models.facts.item import ChangeFacts, ItemFacts
from models.facts.settling import AskedFacts
from models.owed.digests import EntryFacts
from models.owed.owing import ARRIVED, SETTLE
from models.owed.settling import Why
from models.shifts.overlap import Together
from models.tables import Verb
from tests.handlers.blocks.checks import check_message, labels_of, texts_of
from tests.handlers.blocks.samples import (
    BERLIN,
    CIRCLING,
    HOUR,
    NOW,
    SETTLE_IT,
    a_digest,
    a_done_item,
    a_full_note,
    an_item,
    an_owned_item,
    waiting,
)


def on_top(item: ItemFacts) -> list[str]:
    """The first lines of its card, without the item itself; times in UTC."""
    rendered = card(item, NOW)
    check_message(rendered)
    lines = rendered.text.splitlines()
    return lines[: next(number for number, line in enumerate(lines) if "Critical" in line)]


def circling(**different: Any) -> ItemFacts:
    return an_item(circling=replace(CIRCLING, **different), times_sent_back=2, sent_back_because="not ours")


def told_to(user: str, item: ItemFacts) -> list[str]:
    """The buttons under what that person is asked to settle."""
    rendered = arrivals(ArrivalFacts(user, BERLIN, (EntryFacts(SETTLE, item, waits=False, settles=True),)), NOW)
    check_message(rendered)
    return labels_of(rendered)


def test_the_third_time() -> None:
    item = an_item(circling=CIRCLING, settle=SETTLE_IT)
    assert on_top(item) == [
        "H-42 is with Berlin for the 3rd time.",
        "Sent back: “no access” (Kofi, Mon 1 Mar), “not ours” (Luis, Tue 2 Mar). Changed since: “access given”",
        "Priya (lead) is asked to settle who has it.",
        "Both awake: Tue 2 Mar 10:00 UTC to Tue 2 Mar 11:30 UTC.",
    ]
    assert sum(len(line) for line in on_top(item)) < 280


def test_each_reader_reads_the_days_in_their_own_zone() -> None:
    said = [
        one["text"] for one in texts_of(card(an_item(circling=CIRCLING, settle=SETTLE_IT), NOW).payload(), "mrkdwn")
    ]
    assert any("{date_short_pretty}|Mon 1 Mar>" in text for text in said)
    assert any(f"<!date^{int((NOW + HOUR).timestamp())}^{{time}}|" in text for text in said)


def test_the_reasons_stand_there_once() -> None:
    assert card(circling(), NOW).text.count("not ours") == 1


def test_only_the_last_reasons_and_how_many_there_were() -> None:
    more = (SentBackFacts("Wei Lin", NOW - 40 * HOUR, "too big"), *CIRCLING.sent_back)
    (_, why) = on_top(circling(sent_back=more, times_sent_back=3))
    assert why.startswith("Sent back 3 times, last: “no access” (Kofi")
    assert "too big" not in why


def test_somebody_who_gave_no_reason_is_named() -> None:
    silent = (SentBackFacts("Kofi", NOW - 30 * HOUR, ""), CIRCLING.sent_back[1])
    assert on_top(circling(sent_back=silent))[1].startswith(
        "Sent back: by Kofi, Mon 1 Mar, with no reason, “not ours” (Luis"
    )


def test_never_sent_back_but_there_for_the_third_time() -> None:
    assert on_top(circling(sent_back=(), times_sent_back=0)) == [
        "H-42 is with Berlin for the 3rd time.",
        "Changed since: “access given”",
    ]


def test_sent_back_twice_where_it_is_for_the_first_time() -> None:
    assert on_top(circling(times_there=1))[0] == "H-42 was sent back twice."


def test_what_changed_where_the_sender_wrote_no_line() -> None:
    changed = ("next_step", "links", "urgency")
    assert on_top(circling(whats_new="", changed=changed))[1].endswith("Changed since: Next step, Links and Urgency.")
    assert on_top(circling(whats_new="", changed=()))[1].endswith("Nothing was changed since.")


def test_a_round_that_nobody_took() -> None:
    assert on_top(an_item(settle=replace(SETTLE_IT, why=Why.ROUND, together=None))) == [
        "H-42 went round: nobody in any region took it.",
        "Priya (lead) is asked to settle who has it.",
        "Both sides share no hour this week.",
    ]


def test_without_leads_its_owner_is_asked() -> None:
    asked = (AskedFacts("U0WEI", "Wei Lin", may_claim=True),)
    settle = replace(SETTLE_IT, asked=asked, asks_leads=False, other=None, together=None)
    assert on_top(an_item(circling=CIRCLING, settle=settle))[2:] == ["Wei Lin is asked to settle who has it."]


def test_many_leads_are_some() -> None:
    asked = tuple(AskedFacts(f"U{name}", name, may_claim=True) for name in ("Ana", "Bo", "Cy", "Di", "Eve"))
    assert on_top(an_item(circling=CIRCLING, settle=replace(SETTLE_IT, asked=asked)))[2] == (
        "Ana, Bo, Cy and 2 more (leads) are asked to settle who has it."
    )


def test_a_time_that_runs_over_days_says_its_last_day() -> None:
    long = replace(SETTLE_IT, together=Together(NOW, NOW + timedelta(days=2)))
    said = [one["text"] for one in texts_of(card(an_item(circling=CIRCLING, settle=long), NOW).payload(), "mrkdwn")]
    last = f"<!date^{int((NOW + timedelta(days=2)).timestamp())}^{{date_short_pretty}} {{time}}|"
    assert any(last in text for text in said)


def test_what_is_over_says_nothing_of_it() -> None:
    rendered = card(a_done_item(circling=CIRCLING, settle=SETTLE_IT), NOW)
    assert "3rd time" not in rendered.text


def test_the_full_note_has_each_reason_whole() -> None:
    long = "because " * 60
    sent = tuple(SentBackFacts(f"P{number}", NOW, f"{number} {long}") for number in range(4))
    item = circling(sent_back=sent, times_sent_back=4)
    text = "".join(one["text"] for one in texts_of(note_view(a_full_note(item), BERLIN, NOW).to_dict(), "plain_text"))
    assert all(f"{number} {long}".strip() in text for number in range(4))


def test_claim_is_offered_to_who_may_claim() -> None:
    item = an_item(circling=CIRCLING, settle=SETTLE_IT)
    assert told_to("U0PRIYA", item) == ["Claim H-42", "Hand off H-42", "Full note"]
    off_team = replace(SETTLE_IT, asked=(AskedFacts("U0PRIYA", "Priya", may_claim=False),))
    assert told_to("U0PRIYA", replace(item, settle=off_team)) == ["Hand off H-42", "Full note"]
    kept = an_owned_item(circling=CIRCLING, settle=SETTLE_IT)
    assert told_to("U0PRIYA", kept) == ["Hand off H-42", "Full note"]
    assert told_to("U0PRIYA", replace(kept, parked=True)) == ["Claim H-42", "Hand off H-42", "Full note"]
    own = replace(SETTLE_IT, asked=(AskedFacts("U0WEI", "Wei Lin", may_claim=True),), asks_leads=False)
    assert told_to("U0WEI", replace(item, settle=own)) == ["Hand off H-42", "Full note"]


def test_several_to_settle_stand_under_one_heading() -> None:
    items = [an_item(number, circling=CIRCLING, settle=SETTLE_IT) for number in (1, 2)]
    entries = tuple(EntryFacts(SETTLE, item, waits=False, settles=True) for item in items)
    assert "Please settle who has these 2:" in arrivals(ArrivalFacts("U0PRIYA", BERLIN, entries), NOW).text


def test_what_is_settled_turns_into_a_plain_line() -> None:
    claimed = an_owned_item(circling=CIRCLING)
    entry = EntryFacts(SETTLE, claimed, waits=False)
    assert "H-42 · Jonas Weber has it since 10:30" in arrivals(ArrivalFacts("U0PRIYA", BERLIN, (entry,)), NOW).text
    assert "H-42 · Jonas Weber has it since 10:30" in digest(a_digest(entry, user="U0PRIYA"), NOW).text
    assert labels_of(digest(a_digest(entry, user="U0PRIYA"), NOW)) == []


def test_a_digest_leads_with_what_is_to_settle() -> None:
    asked = [
        EntryFacts(SETTLE, an_item(number, circling=CIRCLING, settle=SETTLE_IT), waits=False, settles=True)
        for number in range(1, 6)
    ]
    rendered = digest(a_digest(*asked, *waiting(an_item(9)), user="U0PRIYA"), NOW)
    check_message(rendered)
    lines = rendered.text.splitlines()
    assert lines[0].startswith("5 to settle, 1 waiting for Berlin, 6 critical. First: H-1 ")
    assert lines[2:4] == ["5 to settle · 1 waiting", "TO SETTLE"]
    assert lines.index("TO SETTLE") < lines.index("WAITING FOR BERLIN")
    assert [label for label in labels_of(rendered) if label.startswith("Hand off")] == [
        "Hand off H-1", "Hand off H-2", "Hand off H-3"
    ]  # fmt: skip
    assert "🔴 Critical · H-5 Replica 3 lags 40 s" in lines


def test_who_is_asked_of_an_own_item_still_owns_it() -> None:
    own = an_owned_item(
        circling=CIRCLING, settle=replace(SETTLE_IT, asked=(AskedFacts("U0JONAS", "Jonas", may_claim=True),))
    )
    rendered = digest(a_digest(EntryFacts(SETTLE, own, waits=False, settles=True)), NOW)
    assert "1 to settle · you own 1" in rendered.text


def test_an_entry_that_came_back_to_its_owner_says_why_each_time() -> None:
    back = ChangeFacts(Verb.SEND_BACK, "Luis", NOW)
    item = an_owned_item(circling=CIRCLING, times_sent_back=2, last=back)
    text = arrivals(ArrivalFacts("U0JONAS", BERLIN, (EntryFacts(ARRIVED, item, waits=False),)), NOW).text
    assert "Sent back: “no access” (Kofi, yesterday), “not ours” (Luis, today)" in text
