"""Many days that begin at once: asked together, and answered as each would be alone."""

import random

import pytest
from sqlalchemy import select, update

from models.owed.mornings import begin_days, due_people
from models.people import days_of
from models.queue import has_something
from models.tables import MessageKind, Person
from tests.models.office import Office
from tests.models.test_lists import lives
from tests.people import ANA, JONAS, ROSTER, at

NINE = at("tue 08:00")


def all_at_once(office: Office) -> dict[str, bool]:
    """Everybody's day is due; who then has something to be told, by the rules for one."""
    with office.database.write() as session:
        session.execute(update(Person).values(day_starts_at=NINE))
    found = {}
    with office.database.read() as session:
        for person in session.scalars(select(Person)):
            day = days_of(session, 1, person.user).current(NINE)
            found[person.user] = day is not None and has_something(session, 1, person.user, day, NINE)
    return found


@pytest.mark.parametrize("seed", range(6))
def test_together_they_are_told_what_each_would_be_alone(office: Office, seed: int) -> None:
    lives(office, random.Random(seed))
    expected = all_at_once(office)
    with office.database.read() as session:
        nexts = {one.user: days_of(session, 1, one.user).next(NINE) for one in session.scalars(select(Person))}
        due = due_people(session, NINE, 100)

    assert begin_days(office.database, due, NINE) == sum(expected.values())

    assert {one.user for one in office.messages(MessageKind.DIGEST)} == {user for user, has in expected.items() if has}
    with office.database.read() as session:
        for person in session.scalars(select(Person)):
            upcoming = nexts[person.user]
            assert person.day_starts_at == (upcoming.start if upcoming and not person.deactivated else None)


def test_twice_is_once(office: Office) -> None:
    office.opens(at("mon 08:30"))
    for _ in range(2):
        all_at_once(office)
        office.begins_days(NINE)
    digests = office.messages(MessageKind.DIGEST)
    assert len({one.key for one in digests}) == len(digests) > 0
    assert all(office.due_of(one) == NINE for one in digests)


def test_people_with_hours_of_their_own_have_their_own_next_day(office: Office) -> None:
    own_hours = "{user: U0ANA, hours: '07:00-12:00', days: [thu]}"
    office.applies(ROSTER.replace("{user: U0ANA}", own_hours), at("mon 08:30"))
    all_at_once(office)
    office.begins_days(NINE)
    with office.database.read() as session:
        starts = {one.user: one.day_starts_at for one in session.scalars(select(Person))}
    assert (starts[JONAS], starts[ANA]) == (at("wed 08:00"), at("thu 06:00"))
