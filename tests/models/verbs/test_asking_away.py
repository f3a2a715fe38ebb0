"""A status that says away: who is asked, and what their answer does, on both databases."""

from datetime import date, datetime, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import update

from models.refusals import RefusedError
from models.shifts.plan import DaysOff
from models.tables import Message, MessageKind, Person
from models.verbs.asking_away import answer_away, answer_not_away, note_status, status_ends
from models.verbs.going_away import absences_of, come_back
from tests.models.office import Office
from tests.people import ANA, JONAS, at

NOW = at("mon 08:30")
MON = date(2027, 3, 1)


def shows(office: Office, user: str, *, away: bool = True, until: datetime | None = None, now: datetime = NOW) -> None:
    """Somebody's Slack status says away, or no longer."""
    note_status(office.database, office.workspace_id, user, now, shows_away=away, until=until)


def question(office: Office, user: str) -> Message:
    """The one DM that asks them."""
    (asked,) = office.messages(MessageKind.ASK_AWAY, user)
    return asked


def test_who_is_at_work_is_asked_at_once_until_the_end_of_their_day(office: Office) -> None:
    shows(office, JONAS)
    shows(office, JONAS)
    asked = question(office, JONAS)
    assert (office.due_of(asked), asked.expires_at) == (NOW, at("mon 16:00"))


def test_a_status_set_and_cleared_over_and_over_asks_once_a_day(office: Office) -> None:
    for minute in range(6):
        shows(office, JONAS, away=minute % 2 == 0, now=NOW + timedelta(minutes=minute))
    assert len(office.messages(MessageKind.ASK_AWAY, JONAS)) == 1
    shows(office, JONAS, now=at("tue 09:00"))
    assert len(office.messages(MessageKind.ASK_AWAY, JONAS)) == 2


def test_whom_slack_tells_of_for_the_first_time_is_not_asked(office: Office) -> None:
    with office.database.write() as session:
        session.execute(update(Person).where(Person.user == JONAS).values(fetched_at=None))
    shows(office, JONAS)
    assert office.messages(MessageKind.ASK_AWAY, JONAS) == []


def test_a_status_ends_on_the_last_day_it_shows(office: Office) -> None:
    shows(office, JONAS, until=at("wed 23:00"))  # midnight in Berlin
    with office.database.read() as session:
        assert status_ends(session, office.act(JONAS, NOW), question(office, JONAS).id) == date(2027, 3, 3)
        with pytest.raises(RefusedError, match="not asked of you"):
            status_ends(session, office.act(ANA, NOW), question(office, JONAS).id)


def test_yes_notes_an_absence_that_can_be_taken_back(office: Office) -> None:
    shows(office, JONAS)
    outcome = answer_away(office.database, office.act(JONAS, NOW), question(office, JONAS).id)
    assert (outcome.absence.first, outcome.absence.last) == (MON, MON)
    assert office.on_shift("Berlin", MON) == (ANA,)
    come_back(office.database, office.act(JONAS, NOW), outcome.absence.id)
    assert office.on_shift("Berlin", MON) == (JONAS,)


def test_dates_that_are_refused_leave_the_question(office: Office) -> None:
    shows(office, JONAS)
    asked = question(office, JONAS).id
    with pytest.raises(RefusedError, match="is past"):
        answer_away(office.database, office.act(JONAS, NOW), asked, DaysOff(date(2027, 2, 1), None))
    answer_away(office.database, office.act(JONAS, NOW), asked, DaysOff(MON, None))
    with office.database.read() as session:
        assert [one.last for one in absences_of(session, office.act(JONAS, NOW))] == [None]


def test_of_two_answers_in_the_same_second_one_counts(office: Office) -> None:
    shows(office, JONAS)
    asked, together, refused = question(office, JONAS).id, Barrier(2), []

    def answers(answer: object) -> None:
        together.wait()
        try:
            answer(office.database, office.act(JONAS, NOW), asked)  # type: ignore[operator]
        except RefusedError as refusal:
            refused.append(refusal.say)

    threads = [Thread(target=answers, args=(answer,)) for answer in (answer_away, answer_not_away)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    is_away = office.on_shift("Berlin", MON) == (ANA,)
    assert ("absence" in question(office, JONAS).body) == is_away
