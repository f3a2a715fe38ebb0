"""The audit finds who was not asked at the end of their day, or twice, and which card does not say it is parked."""

from datetime import datetime

import pytest
from sqlalchemy import delete, select

from models.owed.auditing_evenings import doubled_evenings, missing_evenings, owe_missing_evening
from models.owed.overdue import overdue_turns
from models.owed.owing import owe_message
from models.owed.turning import turn_card
from models.shifts.plan import DaysOff
from models.tables import Delivery, Message, MessageKind
from models.targets import ToNext
from models.verbs.claiming import claim
from models.verbs.closing import finish
from models.verbs.evening import ask_again
from models.verbs.going_away import go_away
from models.verbs.handing_off import hand_off
from models.verbs.keeping import keep
from tests.models.office import Office
from tests.people import JONAS, MONDAY, SECRET, at

EARLIER = at("mon 08:00")


@pytest.fixture
def owning(office: Office) -> Office:
    """Jonas, whose day ends at 16:00 UTC, owns something; Wei, whose ended at 09:00, handed it off."""
    office.opens(at("mon 09:30"))
    claim(office.database, office.act(JONAS, at("mon 09:40")), 1)
    return office


def missed(office: Office, when: str, here_since: datetime = EARLIER) -> list[str]:
    """Who is found not to have been asked, then."""
    found = missing_evenings(office.database, office.workspace_id, here_since, at(when))
    return [one.user for one in found]


def repairs(office: Office, when: str) -> list[bool]:
    found = missing_evenings(office.database, office.workspace_id, EARLIER, at(when))
    return [owe_missing_evening(office.database, one, at(when)) for one in found]


def test_all_is_well_when_the_tick_asked(owning: Office) -> None:
    owning.ends_days(at("mon 15:30"))
    assert missed(owning, "mon 15:45") == []
    owning.gives_up(MessageKind.EVENING)
    assert missed(owning, "mon 15:45") == []


def test_who_was_passed_over_is_asked_after_all_once(owning: Office) -> None:
    assert [missed(owning, f"mon 15:{minute}") for minute in (30, 39, 40)] == [[], [], [JONAS]]
    assert repairs(owning, "mon 15:45") == [True]
    owning.ends_days(at("mon 15:46"))

    (asked,) = owning.messages(MessageKind.EVENING, JONAS)
    assert (asked.key, asked.expires_at) == (f"evening:1:{JONAS}:2027-03-01", at("tue 08:00"))
    assert missed(owning, "mon 15:50") == []
    assert "post evening" in owning.sends_all(at("mon 15:46"))


def test_who_has_gone_home_is_counted_and_not_written_to(owning: Office) -> None:
    assert missed(owning, "mon 16:30") == [JONAS]
    assert repairs(owning, "mon 16:30") == [False]
    assert owning.messages(MessageKind.EVENING, JONAS) == []
    assert missed(owning, "mon 16:40") == []  # the audit an hour before has found it


@pytest.mark.parametrize("message", [True, False])
def test_a_dm_whose_rows_are_gone(owning: Office, message: bool) -> None:
    owning.ends_days(at("mon 15:30"))
    with owning.database.write() as session:
        ids = list(session.scalars(select(Message.id).where(Message.kind == MessageKind.EVENING)))
        session.execute(delete(Delivery).where(Delivery.message_id.in_(ids)))
        if message:
            session.execute(delete(Message).where(Message.id.in_(ids)))
    assert repairs(owning, "mon 15:45") == [True]
    assert missed(owning, "mon 15:45") == []


def test_what_fell_due_while_the_bot_was_away_is_no_fault(owning: Office) -> None:
    assert missed(owning, "mon 16:20", here_since=at("mon 16:05")) == []


@pytest.mark.parametrize("answer", ["finished", "kept", "offered", "came back since", "away"])
def test_who_had_nothing_to_answer_is_not_missed(owning: Office, answer: str) -> None:
    act = owning.act(JONAS, at("mon 14:00"))
    match answer:
        case "finished":
            finish(owning.database, act, 1)
        case "kept":
            keep(owning.database, act, 1)
        case "offered":
            hand_off(owning.database, act, 1, ToNext())
        case "came back since":
            hand_off(owning.database, owning.act(JONAS, at("mon 15:00")), 1, ToNext())
            claim(owning.database, owning.act(JONAS, at("mon 15:35")), 1)
        case _:
            go_away(owning.database, act, DaysOff(MONDAY, MONDAY), JONAS)
    assert missed(owning, "mon 15:45") == []
    assert missed(owning, "mon 16:15") == []


def test_what_they_see_no_more_is_not_missed(office: Office) -> None:
    office.opens(at("mon 09:30"), where=SECRET)
    claim(office.database, office.act(JONAS, at("mon 09:40"), channel=SECRET), 1)
    assert missed(office, "mon 15:45") == [JONAS]
    office.leaves(SECRET, JONAS)
    assert missed(office, "mon 15:45") == []


def doubled(office: Office, when: str) -> list[str]:
    with office.reading() as session:
        return doubled_evenings(session, office.workspace_id, at(when))


def test_a_second_dm_about_one_evening_is_found_but_not_one_that_was_wanted(owning: Office) -> None:
    owning.ends_days(at("mon 15:30"))
    owning.sends_all(at("mon 15:30"))
    first = owning.messages(MessageKind.EVENING, JONAS)[0]
    ask_again(owning.database, owning.act(JONAS, at("mon 15:31")), first.id)
    assert doubled(owning, "mon 15:45") == []

    with owning.database.write() as session:
        owe_message(session, 1, MessageKind.EVENING, "evening:other", at("mon 15:40"), user=JONAS, body=first.body)
    assert doubled(owning, "mon 15:45") == ["evening:other"]
    assert doubled(owning, "mon 16:45") == []


def test_a_card_that_does_not_say_that_it_is_parked_is_found_and_mended(owning: Office) -> None:
    def late(when: str) -> list[int]:
        with owning.reading() as session:
            return overdue_turns(session, owning.workspace_id, at(when))

    assert late("mon 17:09") == []
    assert late("mon 17:10") == [1]
    turn_card(owning.database, 1, at("mon 17:10"))
    assert late("mon 17:10") == []
