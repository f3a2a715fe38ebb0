"""The bot killed between a handoff and the day's start, and started after it: one DM, not none, not two."""

from tests.people import LUIS, OPS, WEI, at
from tests.processes.conftest import OpenOffice


def test_a_bot_killed_before_the_morning_tells_it_once_and_late(open_office: OpenOffice, database_url: str) -> None:
    office = open_office("http", database_url)
    office.start_bot()
    office.hands_off(WEI, "Renew the certificate", to="Los Angeles")

    office.kill_bot()
    office.turn_to(at("mon 19:30"))
    office.start_bot()

    office.wait_for(lambda: office.dms(LUIS), "Luis to be told")
    office.wait_for(lambda: len(office.slack.messages(OPS)) == 1, "the card")
    assert "Renew the certificate" in office.dms(LUIS)[0].text
    office.turn_to(at("mon 20:30"))
    office.kill_bot()
    office.start_bot()
    office.turn_to(at("tue 00:30"))
    office.let_it_tick()
    assert sum("Good morning" in message.text for message in office.dms(LUIS)) == 1
