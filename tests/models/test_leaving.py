"""Who has three or more days off ahead is owed one list, at the end of their last day, of what is still theirs."""

from datetime import UTC, date, datetime

import pytest

from models.owed.leaving import fill_leaving, is_last_before_days_off
from models.shifts.plan import DaysOff
from models.shifts.shift import Span
from models.tables import Entry, Message, MessageKind
from models.verbs.claiming import claim
from models.verbs.going_away import go_away
from tests.models.office import Office
from tests.people import ANA, JONAS, WEI, at

FRI, NEXT_TUE = date(2027, 3, 5), date(2027, 3, 9)


def day(of: date) -> Span:
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
    assert is_last_before_days_off(day(last), day(upcoming)) is leaves
    assert is_last_before_days_off(day(last), None)


def test_it_is_owed_when_the_last_day_begins(office: Office) -> None:
    go_away(office.database, office.act(JONAS, at("sun 12:00", week=-1)), DaysOff(date(2027, 3, 8), NEXT_TUE))
    office.begins_days(at("thu 08:00"))
    assert office.messages(MessageKind.LEAVING) == []
    office.begins_days(at("fri 08:00"))
    (owed,) = office.messages(MessageKind.LEAVING)
    assert (owed.user, office.due_of(owed)) == (JONAS, at("fri 15:30"))


def test_it_is_owed_once_however_often_plans_change(office: Office) -> None:
    for last in (NEXT_TUE, date(2027, 3, 12)):
        dates = DaysOff(date(2027, 3, 2), last)
        go_away(office.database, office.act(JONAS, at("mon 09:00")), dates)
    (owed,) = office.messages(MessageKind.LEAVING)
    assert office.due_of(owed) == at("mon 15:30")


def test_a_part_timers_week_ends_with_one(office: Office) -> None:
    """Their Thursday to Sunday is four days off."""
    office.applies(
        """\
teams:
  - name: Platform
    channel: C0OPS
    regions:
      - {name: Berlin, timezone: Europe/Berlin, hours: "09:00-17:00", rotation_from: 2027-03-01,
         members: [{user: U0JONAS, days: [mon, tue, wed]}, {user: U0ANA}]}
""",
        at("mon 07:00"),
    )
    for name in ("mon", "tue", "wed", "thu", "fri"):
        office.begins_days(at(f"{name} 08:00"))
    (owed,) = [one for one in office.messages(MessageKind.LEAVING) if one.user in {JONAS, ANA}]
    assert (owed.user, office.due_of(owed)) == (JONAS, at("wed 15:30"))


def test_it_shows_what_they_own_when_it_goes_out_and_not_what_they_gave_away(office: Office) -> None:
    for _ in range(3):
        office.opens(at("mon 08:10"), by=WEI)
    for number in (1, 2):
        claim(office.database, office.act(JONAS, at("mon 08:20")), number)
    go_away(office.database, office.act(JONAS, at("mon 09:00")), DaysOff(date(2027, 3, 2), NEXT_TUE))
    claim(office.database, office.act(JONAS, at("mon 10:00")), 3)
    (owed,) = office.messages(MessageKind.LEAVING)
    with office.database.write() as session:
        message = session.get_one(Message, owed.id)
        assert fill_leaving(session, message, at("mon 15:30"))
        assert fill_leaving(session, message, at("mon 15:31"))
        assert [session.get_one(Entry, (owed.id, item)).part for item in (1, 2, 3)] == ["owned"] * 3
