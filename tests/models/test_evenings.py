"""Whose day is near its end is owed one DM that asks what becomes of what is theirs, if anything wants an answer."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select

from models.owed.evening_entries import MOST_ENTRIES, fill_evening
from models.owed.evenings import is_last_before_days_off
from models.shifts.plan import DaysOff
from models.shifts.shift import Span
from models.tables import Entry, Message, MessageKind, Person, ReadBack, Urgency
from models.targets import ToNext
from models.verbs.claiming import claim
from models.verbs.going_away import go_away
from models.verbs.handing_off import hand_off
from models.verbs.keeping import keep
from models.verbs.reading_back import read_back_item
from tests.models.office import Office
from tests.people import ANA, JONAS, SECRET, WEI, ZOE, at

EVENING = at("mon 15:30")
FRI, NEXT_TUE = date(2027, 3, 5), date(2027, 3, 9)


def jonas_has(office: Office, count: int = 1, **draft: Any) -> None:
    for _ in range(count):
        number = office.opens(at("mon 08:30"), **draft).item.number
        claim(office.database, office.act(JONAS, at("mon 08:40")), number)


def owed(office: Office, user: str = JONAS) -> list[Message]:
    return office.messages(MessageKind.EVENING, user)


def filled(office: Office, now: datetime = EVENING) -> list[tuple[int, str]]:
    """The items that Jonas's DM shows when it is sent, and in which part."""
    with office.database.write() as session:
        message = session.get_one(Message, owed(office)[-1].id)
        fill_evening(session, message, now)
        shown = select(Entry).where(Entry.message_id == message.id).order_by(Entry.position)
        return [(entry.item_id, entry.part) for entry in session.scalars(shown)]


def evening_of(office: Office, user: str) -> datetime | None:
    with office.reading() as session:
        return session.scalars(select(Person).where(Person.user == user)).one().evening_at


def test_it_is_owed_once_half_an_hour_before_the_end_and_the_next_is_planned(office: Office) -> None:
    jonas_has(office)
    assert [office.ends_days(at(when)) for when in ("mon 15:29", "mon 15:30", "mon 15:30", "mon 15:45")] == [0, 1, 0, 0]
    assert [one.key for one in owed(office)] == [f"evening:1:{JONAS}:2027-03-01"]
    assert evening_of(office, JONAS) == at("tue 15:30")


def test_who_owns_nothing_is_owed_nothing_and_planned_all_the_same(office: Office) -> None:
    jonas_has(office)
    office.ends_days(EVENING)
    assert owed(office, ANA) == []
    assert evening_of(office, ANA) == at("tue 15:30")


def test_somebody_in_no_region_has_one_too(office: Office) -> None:
    office.opens(at("mon 08:30"), by=ZOE)
    claim(office.database, office.act(ZOE, at("mon 08:40")), 1)
    office.ends_days(at("mon 15:30"))
    assert len(owed(office, ZOE)) == 1


def test_what_is_on_offer_or_kept_wants_no_answer(office: Office) -> None:
    jonas_has(office, 2)
    hand_off(office.database, office.act(JONAS, at("mon 12:00")), 1, ToNext())
    keep(office.database, office.act(JONAS, at("mon 12:00")), 2)
    assert office.ends_days(EVENING) == 0


def test_of_who_is_deactivated_nothing_is_asked(office: Office) -> None:
    jonas_has(office)
    office.deactivates(JONAS, at("mon 12:00"))
    assert evening_of(office, JONAS) is None
    assert office.ends_days(EVENING) == 0


def test_what_they_see_no_more_is_not_asked_about(office: Office) -> None:
    number = office.opens(at("mon 08:30"), where=SECRET).item.number
    claim(office.database, office.act(JONAS, at("mon 08:40"), channel=SECRET), number)
    office.leaves(SECRET, JONAS)
    assert office.ends_days(EVENING) == 0


def test_it_shows_what_asks_first_and_no_more_than_fits(office: Office) -> None:
    jonas_has(office, MOST_ENTRIES + 2)
    hand_off(office.database, office.act(JONAS, at("mon 12:00")), 1, ToNext())
    office.ends_days(EVENING)
    assert [item for item, _ in filled(office)] == list(range(2, MOST_ENTRIES + 2))


def test_a_missing_read_back_is_asked_for_once_even_of_what_is_kept(office: Office) -> None:
    jonas_has(office, urgency=Urgency.CRITICAL)
    for day in ("mon", "tue"):
        keep(office.database, office.act(JONAS, at(f"{day} 12:00")), 1)
        office.ends_days(at(f"{day} 15:30"))
        if day == "mon":
            assert filled(office) == [(1, "owned")]
    assert len(owed(office)) == 1
    with office.reading() as session:
        assert session.scalars(select(ReadBack.reminded_at)).one() == EVENING


def test_one_that_is_written_is_not_asked_for(office: Office) -> None:
    jonas_has(office, urgency=Urgency.CRITICAL, state_now="It lags", ruled_out="the disk")
    read_back_item(office.database, office.act(JONAS, at("mon 09:00")), 1, "Rebuild first. Unsure: is replica 2 safe?")
    keep(office.database, office.act(JONAS, at("mon 12:00")), 1)
    assert office.ends_days(EVENING) == 0


def a_day(of: date) -> Span:
    begins = datetime(of.year, of.month, of.day, 8, tzinfo=UTC)
    return Span(of, begins, begins.replace(hour=16))


@pytest.mark.parametrize(
    "last, upcoming, leaves",
    [
        (FRI, date(2027, 3, 6), False),
        (FRI, date(2027, 3, 8), False),
        (FRI, NEXT_TUE, True),
        (FRI, date(2027, 4, 1), True),
    ],
)
def test_three_days_off_are_many(last: date, upcoming: date, *, leaves: bool) -> None:
    assert is_last_before_days_off(a_day(last), a_day(upcoming)) is leaves
    assert is_last_before_days_off(a_day(last), None)


def test_before_days_off_who_is_to_decide_is_told(office: Office) -> None:
    office.opens(at("mon 08:30"), by=WEI, decision_owner=JONAS, decision="May it run out?")
    assert office.ends_days(EVENING) == 0
    go_away(office.database, office.act(JONAS, at("tue 09:00")), DaysOff(date(2027, 3, 3), date(2027, 3, 9)))
    assert office.ends_days(at("tue 15:30")) == 1
    assert filled(office, at("tue 15:30")) == [(1, "decides")]


def test_when_their_next_day_begins_it_is_edited_once_more(office: Office) -> None:
    jonas_has(office)
    office.ends_days(EVENING)
    office.sends_all(EVENING)
    office.begins_days(at("tue 08:00"))
    assert "edit evening" in office.owed()
    office.sends_all(at("tue 08:00"))
    office.begins_days(at("wed 08:00"))
    assert "edit evening" not in office.owed()
