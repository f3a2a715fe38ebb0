"""Lists, one item shown, its full note, who is on shift, and help."""

from dataclasses import replace
from datetime import date
from typing import Any

from bot.sandbox.block_limits import check_view
from handlers import ids
from handlers.blocks.card.buttons import LABELS
from handlers.blocks.help import help_text
from handlers.blocks.listing import listing, shown
from handlers.blocks.note.view import note_view
from handlers.blocks.shifts.who import who
from models.facts.item import ClosingFacts
from models.facts.who import ClosedFacts, CoveredFacts, OnShiftFacts, RegionTurnFacts, TeamTurnFacts, WhoFacts
from models.lists import Listing, Scope
from models.shifts.coverage import Gap, Overlap
from models.tables import State
from tests.handlers.blocks.checks import labels_of, texts_of
from tests.handlers.blocks.samples import BERLIN, HOUR, NOTE, NOW, a_done_item, a_full_note, a_listed, an_item


def test_a_list_is_one_section_of_literal_lines() -> None:
    parked = a_listed(43, owner="Jonas Weber", waits_for=None, parked=True)
    rendered = listing(Listing(Scope.ALL, (a_listed(42), parked), 2, BERLIN), NOW, "/handoff")
    assert rendered.text.splitlines() == [
        "2 items under way in your teams:",
        "🔴 Critical · H-42 Replica 3 lags 40 s · Wei Lin · waits for Berlin · by 15:30",
        "🔴 Critical · H-43 Replica 3 lags 40 s · Jonas Weber · parked · by 15:30",
        "Type /handoff show H-42 to see one.",
    ]
    assert [block["type"] for block in rendered.payload()["blocks"]] == ["section"]
    assert not texts_of(rendered.payload()["blocks"], "mrkdwn")


def test_a_long_list_says_how_many_more_and_what_to_type() -> None:
    found = Listing(Scope.NEAR, tuple(a_listed(number) for number in range(1, 21)), 64, BERLIN)
    lines = listing(found, NOW, "/handoff").text.splitlines()
    assert len(lines) == 23
    assert lines[-2] == "and 44 more: /handoff list mine, /handoff list waiting"


def test_a_list_of_more_than_anybody_counts_says_so() -> None:
    found = Listing(Scope.MINE, (a_listed(42),), 1_001, BERLIN)
    lines = listing(found, NOW, "/handoff").text.splitlines()
    assert (lines[0], lines[2]) == ("over 1,000 items of yours:", "and many more, less pressing")


def test_an_empty_list_says_so_kindly() -> None:
    said = {scope: listing(Listing(scope, (), 0, BERLIN), NOW, "/relay").text for scope in Scope}
    assert said[Scope.WAITING].startswith("Nothing waits for you. Enjoy the quiet.\n")
    assert said[Scope.ALL].endswith("Type /relay to hand something off.")
    assert len(set(said.values())) == len(Scope)


def test_an_item_shown_has_named_buttons_and_the_way_to_its_thread() -> None:
    rendered = shown(an_item(), BERLIN, NOW)
    assert labels_of(rendered) == ["Claim H-42", "Full note", "Open the thread"]
    assert "From: Wei Lin, Singapore, back tomorrow 02:30" in rendered.text
    assert labels_of(shown(an_item(link=None), BERLIN, NOW)) == ["Claim H-42", "Full note"]


def test_the_menu_offers_what_the_listeners_know() -> None:
    assert tuple(LABELS) == ids.MORE_VERBS


def read_note(**fields: Any) -> list[str]:
    view = note_view(a_full_note(an_item(note=replace(NOTE, **fields))), BERLIN, NOW).to_dict()
    check_view(view)
    return [
        one["text"] for block in view["blocks"] for one in (*texts_of(block, "mrkdwn"), *texts_of(block, "plain_text"))
    ]


def test_the_full_note_shows_every_field() -> None:
    said = read_note(state_now="half done", why="option B", ruled_out="option A", if_then="if red, stop")
    for label, text in (
        ("State now", "half done"),
        ("Why", "option B"),
        ("Ruled out", "option A"),
        ("If / then", "if red, stop"),
    ):
        assert said[said.index(f"*{label}*") + 1] == text
    assert "*Links*" not in said


def test_an_address_in_the_note_gets_a_button_that_says_where_it_leads() -> None:
    view = note_view(
        a_full_note(an_item(note=replace(NOTE, links="see https://docs.example/a?b=1 and <b>"))), BERLIN, NOW
    ).to_dict()
    pressed = [one for block in view["blocks"] if block["type"] == "actions" for one in block["elements"]]
    assert [(one["text"]["text"], one["url"]) for one in pressed] == [
        ("Open docs.example: see", "https://docs.example/a?b=1"),
        ("Open the thread", "https://sun.slack.com/archives/C0OPS/p1"),
    ]
    assert {one["action_id"] for one in pressed} == {ids.LINK}


def test_the_note_of_a_cancelled_item_says_why() -> None:
    closing = ClosingFacts("Wei Lin", NOW, "the vendor fixed it", ())
    view = note_view(a_full_note(a_done_item(state=State.CANCELLED, closing=closing)), BERLIN, NOW).to_dict()
    assert "the vendor fixed it" in [one["text"] for one in texts_of(view["blocks"], "plain_text")]
    assert "Cancelled by Wei Lin, today 11:30" in texts_of(view["blocks"], "mrkdwn")[2]["text"]


def test_who_says_till_when_from_when_and_why_not() -> None:
    jonas, mei_for_wei = OnShiftFacts("Jonas Weber"), OnShiftFacts("Mei Tan", "Wei Lin")
    closed = (
        ClosedFacts(date(2027, 3, 3), date(2027, 3, 3), "Hari Raya"),
        ClosedFacts(date(2027, 3, 10), date(2027, 3, 12), "closed"),
    )
    regions = (
        RegionTurnFacts("Berlin", (jonas,), NOW + 6 * HOUR, None, ((OnShiftFacts("Ana"),), NOW + 22 * HOUR)),
        RegionTurnFacts("Singapore", (mei_for_wei,), None, NOW + 40 * HOUR, closed=closed),
        RegionTurnFacts("Sydney", (), None, None, covered=(CoveredFacts(date(2027, 3, 5), "Tim", "Zoe"),)),
    )
    assert who(WhoFacts((TeamTurnFacts("Platform", regions),)), BERLIN, NOW).text.splitlines() == [
        "Platform",
        "Berlin: Jonas Weber, now, till 17:30, 6 h left; then Ana, from tomorrow 09:30",
        "Singapore: Mei Tan for Wei Lin, from Thu 03:30",
        "Singapore is closed on Wednesday: Hari Raya",
        "Singapore is closed from 10 March to 12 March",
        "Sydney: no shift in the next 31 days",
        "Tim covers Zoe on Friday",
        "Somebody is always on shift in the next two weeks.",
        "Type /handoff to hand something off.",
    ]


def test_hours_without_anybody_and_shared_ones_are_told_once_for_all_days() -> None:
    weekend = Gap(NOW + 100 * HOUR, NOW + 150 * HOUR)
    gaps = (
        Gap(NOW, NOW + HOUR), Gap(NOW + 10 * HOUR, NOW + 11 * HOUR), Gap(NOW + 34 * HOUR, NOW + 35 * HOUR), weekend,
        Gap(weekend.start + 168 * HOUR, weekend.end + 168 * HOUR),
    )  # fmt: skip
    both = tuple(Overlap(("Berlin", "Oslo"), NOW + day * 24 * HOUR, NOW + (day * 24 + 2) * HOUR) for day in range(1, 4))
    lines = who(WhoFacts((TeamTurnFacts("Platform", (), gaps, both),)), BERLIN, NOW).text.splitlines()
    assert lines[1:3] == [
        (
            "Nobody is on shift, in the next two weeks: now, till 12:30; 21:30 to 22:30 on 2 days; "
            "Sat 15:30 to Mon 17:30, 2 times."
        ),
        "At work together: Berlin and Oslo 11:30 to 13:30 on 3 days.",
    ]


def test_two_weeks_without_anybody_are_one_sentence() -> None:
    team = TeamTurnFacts("Platform", (), (Gap(NOW, NOW + 672 * HOUR),))
    assert "Nobody is on shift in the next two weeks." in who(WhoFacts((team,)), BERLIN, NOW).text


def test_somebody_in_no_team_is_told_how_to_get_into_one() -> None:
    assert who(WhoFacts(()), BERLIN, NOW).text.startswith("You are in no team’s roster yet.")


def test_help_leads_with_a_guess() -> None:
    assert help_text("/relay", "claim H-42").text.startswith(
        "Did you mean /relay claim H-42?\n/relay: hand something off\n"
    )
    assert help_text("/relay", None).text.startswith("/relay: hand something off\n")
