"""Two bots on one PostgreSQL: everything happens once, whichever of them does it, and one alone goes on."""

import pytest

from bot.sandbox.people.message import Message
from tests.people import JONAS, LUIS, OPS, WEI, at
from tests.processes.conftest import OpenOffice
from tests.processes.office import ProcessOffice


def digests(office: ProcessOffice, user: str) -> int:
    """How many morning DMs the person has."""
    return sum("Good morning" in message.text for message in office.dms(user))


def cards_in(office: ProcessOffice) -> list[Message]:
    """The cards in the home channel."""
    return [message for message in office.slack.messages(OPS) if message.thread_ts is None]


@pytest.mark.parametrize("mode", ["http", pytest.param("socket", marks=pytest.mark.soak)])
def test_all_happens_once_and_goes_on_when_one_is_killed(
    mode: str, open_office: OpenOffice, postgres_url: str
) -> None:  # fmt: skip
    office = open_office(mode, postgres_url)
    first, _ = office.start_bot(), office.start_bot()
    jonas = office.slack.person(JONAS)
    for number in range(4):
        office.hands_off(WEI, f"Replica {number}")
    office.wait_for(lambda: len(cards_in(office)) == 4, "the cards")
    cards = cards_in(office)
    office.wait_for(lambda: office.dms(JONAS), "Jonas to be told")
    assert len(office.dms(JONAS)) == 1
    for card in cards:
        jonas.reacts(card, "raising_hand")
    office.wait_for(lambda: all("Owner: Jonas" in card.shown_to(jonas) for card in cards), "the claims")
    office.wait_for(lambda: all(len(card.thread) == 1 for card in cards), "a line in each thread")

    office.kill_bot(first)
    assert "Los Angeles" in jonas.types(OPS, "/handoff H-1 to Los Angeles").text
    office.turn_to(at("mon 17:00"))
    office.wait_for(lambda: office.dms(LUIS), "Luis to be told in the morning")
    office.start_bot()
    office.let_it_tick(5)
    assert [digests(office, user) for user in (JONAS, LUIS)] == [0, 1]
    assert [len(card.thread) for card in cards] == [1, 1, 1, 1]
    assert cards_in(office) == cards
    assert office.slack.pings == []


def test_one_that_hangs_does_not_keep_the_other_from_its_work(open_office: OpenOffice, postgres_url: str) -> None:
    office = open_office("http", postgres_url)
    hangs, _ = office.start_bot(), office.start_bot()
    office.hands_off(WEI, "Renew the certificate", to="Los Angeles")
    hangs.pause()
    office.turn_to(at("mon 17:00"))
    # It may hang in the middle of a transaction: until the database ends that, the other one tries again each second.
    office.wait_while_time_passes(lambda: office.dms(LUIS), "Luis to be told by the other one")
    hangs.go_on()
    office.let_it_tick(5)
    assert digests(office, LUIS) == 1


def test_on_one_sqlite_file_the_second_is_refused_until_the_first_is_killed(open_office: OpenOffice) -> None:
    office = open_office("http")
    office.start_bot()

    refused = office.sunrelay("run", fails=True)

    assert "runs on" in refused
    assert "stop that one first" in refused
    assert "H-" not in office.sunrelay("items")
    office.kill_bot()
    office.start_bot()
