"""The thread's lines, one for each change of hands."""

from dataclasses import replace
from datetime import date
from typing import Any

from handlers.blocks.card.lines import line
from models.facts.line import LineFacts
from models.tables import Verb
from tests.handlers.blocks.samples import HOUR, NOW, TO_BERLIN

CLAIMED = LineFacts(
    verb=Verb.CLAIM, label="H-42", actor="Jonas Weber", actor_region="Berlin", other="Wei Lin",
    other_region="Singapore", at=NOW, reason="", sees_at=None, left=None, left_person=False, to="Berlin",
    in_time=False, hops=1, offer=None, undone_at=None,
)  # fmt: skip
MOVED = replace(
    CLAIMED, verb=Verb.MOVE_ON, actor="Sunrelay", actor_region=None, left="Berlin", to="Los Angeles", in_time=True,
    hops=2, offer=replace(TO_BERLIN, name="Los Angeles", starts=NOW + 2 * HOUR),
)  # fmt: skip


def says(facts: LineFacts, **different: Any) -> str:
    """The line without what can be typed."""
    return line(replace(facts, **different)).text.removesuffix("\nType /handoff show H-42 to see it.")


def test_a_claim_says_from_whom_with_regions_and_when() -> None:
    assert says(CLAIMED) == "Jonas Weber (Berlin) took this over from Wei Lin (Singapore), Tue 2 Mar 10:30 UTC."


def test_a_claim_taken_back_says_so_in_the_same_place() -> None:
    assert says(CLAIMED, undone_at=NOW + HOUR / 30) == (
        "Jonas Weber (Berlin) took this over at Tue 2 Mar 10:30 UTC and undid it at Tue 2 Mar 10:32 UTC."
    )


def test_a_send_back_says_why_and_when_the_sender_sees_it() -> None:
    back = replace(CLAIMED, verb=Verb.SEND_BACK, reason="no access", sees_at=NOW + 15 * HOUR)
    assert says(back) == ("Jonas Weber sent this back to Wei Lin, who sees it Wed 3 Mar 01:30 UTC:\n“no access”")
    assert says(back, sees_at=NOW, reason="") == "Jonas Weber sent this back to Wei Lin, who is told now."
    assert says(back, sees_at=None, reason="") == "Jonas Weber sent this back to Wei Lin."


def test_a_move_says_that_nobody_took_it_and_whose_it_still_is() -> None:
    assert says(MOVED) == (
        "Nobody in Berlin took this. It moved on to Los Angeles (from Tue 2 Mar 12:30 UTC). "
        "Still Wei Lin’s. 3rd region."
    )
    assert says(MOVED, left="Maria", left_person=True).startswith("Maria did not take this. It moved on")
    assert says(MOVED, in_time=False).startswith("This can wait for Berlin no longer. It moved on")


def test_a_move_names_the_regions_that_are_closed() -> None:
    offer = replace(TO_BERLIN, name="Los Angeles", skipped=(("Berlin", date(2027, 3, 8), "Whit Monday"),))
    assert says(MOVED, offer=offer).endswith("\nBerlin is closed on Monday (Whit Monday): goes to Los Angeles.")


def test_with_nobody_left_it_stays_the_owners() -> None:
    assert says(MOVED, to=None, other="Jonas") == (
        "Nobody in Berlin took this. Nobody is left to take it in the next 31 days: it stays Jonas’."
    )
