"""Going away: turns, days and offers follow, other people are told what it does to them, and nobody is asked why."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from models.owed.shift_changes import untold_changes
from models.people import days_of
from models.refusals import RefusedError
from models.roster.rows import load_team
from models.shifts.plan import DaysOff
from models.shifts.shift import shift_on
from models.tables import MessageKind, ShiftChange, ShiftChangeKind, State, Verb
from models.verbs.claiming import claim
from models.verbs.going_away import AwayOutcome, absences_of, come_back, go_away
from tests.models.office import Office
from tests.people import ANA, JONAS, LUIS, MEI, PRIYA, WEI, ZOE, at

MON, TUE, WED, FRI = (date(2027, 3, day) for day in (1, 2, 3, 5))
NEXT_MON = date(2027, 3, 8)
SUNDAY = at("sun 12:00", week=-1)


def goes(
    office: Office, who: str, first: date, last: date | None, now: datetime = SUNDAY, of: str | None = None
) -> AwayOutcome:
    return go_away(office.database, office.act(who, now), DaysOff(first, last), of)


def on_shift(office: Office, region: str, day: date) -> tuple[str, ...]:
    with office.database.read() as session:
        shift = shift_on(load_team(session, 1).plan().region(region), day)
        return shift.on_shift if shift else ()


def changes_of(office: Office, user: str) -> list[tuple[date, ShiftChangeKind, str | None]]:
    with office.database.read() as session:
        rows = session.scalars(select(ShiftChange).where(ShiftChange.user == user).order_by(ShiftChange.date))
        return [(row.date, row.kind, row.by) for row in rows]


def test_the_next_member_has_the_turn_and_the_days_that_follow_are_as_before(office: Office) -> None:
    goes(office, WEI, TUE, WED)
    assert [on_shift(office, "Singapore", day) for day in (MON, TUE, WED, FRI)] == [(WEI,), (MEI,), (MEI,), (WEI,)]


def test_somebody_away_has_no_day_and_no_digest(office: Office) -> None:
    goes(office, WEI, MON, FRI)
    office.opens(at("sun 12:00", week=-1), by=PRIYA)
    with office.database.read() as session:
        upcoming = days_of(session, 1, WEI).next(SUNDAY)
        assert upcoming is not None
        assert upcoming.date == NEXT_MON
    office.begins_days(at("mon 01:00"))
    assert MessageKind.DIGEST not in office.told(WEI)
    assert MessageKind.DIGEST in office.told(MEI)


def test_who_gets_the_shift_by_it_is_to_be_told_and_who_goes_is_not(office: Office) -> None:
    goes(office, WEI, TUE, TUE)
    assert changes_of(office, MEI) == [(TUE, ShiftChangeKind.APPEARS, WEI)]
    assert changes_of(office, WEI) == []


def test_what_is_taken_back_before_it_was_told_was_never_news(office: Office) -> None:
    outcome = goes(office, WEI, TUE, TUE)
    come_back(office.database, office.act(WEI, SUNDAY), outcome.absence.id)
    assert changes_of(office, MEI) == []
    assert on_shift(office, "Singapore", TUE) == (WEI,)


def test_who_is_at_work_hears_at_once_what_is_near_and_else_in_the_digest(office: Office) -> None:
    goes(office, WEI, TUE, TUE, now=at("mon 02:00"))
    assert office.told(MEI) == [MessageKind.SHIFTS]
    with office.database.read() as session:
        assert untold_changes(session, 1, MEI, at("mon 02:00"))  # until Slack has it
    office.sends_all(at("mon 02:00"))
    with office.database.read() as session:
        assert untold_changes(session, 1, MEI, at("mon 02:01")) == []
    goes(office, WEI, FRI, FRI, now=at("mon 03:00"))
    assert office.told(MEI) == [MessageKind.SHIFTS]


def test_a_region_whose_last_member_is_away_is_passed_over_by_what_was_on_its_way_there(office: Office) -> None:
    office.opens(at("mon 17:30"), by=LUIS)  # to Singapore, Tuesday
    goes(office, WEI, TUE, TUE, now=at("mon 18:00"))
    assert office.item().offer_starts == at("tue 01:00")
    goes(office, MEI, TUE, TUE, now=at("mon 18:00"))
    item = office.item()
    assert item.state is State.OFFERED
    assert item.offer_starts == at("tue 08:00")
    assert (office.events()[-1].verb, office.events()[-1].actor) == (Verb.OFFER, None)


def test_what_waits_for_a_region_that_empties_moves_on(office: Office) -> None:
    office.opens(at("mon 09:30"), by=WEI)  # to Berlin, at work
    goes(office, JONAS, MON, MON, now=at("mon 10:00"))
    assert office.item().offer_starts == at("mon 08:00")
    goes(office, ANA, MON, None, now=at("mon 10:00"))
    assert office.item().offer_starts == at("mon 17:00")


def test_an_open_end_lasts_until_one_is_back(office: Office) -> None:
    outcome = goes(office, WEI, TUE, None)
    assert on_shift(office, "Singapore", date(2027, 3, 29)) == (MEI,)
    come_back(office.database, office.act(WEI, at("thu 01:30")), outcome.absence.id)
    assert on_shift(office, "Singapore", WED) == (MEI,)
    assert on_shift(office, "Singapore", date(2027, 3, 4)) == (WEI,)


def test_a_lead_says_it_for_others_and_today_puts_their_work_on_offer(office: Office) -> None:
    office.opens(at("mon 08:10"), by=JONAS)
    outcome = goes(office, PRIYA, MON, MON, now=at("mon 09:00"), of=JONAS)
    assert outcome.absence.name == "Jonas Weber"
    assert on_shift(office, "Berlin", MON) == (ANA,)


@pytest.mark.parametrize("who", [WEI, ZOE, MEI])
def test_nobody_else_says_it_for_somebody(office: Office, who: str) -> None:
    with pytest.raises(RefusedError, match="Only Jonas Weber or a lead of theirs"):
        goes(office, who, MON, MON, of=JONAS)


def test_one_does_not_lead_whom_one_never_met(office: Office) -> None:
    with pytest.raises(RefusedError, match="in no region of a team that you lead"):
        goes(office, PRIYA, MON, MON, of=ZOE)


@pytest.mark.parametrize(
    "first, last, says",
    [
        (date(2027, 2, 26), MON, "is past"),
        (WED, TUE, "is before"),
        (MON, MON + timedelta(days=800), "more than two years"),
        (MON + timedelta(days=800), None, "more than two years"),
    ],
)
def test_dates_that_cannot_be_meant_are_refused(office: Office, first: date, last: date | None, says: str) -> None:
    with pytest.raises(RefusedError, match=says):
        goes(office, WEI, first, last)


def test_today_is_the_persons_own(office: Office) -> None:
    goes(office, LUIS, MON, MON, now=at("tue 00:30"))  # still Monday in Los Angeles
    with pytest.raises(RefusedError, match="is past"):
        goes(office, WEI, MON, MON, now=at("mon 16:30"))  # Tuesday in Singapore


def test_somebody_already_away_is_told_so(office: Office) -> None:
    first = goes(office, WEI, TUE, FRI)
    again = goes(office, WEI, WED, WED)
    assert (again.changed, again.absence.id) == (False, first.absence.id)
    assert goes(office, WEI, WED, NEXT_MON).changed


def test_the_list_shows_what_is_to_come(office: Office) -> None:
    goes(office, WEI, FRI, None)
    goes(office, WEI, MON, MON)
    with office.database.read() as session:
        listed = absences_of(session, office.act(WEI, SUNDAY))
        assert [(one.first, one.last) for one in listed] == [(MON, MON), (FRI, None)]
        assert len(absences_of(session, office.act(WEI, at("wed 02:00")))) == 1


def test_only_one_or_a_lead_cancels(office: Office) -> None:
    outcome = goes(office, WEI, TUE, TUE)
    with pytest.raises(RefusedError, match="Only Wei Lin"):
        come_back(office.database, office.act(JONAS, SUNDAY), outcome.absence.id)
    come_back(office.database, office.act(PRIYA, SUNDAY), outcome.absence.id)
    with pytest.raises(RefusedError, match="not there any more"):
        come_back(office.database, office.act(PRIYA, SUNDAY), outcome.absence.id)


def test_somebody_in_no_region_has_days_again_once_they_are_back(office: Office) -> None:
    outcome = goes(office, PRIYA, MON, None)
    office.begins_days(at("mon 12:00"))
    office.opens(at("mon 08:10"), by=PRIYA)
    come_back(office.database, office.act(PRIYA, at("tue 12:00")), outcome.absence.id)
    office.begins_days(at("wed 01:00"))
    assert office.told(PRIYA) == [MessageKind.DIGEST]


def test_what_a_lead_says_of_today_offers_what_is_open_and_leaves_what_is_offered(office: Office) -> None:
    for _ in range(2):
        office.opens(at("mon 08:10"), by=WEI)
    claim(office.database, office.act(JONAS, at("mon 08:20")), 1)
    outcome = goes(office, PRIYA, MON, MON, now=at("mon 09:00"), of=JONAS)
    assert (outcome.offered, outcome.owned) == (("H-1",), ())
    assert (office.item(1).state, office.item(1).owner, office.events(1)[-1].actor) == (State.OFFERED, JONAS, None)
    assert [event.actor for event in office.events(2)] == [WEI, WEI]
