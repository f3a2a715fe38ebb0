"""The daily digest: whose day it opens, once a date, late rather than lost, and never with nothing in it."""

from datetime import datetime

import pytest

from models.owed.digest_parts import day_of
from models.owed.digests import digest_awaited, entries_of, fill_digest
from models.tables import Message, MessageKind, Urgency
from models.targets import ToPerson, ToRegion
from models.verbs.claiming import claim
from models.verbs.closing import finish
from tests.models.office import Office
from tests.people import ANA, JONAS, LUIS, SECRET, TWO_TEAMS, WEI, ZOE, at, region, roster


def parts(office: Office, user: str, now: datetime) -> list[tuple[str, int]]:
    """What the person's latest digest shows when it is filled at `now`."""
    with office.database.write() as session:
        message = session.get_one(Message, office.messages(MessageKind.DIGEST, user)[-1].id)
        fill_digest(session, message, now)
        return [(entry.part, entry.item.number) for entry in entries_of(session, message, now)]


def test_who_is_on_shift_gets_what_waits_when_their_day_starts(office: Office) -> None:
    office.opens(at("mon 07:00"))
    assert office.begins_days(at("mon 07:59")) == 1  # Wei's, Mei's and Priya's days have started; Wei owns H-1
    assert office.begins_days(at("mon 08:00")) == 1
    assert parts(office, JONAS, at("mon 08:00")) == [("waiting", 1)]


def test_who_is_not_on_shift_does_not(office: Office) -> None:
    office.opens(at("mon 07:00"))
    office.begins_days(at("mon 08:00"))
    assert office.told(ANA) == []


def test_most_needed_first_and_what_one_owns_after_it(office: Office) -> None:
    office.opens(at("mon 06:00"), by=JONAS, to=ToRegion("Los Angeles"))
    office.opens(at("mon 07:00"))
    office.opens(at("mon 07:05"), urgency=Urgency.CRITICAL)
    office.opens(at("mon 07:10"), to=ToPerson(JONAS), urgency=Urgency.WATCH)
    office.begins_days(at("mon 08:00"))
    assert parts(office, JONAS, at("mon 08:00")) == [
        ("waiting", 3), ("for_you", 4), ("waiting", 2), ("meanwhile", 1),
    ]  # fmt: skip


def test_nothing_in_it_nothing_sent_that_day(office: Office) -> None:
    assert office.begins_days(at("mon 08:00")) == 0
    office.opens(at("mon 09:00"))
    assert office.begins_days(at("mon 15:00")) == 0
    assert office.told(JONAS) == [MessageKind.ARRIVALS]


def test_one_per_date_however_often_the_tick_looks(office: Office) -> None:
    office.opens(at("mon 07:00"))
    assert [office.begins_days(at(when)) for when in ("mon 08:00", "mon 08:00", "mon 12:00")] == [2, 0, 0]
    assert office.told(JONAS) == [MessageKind.DIGEST]


def test_the_next_day_has_its_own(office: Office) -> None:
    office.opens(at("mon 07:00"), to=ToPerson(JONAS))
    for when in ("mon 08:00", "tue 08:00"):
        office.begins_days(at(when))
        office.sends_all(at(when))
    assert office.told(WEI) == [MessageKind.DIGEST] * 2


def test_after_downtime_it_comes_late_and_once(office: Office) -> None:
    office.opens(at("mon 07:00"))
    assert office.begins_days(at("mon 13:00")) > 0
    assert office.told(JONAS) == [MessageKind.DIGEST]


def test_a_whole_day_missed_is_folded_into_the_next(office: Office) -> None:
    office.opens(at("mon 07:00"), by=ZOE, to=ToPerson(JONAS))
    office.begins_days(at("mon 16:30"))
    assert office.told(JONAS) == []
    office.begins_days(at("tue 08:00"))
    assert office.told(JONAS) == [MessageKind.DIGEST]


def test_a_weekend_has_none(office: Office) -> None:
    office.opens(at("fri 12:00"), to=ToPerson(JONAS))
    office.begins_days(at("fri 20:00"))
    office.begins_days(at("sun 20:00"))
    assert office.messages(MessageKind.DIGEST, JONAS) == []
    office.begins_days(at("mon 08:00", week=1))
    assert len(office.messages(MessageKind.DIGEST, JONAS)) == 1


def test_who_is_in_two_teams_gets_one_at_the_earlier_start(office: Office) -> None:
    office.applies(TWO_TEAMS, at("sun 12:00", week=-1))
    office.opens(at("mon 03:00"))
    assert office.begins_days(at("mon 05:59")) == 1  # Wei's
    office.begins_days(at("mon 06:00"))
    office.begins_days(at("mon 08:00"))
    (digest,) = office.messages(MessageKind.DIGEST, JONAS)
    assert (day_of(digest).start, day_of(digest).end) == (at("mon 06:00"), at("mon 16:00"))


def test_what_is_offered_for_tomorrows_shift_waits_for_tomorrow(office: Office) -> None:
    office.opens(at("mon 07:00"), by=JONAS, to=ToRegion("Berlin"))  # his own region: its next shift, today's
    office.opens(at("mon 09:00"), by=ANA, to=ToRegion("Berlin"))  # tomorrow's
    office.begins_days(at("mon 09:30"))
    assert parts(office, JONAS, at("mon 09:30")) == [("meanwhile", 1)]
    office.begins_days(at("tue 08:00"))
    assert parts(office, JONAS, at("tue 08:00")) == [("waiting", 2), ("meanwhile", 1)]


def test_it_shows_what_is_true_when_it_is_sent(office: Office) -> None:
    office.opens(at("mon 07:00"))
    office.opens(at("mon 07:10"))
    office.begins_days(at("mon 08:00"))
    claim(office.database, office.act(ANA, at("mon 08:01")), 1)
    finish(office.database, office.act(WEI, at("mon 08:01")), 2)
    assert parts(office, JONAS, at("mon 08:01")) == []


def test_what_one_cannot_see_is_not_in_it(office: Office) -> None:
    office.opens(at("mon 07:00"), where=SECRET)
    office.begins_days(at("mon 08:00"))
    assert parts(office, JONAS, at("mon 08:00")) == [("waiting", 1)]
    office.leaves(SECRET, JONAS)
    assert parts(office, JONAS, at("mon 08:00")) == []


def test_who_never_saw_the_channel_gets_no_digest_for_it(office: Office) -> None:
    office.opens(at("mon 07:00", week=1), where=SECRET)  # Ana's week, and she is not in #secret
    office.begins_days(at("mon 08:00", week=1))
    assert office.told(ANA) == []


def test_what_a_sent_digest_shows_is_masked_once_its_reader_has_left(office: Office) -> None:
    office.opens(at("mon 07:00"), where=SECRET)
    office.begins_days(at("mon 08:00"))
    parts(office, JONAS, at("mon 08:00"))
    office.leaves(SECRET, JONAS)
    with office.database.read() as session:
        message = session.get_one(Message, office.messages(MessageKind.DIGEST, JONAS)[0].id)
        assert [entry.seen for entry in entries_of(session, message, at("mon 09:00"))] == [False]


def test_an_entry_waits_until_somebody_has_it(office: Office) -> None:
    office.opens(at("mon 07:00"))
    office.begins_days(at("mon 08:00"))
    parts(office, JONAS, at("mon 08:00"))
    claim(office.database, office.act(ANA, at("mon 08:01")), 1)
    with office.database.read() as session:
        message = session.get_one(Message, office.messages(MessageKind.DIGEST, JONAS)[0].id)
        assert [entry.waits for entry in entries_of(session, message, at("mon 09:00"))] == [False]


def test_an_entry_of_a_sent_digest_is_edited_when_its_item_changes(office: Office) -> None:
    office.opens(at("mon 07:00"))
    office.begins_days(at("mon 08:00"))
    parts(office, JONAS, at("mon 08:00"))
    office.sends_all(at("mon 08:00"))
    claim(office.database, office.act(ANA, at("mon 08:01")), 1)
    assert "edit digest" in office.owed()


@pytest.mark.parametrize("sent,awaited", [(False, True), (True, False)])
def test_a_digest_is_awaited_until_it_is_sent(office: Office, sent: bool, awaited: bool) -> None:
    office.opens(at("mon 07:00"))
    office.begins_days(at("mon 08:00"))
    if sent:
        office.sends_all(at("mon 08:00"))
    with office.database.read() as session:
        assert digest_awaited(session, 1, JONAS, at("mon 08:01")) is awaited


@pytest.mark.parametrize("looked,awaited", [(False, True), (True, False)])
def test_a_day_nobody_has_looked_at_may_still_bring_one(office: Office, looked: bool, awaited: bool) -> None:
    if looked:
        office.begins_days(at("mon 08:00"))
    with office.database.read() as session:
        assert digest_awaited(session, 1, JONAS, at("mon 08:01")) is awaited
        assert not digest_awaited(session, 1, "U0NOBODY", at("mon 08:01"))


def test_the_deactivated_get_none(office: Office) -> None:
    office.opens(at("mon 07:00"))
    office.deactivates(JONAS, at("mon 07:30"))
    office.begins_days(at("mon 08:00"))
    assert office.told(JONAS) == []


def test_a_person_of_no_region_gets_what_is_theirs_by_their_slack_zone(office: Office) -> None:
    office.opens(at("mon 03:00"), by=ZOE)
    office.begins_days(at("mon 07:59"))
    assert office.told(ZOE) == []
    office.begins_days(at("mon 08:00"))
    assert office.told(ZOE) == [MessageKind.DIGEST]


def test_who_leaves_the_roster_is_told_when_their_own_day_starts(office: Office) -> None:
    """Luis worked from noon; out of the roster at night, his day is the nine to five of his Slack zone."""
    here = (region("Singapore", WEI), region("Berlin", JONAS))
    office.applies(roster(*here, region("Los Angeles", LUIS, hours="12:00-20:00")), at("mon 00:00"))
    office.opens(at("mon 08:30"), by=LUIS, to=ToRegion("Berlin"))
    office.applies(roster(*here), at("mon 09:00"))
    office.begins_days(at("mon 17:00"))
    assert office.told(LUIS) == [MessageKind.DIGEST]
