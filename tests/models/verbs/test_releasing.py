"""When Slack deactivates somebody: what they had goes on, and the leads are told once."""

from models.tables import MessageKind, State, Verb
from models.targets import ToNext, ToPerson
from models.verbs.claiming import claim
from models.verbs.handing_off import hand_off
from tests.models.office import Office
from tests.people import ANA, JONAS, MEI, PRIYA, WEI, at, closed_in_march, region, roster

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
    assert notice.body["text"].startswith("Jonas Weber was deactivated in Slack. I offered on: H-1, H-2.")
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


def test_who_had_nothing_goes_unmentioned(office: Office) -> None:
    office.opens(NOW)
    office.deactivates(ANA, NOW)
    assert office.messages(MessageKind.NOTICE) == []


def test_nothing_is_told_to_the_deactivated_themselves(office: Office) -> None:
    office.opens(at("mon 01:10"), by=MEI, to=ToPerson(PRIYA))
    office.sends_all(at("mon 01:10"))
    office.deactivates(PRIYA, at("mon 01:20"))
    assert office.told(PRIYA) == [MessageKind.ARRIVALS]
    hand_off(office.database, office.act(MEI, at("mon 01:30")), 1, ToNext())
    assert office.told(PRIYA) == [MessageKind.ARRIVALS]
