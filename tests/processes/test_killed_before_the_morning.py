"""The bot killed between a handoff and the day's start, and started after it: one DM, not none, not two."""

from tests.people import LUIS, OPS, WEI, at
from tests.processes.conftest import OpenOffice


def test_a_bot_killed_before_the_morning_tells_it_once_and_late(open_office: OpenOffice) -> None:
    office = open_office("http")
    office.start_bot()
    wei = office.slack.person(WEI)
    form = wei.types(OPS, "/handoff Renew the certificate").form
    assert form is not None
    form.fill("Next step", "Ask the vault")
    form.choose("To", "Los Angeles")
    assert form.submit() == {}

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
    assert len(office.dms(LUIS)) == 1
