"""The same journey over signed HTTP and over Socket Mode, with the real process."""

import pytest

from tests.people import JONAS, LUIS, OPS, WEI, at
from tests.processes.conftest import OpenOffice

LAG = "Replica 3 lags 40 s"


@pytest.mark.parametrize(
    "mode, database_url",
    [("http", "sqlite"), ("socket", "sqlite"), ("http", "postgres")],
    indirect=["database_url"],
)
def test_an_item_goes_round_the_world(mode: str, open_office: OpenOffice, database_url: str) -> None:
    office = open_office(mode, database_url)
    office.start_bot()
    wei, jonas, luis = (office.slack.person(user) for user in (WEI, JONAS, LUIS))

    form = wei.types(OPS, f"/handoff {LAG}").form
    assert form is not None
    form.fill("Next step", "Restart the rebuild")
    assert form.submit() == {}
    office.wait_for(lambda: len(office.dms(JONAS)) == 1, "Jonas to be told")
    office.wait_for(lambda: len(office.slack.messages(OPS)) == 1, "the card")
    card = office.slack.messages(OPS)[0]

    jonas.reacts(card, "raising_hand")
    office.wait_for(lambda: "Owner: Jonas Weber" in card.shown_to(jonas), "the card to say who has it")
    office.wait_for(lambda: len(card.thread) == 1, "the line in the thread")

    office.turn_to(at("mon 15:20"))  # before the message at the end of his day
    assert "goes to Los Angeles" in jonas.types(OPS, "/handoff H-1 to next").text

    office.turn_to(at("mon 17:00"))
    office.wait_for(lambda: len(office.dms(LUIS)) == 1, "Luis to be told in the morning")
    assert office.dms(LUIS)[0].text.startswith(f"1 waiting for Los Angeles. First: H-1 {LAG}")
    assert luis.presses(office.dms(LUIS)[0], "Claim H-1").ok
    luis.writes_to_bot("done H-1")
    office.wait_for(lambda: "✓ Done · H-1" in card.shown_to(luis), "the card to say that it is done")
    assert [len(office.dms(user)) for user in (WEI, JONAS)] == [0, 1]
    assert office.slack.pings == []
