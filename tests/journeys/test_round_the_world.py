"""The main job: one item goes round the world, and nobody is woken for it."""

from tests.people import JONAS, LUIS, MEI, OPS, WEI, at
from tests.workspace import Workspace

LAG = "Replica 3 lags 40 s"


def test_an_item_goes_from_singapore_to_berlin_to_los_angeles_and_is_done(workspace: Workspace) -> None:
    jonas, luis = workspace.person(JONAS), workspace.person(LUIS)

    card = workspace.hands_off(WEI, LAG, urgency="🔴 Critical")
    assert "Waiting for: Berlin (Jonas Weber)" in card.shown_to(jonas)
    assert "Claim H-1" in workspace.dms(JONAS)[0]

    jonas.reacts(card, "raised_hand::skin-tone-4")
    workspace.settle()
    assert "Owner: Jonas Weber, Berlin" in card.shown_to(jonas)
    assert [line.shown_to(jonas) for line in card.thread] == [
        "Jonas Weber (Berlin) took this over from Wei Lin (Singapore), 09:30."
    ]
    assert "H-1 is yours.\nWei Lin asked: Restart the rebuild" in workspace.dms(JONAS)[0]

    workspace.turn_to(at("mon 15:40"))
    answer = workspace.types(JONAS, "/handoff H-1 to next")
    assert "goes to Los Angeles" in answer
    assert "nobody is woken" in answer
    assert workspace.dms(LUIS) == []

    workspace.turn_to(at("mon 17:00"))
    assert len(workspace.dms(LUIS)) == 1
    assert luis.dms[0].text.splitlines()[0] == f"1 waiting for Los Angeles, 1 critical. First: H-1 {LAG}"

    luis.presses(luis.dms[0], "Claim H-1")
    workspace.settle()
    assert "H-1 is yours.\nJonas Weber asked: Restart the rebuild" in workspace.dms(LUIS)[0]

    workspace.types(LUIS, "/handoff done H-1")
    assert "✓ Done · H-1" in card.shown_to(luis)
    assert "Singapore → Berlin → Los Angeles" in card.shown_to(luis)
    # Jonas was also asked, before he went home, what becomes of it.
    assert [len(workspace.dms(user)) for user in (WEI, MEI, JONAS, LUIS)] == [0, 0, 2, 1]
    assert [one for one in workspace.slack.messages(OPS) if one.thread_ts is None] == [card]
    assert workspace.slack.pings == []
