"""What became of what somebody handed over: kept for their next digest, and told once."""

from datetime import datetime

from sqlalchemy import select

from models.owed.digests import digest_entries, fill_digest
from models.owed.happenings import forget_said, has_happenings, note_said
from models.tables import Happening, Message, MessageKind
from models.targets import ToPerson, ToRegion
from models.verbs.claiming import claim
from models.verbs.closing import cancel, finish, reopen
from models.verbs.handing_off import hand_off
from models.verbs.sending_back import send_back
from models.verbs.undoing import undo
from tests.models.office import Office
from tests.people import ANA, JONAS, LUIS, PRIYA, SECRET, WEI, at


def untold(office: Office, user: str) -> bool:
    with office.database.read() as session:
        return has_happenings(session, office.workspace_id, user)


def news(office: Office, user: str, now: datetime) -> list[tuple[str, int]]:
    """What the person's latest digest shows, filled at `now`."""
    with office.database.write() as session:
        message = session.get_one(Message, office.messages(MessageKind.DIGEST, user)[-1].id)
        fill_digest(session, message, now)
        entries, _ = digest_entries(session, message, now)
        return [(entry.part, entry.item.number) for entry in entries]


def test_a_claim_is_told_to_who_handed_it_over_and_to_nobody_else(office: Office) -> None:
    office.opens(at("mon 08:30"))
    claim(office.database, office.act(JONAS, at("mon 09:00")), 1)
    assert untold(office, WEI)
    assert not untold(office, JONAS)


def test_it_makes_a_digest_by_itself_and_is_told_once(office: Office) -> None:
    office.opens(at("mon 08:30"))
    claim(office.database, office.act(JONAS, at("mon 09:00")), 1)
    office.begins_days(at("tue 01:00"))
    assert news(office, WEI, at("tue 01:00")) == [("meanwhile", 1)]
    office.sends_all(at("tue 01:00"))
    assert not untold(office, WEI)
    office.begins_days(at("wed 01:00"))
    assert len(office.messages(MessageKind.DIGEST, WEI)) == 1


def test_what_a_digest_that_never_went_out_was_to_tell_the_next_one_tells(office: Office) -> None:
    office.opens(at("mon 08:30"))
    claim(office.database, office.act(JONAS, at("mon 09:00")), 1)
    office.begins_days(at("tue 01:00"))
    news(office, WEI, at("tue 01:00"))
    office.gives_up(MessageKind.DIGEST)
    assert untold(office, WEI)
    office.begins_days(at("wed 01:00"))
    assert news(office, WEI, at("wed 01:00")) == [("meanwhile", 1)]


def test_who_is_not_on_shift_and_owns_nothing_is_told_too(office: Office) -> None:
    office.opens(at("fri 08:30"))
    claim(office.database, office.act(JONAS, at("fri 09:00")), 1)
    office.begins_days(at("mon 01:00", week=1))  # Mei's week
    assert news(office, WEI, at("mon 01:00", week=1)) == [("meanwhile", 1)]


def test_a_claim_that_was_undone_is_not_told(office: Office) -> None:
    office.opens(at("mon 08:30"))
    claimed = claim(office.database, office.act(JONAS, at("mon 09:00")), 1)
    undo(office.database, office.act(JONAS, at("mon 09:05")), claimed.event)
    assert not untold(office, WEI)


def test_done_is_told_to_all_who_handed_it_over(office: Office) -> None:
    office.opens(at("mon 08:30"))
    claim(office.database, office.act(JONAS, at("mon 09:00")), 1)
    hand_off(office.database, office.act(JONAS, at("mon 15:00")), 1, ToRegion("Los Angeles"))
    claim(office.database, office.act(LUIS, at("mon 18:00")), 1)
    office.begins_days(at("tue 08:30"))
    for user in (WEI, JONAS):
        news(office, user, at("tue 08:30"))
    office.sends_all(at("tue 08:30"))
    finish(office.database, office.act(LUIS, at("tue 18:00")), 1)
    assert [untold(office, user) for user in (WEI, JONAS, LUIS)] == [True, True, False]


def test_what_a_lead_does_is_told_to_the_owner(office: Office) -> None:
    office.opens(at("mon 08:30"), to=ToPerson(JONAS))
    cancel(office.database, office.act(PRIYA, at("mon 09:00")), 1, "not wanted")
    assert untold(office, WEI)
    office.begins_days(at("tue 01:00"))
    news(office, WEI, at("tue 01:00"))
    office.sends_all(at("tue 01:00"))
    reopen(office.database, office.act(PRIYA, at("tue 10:00")), 1)
    assert untold(office, WEI)


def test_what_one_has_acted_upon_since_is_no_news(office: Office) -> None:
    office.opens(at("mon 08:30"), to=ToRegion("Berlin"))
    claim(office.database, office.act(JONAS, at("mon 09:00")), 1)
    hand_off(office.database, office.act(JONAS, at("mon 09:10")), 1, ToPerson(WEI))
    claim(office.database, office.act(WEI, at("mon 09:20")), 1)  # Wei saw it come back, and took it
    office.begins_days(at("tue 01:00"))
    assert news(office, WEI, at("tue 01:00")) == [("owned", 1)]
    office.sends_all(at("tue 01:00"))
    assert not untold(office, WEI)


def test_sent_back_to_somebody_at_work_is_told_at_once_and_not_again(office: Office) -> None:
    office.opens(at("mon 08:30"))
    send_back(office.database, office.act(JONAS, at("mon 08:40")), 1, "not ours")
    assert office.told(WEI) == [MessageKind.ARRIVALS]
    assert not untold(office, WEI)


def test_sent_back_at_night_waits_for_their_morning(office: Office) -> None:
    office.opens(at("mon 08:30"))
    send_back(office.database, office.act(JONAS, at("mon 12:00")), 1, "not ours")
    assert office.told(WEI) == []
    office.begins_days(at("tue 01:00"))
    assert news(office, WEI, at("tue 01:00")) == [("meanwhile", 1)]


def test_nobody_took_it_yet_is_told_once_and_then_stands_among_what_one_owns(office: Office) -> None:
    office.opens(at("fri 08:30"))
    office.begins_days(at("mon 01:00", week=1))
    assert news(office, WEI, at("mon 01:00", week=1)) == [("meanwhile", 1)]
    office.sends_all(at("mon 01:00", week=1))
    office.begins_days(at("tue 01:00", week=1))
    assert news(office, WEI, at("tue 01:00", week=1)) == [("owned", 1)]


def test_moved_on_is_told_though_nobody_is_its_owner_but_the_sender(office: Office) -> None:
    office.opens(at("mon 08:30"))
    office.moves_what_is_due(at("mon 15:00"))
    assert untold(office, WEI)


def test_news_of_what_one_may_no_longer_see_is_none(office: Office) -> None:
    office.opens(at("mon 08:30"), where=SECRET, to=ToPerson(JONAS))
    claim(office.database, office.act(JONAS, at("mon 09:00")), 1)
    office.leaves(SECRET, WEI)
    assert not untold(office, WEI)
    office.begins_days(at("tue 01:00"))
    assert office.told(WEI) == []


def test_what_is_said_of_an_item_is_told_to_who_handed_it_over_and_an_owner_who_is_off(office: Office) -> None:
    office.opens(at("mon 08:30"))
    claim(office.database, office.act(JONAS, at("mon 09:00")), 1)
    assert said(office, at("mon 10:00"), ANA) == [(WEI, False), (WEI, True)]
    assert said(office, at("mon 20:00"), ANA) == [(WEI, False), (WEI, True), (JONAS, True), (WEI, True)]
    assert said(office, at("mon 21:00"), WEI)[4:] == [(JONAS, True)]


def test_what_was_said_and_taken_back_is_not_told(office: Office) -> None:
    office.opens(at("mon 08:30"), to=ToPerson(JONAS))
    said(office, at("mon 10:00"), ANA)
    assert untold(office, WEI)
    with office.database.write() as session:
        forget_said(session, office.item(), at("mon 10:00"))
    assert not untold(office, WEI)


def said(office: Office, now: datetime, by: str) -> list[tuple[str, bool]]:
    """Who is to be told of what, after somebody has said something of H-1: whether it was said, or happened."""
    with office.database.write() as session:
        note_said(session, office.item(), (by,), now)
    with office.reading() as session:
        return [(one.user, one.event_id is None) for one in session.scalars(select(Happening).order_by(Happening.id))]
