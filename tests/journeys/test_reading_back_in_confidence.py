"""A confidential item is read back and asked about by those whom it is for; no direct message says what it is about."""

import pytest

from tests.journeys.test_confidential import HEADLINE, STEP, sent
from tests.people import JONAS, OPS, WEI, at
from tests.workspace import Workspace


@pytest.fixture
def claimed(workspace: Workspace) -> Workspace:
    """An item for Jonas alone, which has no card; he has claimed it from his DM."""
    sent(workspace, "Jonas Weber")
    workspace.presses(JONAS, workspace.person(JONAS).dms[0], "Claim H-1")
    return workspace


def test_the_entry_asks_without_a_word_of_what_it_is_about(claimed: Workspace) -> None:
    [dm] = claimed.dms(JONAS)
    assert "H-1 is yours.\nSomebody asked: … (the full note says it), by 17:00\n" in dm
    assert dm.endswith("Or type /handoff readback H-1 and your line.")
    for word in (HEADLINE, STEP, "Wei"):
        assert word not in dm


def test_what_is_read_back_and_asked_stands_in_the_full_note_alone(claimed: Workspace) -> None:
    form = claimed.presses_for_form(JONAS, claimed.person(JONAS).dms[0], "Ask Somebody")
    form.fill("Your question for Wei Lin", "Thursday at noon?").submit()
    claimed.types(JONAS, "/handoff readback H-1 Call first")
    claimed.settle()
    assert claimed.dms(JONAS)[0].startswith("H-1 · yours since 09:30: “… (the full note says it)”")
    assert "Thursday" not in claimed.dms(WEI)[-1]
    assert "Somebody: “… (the full note says it)”\n[Answer]" in claimed.dms(WEI)[-1]
    assert claimed.cards(OPS) == []

    form = claimed.presses_for_form(WEI, claimed.person(WEI).dms[-1], "Answer")
    assert "“Thursday at noon?”" in form.text
    form.fill("Your answer", "At one").submit()
    claimed.settle()
    assert "At one" not in "\n".join(claimed.dms(JONAS))

    claimed.writes(WEI, "show H-1")
    note = claimed.presses_for_form(WEI, claimed.person(WEI).dms[-1], "Full note").text
    for said in ("Call first", "Thursday at noon?", "At one"):
        assert said in note


def test_the_next_digest_of_the_sender_names_nothing_either(claimed: Workspace) -> None:
    claimed.types(JONAS, "/handoff readback H-1 Call first")
    claimed.turn_to(at("tue 01:00"))
    said = claimed.dms(WEI)[-1]
    assert "taken by Somebody" in said
    for word in ("Call first", HEADLINE, STEP, "Jonas"):
        assert word not in said
