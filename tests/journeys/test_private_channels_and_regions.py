"""An item of a private channel goes only where somebody can see it."""

from tests.people import JONAS, LUIS, SECRET, WEI, at
from tests.workspace import Workspace


def test_the_form_offers_no_region_that_cannot_see_it(workspace: Workspace) -> None:
    workspace.form(WEI, "/handoff Salaries", SECRET).close()

    form = workspace.form(WEI, "/handoff Salaries", SECRET)

    assert [choice.split(",")[0] for choice in form.choices("To")] == [
        "Next: Berlin", "Singapore", "Berlin", "Jonas Weber", "Priya Nair",
    ]  # fmt: skip


def test_to_a_region_that_cannot_see_it_is_refused(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Salaries", SECRET)

    answer = workspace.types(WEI, "/handoff H-1 to Los Angeles", SECRET)

    assert answer.startswith("Nobody of Los Angeles can see #secret, where this item is. Invite them there")


def test_next_passes_over_a_region_that_cannot_see_it(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Salaries", SECRET)
    workspace.types(JONAS, "/handoff claim H-1", SECRET)

    answer = workspace.types(JONAS, "/handoff H-1 to next", SECRET)

    assert answer.startswith("H-1 goes to Singapore, whose day starts in 16 h 30 (tomorrow 02:00 yours): told then,")


def test_it_moves_on_past_a_region_that_cannot_see_it(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Salaries", SECRET)

    workspace.turn_to(at("mon 16:00"))

    assert "Waiting for: Singapore" in card.shown_to(workspace.person(WEI))
    workspace.turn_to(at("mon 17:00"))
    assert LUIS not in workspace.told()


def test_who_is_invited_can_be_handed_it(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Salaries", SECRET)
    workspace.slack.join(SECRET, LUIS)

    answer = workspace.types(WEI, "/handoff H-1 to Los Angeles", SECRET)

    assert answer.startswith("H-1 goes to Los Angeles, whose day starts in 8 h 30 (tomorrow 01:00 yours): told then,")
    workspace.turn_to(at("mon 17:00"))
    assert workspace.told()[LUIS] == 1
