"""When Slack deactivates somebody: what they had goes on, and the leads are told once."""

from datetime import date

from sqlalchemy import update

from models.tables import MessageKind, Person, State, Verb
from models.targets import ToNext, ToPerson, ToRegion
from models.verbs.claiming import claim
from models.verbs.covering import ask_cover, take_cover
from models.verbs.handing_off import hand_off
from tests.models.office import Office
from tests.people import ANA, JONAS, LUIS, MEI, PRIYA, WEI, at, closed_in_march, region, roster

NOW = at("mon 08:30")


def test_what_they_owned_is_offered_to_the_next_region(office: Office) -> None:
    office.opens(NOW)
    claim(office.database, office.act(JONAS, NOW), 1)
    office.deactivates(JONAS, at("mon 12:00"))
    item, event = office.item(), office.events()[-1]
    assert (item.state, item.owner) == (State.OFFERED, JONAS)
    assert (event.verb, event.actor, event.details["region"]) == (Verb.OFFER, None, "Los Angeles")


def test_what_they_had_offered_stays_offered(office: Office) -> None:
    office.opens(NOW)
    office.deactivates(WEI, NOW)
    assert len(office.events()) == 2


def test_what_was_offered_to_them_moves_on(office: Office) -> None:
    office.opens(NOW, to=ToPerson(JONAS))
    office.deactivates(JONAS, NOW)
    assert office.events()[-1].details == {
        "left": {"region": None, "user": JONAS}, "region": "Los Angeles", "user": None,
    }  # fmt: skip


def test_each_lead_is_told_once_and_awake(office: Office) -> None:
    office.opens(NOW)
    office.opens(NOW, to=ToPerson(JONAS))
    claim(office.database, office.act(JONAS, NOW), 1)
    office.deactivates(JONAS, at("mon 12:00"))
    (notice,) = office.messages(MessageKind.NOTICE)
    assert notice.user == PRIYA
    assert notice.body["text"].startswith("Jonas Weber was deactivated in Slack. In Berlin they were on shift on ")
    assert "Ana Kovač has these turns now. I offered on: H-1, H-2." in notice.body["text"]
    assert office.due_of(notice) == at("tue 01:00")


def test_what_nobody_can_take_is_named_as_such(office: Office) -> None:
    office.opens(NOW)
    claim(office.database, office.act(JONAS, NOW), 1)
    closed = closed_in_march()
    text = roster(region("Singapore", WEI, closed=closed), region("Berlin", JONAS, closed=closed))
    office.applies(text.replace("    regions:", f"    leads: [{PRIYA}]\n    regions:"), NOW)
    office.deactivates(JONAS, NOW)
    (notice,) = office.messages(MessageKind.NOTICE)
    assert "I offered on" not in notice.body["text"]
    assert "Nobody can take H-1 in the next 31 days" in notice.body["text"]
    assert office.item().state is State.OPEN


def test_who_had_no_items_is_told_of_for_their_turns(office: Office) -> None:
    office.opens(NOW)
    office.deactivates(ANA, NOW)
    (notice,) = office.messages(MessageKind.NOTICE)
    assert "Jonas Weber has these turns now. /handoff who shows who is on shift." in notice.body["text"]


def test_who_had_neither_items_nor_turns_goes_unmentioned(office: Office) -> None:
    office.deactivates(PRIYA, NOW)
    assert office.messages(MessageKind.NOTICE) == []


def test_whom_a_new_roster_names_though_they_are_gone_is_no_news_of_slacks(office: Office) -> None:
    with office.database.write() as session:
        session.execute(update(Person).where(Person.user == ANA).values(fetched_at=None))
    office.deactivates(ANA, NOW)
    assert office.messages(MessageKind.NOTICE) == []
    assert office.on_shift("Berlin", date(2027, 3, 8)) == (JONAS,)


def test_the_turns_that_follow_are_as_before_and_come_back_with_them(office: Office) -> None:
    weeks = [date(2027, 3, day) for day in (1, 8, 15)]
    before = [office.on_shift("Berlin", day) for day in weeks]
    assert before == [(JONAS,), (ANA,), (JONAS,)]
    office.deactivates(JONAS, NOW)
    assert [office.on_shift("Berlin", day) for day in weeks] == [(ANA,)] * 3
    office.deactivates(JONAS, at("tue 08:00"), deactivated=False)
    assert [office.on_shift("Berlin", day) for day in weeks] == before


def test_a_region_whose_last_member_goes_is_passed_over_by_what_was_on_its_way_there(office: Office) -> None:
    office.opens(NOW, to=ToRegion("Los Angeles"))
    office.deactivates(LUIS, NOW)
    item = office.item()
    assert item.state is State.OFFERED
    assert item.offer_starts == at("mon 08:00")  # Berlin, at work
    (notice,) = office.messages(MessageKind.NOTICE)
    assert "nobody has these turns now" in notice.body["text"]


def test_a_deactivated_cover_gives_the_shift_back(office: Office) -> None:
    cover = ask_cover(office.database, office.act(JONAS, NOW), date(2027, 3, 2), ANA)
    take_cover(office.database, office.act(ANA, NOW), cover.id)
    assert office.on_shift("Berlin", date(2027, 3, 2)) == (ANA,)
    office.deactivates(ANA, at("mon 09:00"))
    assert office.on_shift("Berlin", date(2027, 3, 2)) == (JONAS,)


def test_nothing_is_told_to_the_deactivated_themselves(office: Office) -> None:
    office.opens(at("mon 01:10"), by=MEI, to=ToPerson(PRIYA))
    office.sends_all(at("mon 01:10"))
    office.deactivates(PRIYA, at("mon 01:20"))
    assert office.told(PRIYA) == [MessageKind.ARRIVALS]
    hand_off(office.database, office.act(MEI, at("mon 01:30")), 1, ToNext())
    assert office.told(PRIYA) == [MessageKind.ARRIVALS]
