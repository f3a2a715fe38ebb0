"""Handing on what goes in circles: it needs a line on what is new, and says what changed since it came back."""

from dataclasses import replace

import pytest

from models.facts.circling import CirclingFacts, SentBackFacts
from models.facts.item import item_facts
from models.notes import LONGEST_NEWS, Draft
from models.refusals import NothingNewError, RefusedError
from models.tables import Item, Urgency, Verb
from models.targets import Target, ToNext, ToPerson, ToRegion
from models.verbs.claiming import claim
from models.verbs.handing_off import hand_off, update_note
from models.verbs.outcomes import Outcome
from models.verbs.sending_back import give_reason, send_back
from models.verbs.undoing import undo
from tests.models.office import Office
from tests.people import ANA, JONAS, LUIS, PRIYA, WEI, at

NOTE = Draft("Replica 3 lags", "Restart the rebuild")


def sent_back_twice(office: Office) -> None:
    office.opens(at("mon 08:30"))
    send_back(office.database, office.act(JONAS, at("mon 08:40")), 1, "no access")
    hand_off(office.database, office.act(WEI, at("mon 08:45")), 1, ToRegion("Berlin"))
    send_back(office.database, office.act(JONAS, at("mon 09:30")), 1, "not ours")


def hands_on(office: Office, when: str, news: str = "", to: Target | None = None, by: str = WEI) -> Outcome:
    return hand_off(office.database, office.act(by, at(when)), 1, to or ToRegion("Berlin"), whats_new=news)


def circling(office: Office, when: str = "mon 10:00") -> CirclingFacts:
    with office.database.read() as session:
        facts = item_facts(session, session.get_one(Item, 1), at(when)).circling
    assert facts is not None
    return facts


def test_sent_back_once_it_goes_on_without(office: Office) -> None:
    office.opens(at("mon 08:30"))
    send_back(office.database, office.act(JONAS, at("mon 08:40")), 1, "no access")
    assert hands_on(office, "mon 08:45").changed


@pytest.mark.parametrize("news", ["", "  \n "])
def test_sent_back_twice_it_does_not(office: Office, news: str) -> None:
    sent_back_twice(office)
    with pytest.raises(NothingNewError, match="H-1 goes in circles") as refused:
        hands_on(office, "mon 09:40", news, ToRegion("berlin"))
    assert (refused.value.field, refused.value.to) == ("whats_new", ToRegion("Berlin"))
    assert office.events()[-1].verb is Verb.SEND_BACK


@pytest.mark.parametrize("to", [ToNext(), ToRegion("Los Angeles"), ToPerson(ANA)])
def test_wherever_it_goes(office: Office, to: Target) -> None:
    sent_back_twice(office)
    with pytest.raises(NothingNewError) as refused:
        hands_on(office, "mon 09:40", to=to)
    assert refused.value.to == to


def test_a_lead_says_what_is_new_as_well(office: Office) -> None:
    sent_back_twice(office)
    with pytest.raises(NothingNewError):
        hands_on(office, "mon 09:40", by=PRIYA)


def test_who_may_not_hand_it_off_is_not_asked_for_a_line(office: Office) -> None:
    sent_back_twice(office)
    with pytest.raises(RefusedError, match="Only Wei Lin") as refused:
        hands_on(office, "mon 09:40", by=LUIS)
    assert not isinstance(refused.value, NothingNewError)


def test_a_draft_without_the_line_is_refused_too(office: Office) -> None:
    sent_back_twice(office)
    with pytest.raises(NothingNewError):
        hand_off(office.database, office.act(WEI, at("mon 09:40")), 1, ToNext(), NOTE)


def test_the_line_is_kept_with_the_note(office: Office) -> None:
    sent_back_twice(office)
    done = hands_on(office, "mon 09:40", " access\n given ")
    assert (done.item.note.whats_new, done.item.note_version) == ("access given", 2)
    assert circling(office).whats_new == "access given"


def test_a_line_is_one_line(office: Office) -> None:
    sent_back_twice(office)
    with pytest.raises(RefusedError, match="at most 150 characters; this has 151") as refused:
        hands_on(office, "mon 09:40", "x" * (LONGEST_NEWS + 1))
    assert refused.value.field == "whats_new"


def test_the_line_of_the_last_time_does_not_count_again(office: Office) -> None:
    sent_back_twice(office)
    hands_on(office, "mon 09:40", "access given")
    send_back(office.database, office.act(JONAS, at("mon 10:00")), 1, "still none")
    assert circling(office).whats_new == ""
    with pytest.raises(NothingNewError):
        hands_on(office, "mon 10:10")


def test_what_the_note_says_anew_keeps_the_line(office: Office) -> None:
    sent_back_twice(office)
    done = hands_on(office, "mon 09:40", "access given")
    with_links = replace(done.item.note, links="https://x.io")
    update_note(office.database, office.act(WEI, at("mon 09:45")), 1, with_links)
    assert (circling(office).whats_new, circling(office).changed) == ("access given", ("links",))


def test_handing_it_where_it_is_offered_already_needs_none(office: Office) -> None:
    sent_back_twice(office)
    hands_on(office, "mon 09:40", "access given")
    again = hands_on(office, "mon 09:50")
    assert not again.changed
    assert again.item.note.whats_new == "access given"


def test_sending_back_needs_none_and_nor_does_the_bot(office: Office) -> None:
    sent_back_twice(office)
    hands_on(office, "mon 09:40", "access given")
    assert office.moves_what_is_due(at("mon 15:00")) == 1
    assert office.item().times_sent_back == 2


def test_nothing_was_changed(office: Office) -> None:
    sent_back_twice(office)
    assert (circling(office).whats_new, circling(office).changed) == ("", ())


def test_which_fields_of_the_note_changed_since_it_was_sent_back(office: Office) -> None:
    office.opens(at("mon 08:30"))
    send_back(office.database, office.act(JONAS, at("mon 08:40")), 1, "no access")
    hand_off(office.database, office.act(WEI, at("mon 08:45")), 1, ToNext(), Draft("Replica 3 lags", "Ask Ana first"))
    send_back(office.database, office.act(JONAS, at("mon 09:30")), 1, "not ours")
    assert circling(office).changed == ()
    better = Draft("Replica 3 lags", "Ask Mei first", Urgency.WATCH, links="https://x.io")
    update_note(office.database, office.act(WEI, at("mon 09:40")), 1, better)
    assert circling(office).changed == ("next_step", "links", "urgency")


def test_which_changed_since_it_was_last_there(office: Office) -> None:
    office.opens(at("mon 08:30"))
    for hour in (10, 11):
        claim(office.database, office.act(JONAS, at(f"mon {hour}:00")), 1)
        hand_off(office.database, office.act(JONAS, at(f"mon {hour}:10")), 1, ToRegion("Los Angeles"))
        claim(office.database, office.act(LUIS, at(f"mon {hour}:20")), 1)
        note = Draft("Replica 3 lags", f"Step {hour}", ruled_out="a restart" if hour == 10 else "")
        hand_off(office.database, office.act(LUIS, at(f"mon {hour}:30")), 1, ToRegion("Berlin"), note)
    facts = circling(office, "mon 11:40")
    assert (facts.region, facts.times_there, facts.sent_back) == ("Berlin", 3, ())
    assert facts.changed == ("next_step", "ruled_out")


def test_why_it_came_back_each_time(office: Office) -> None:
    sent_back_twice(office)
    event = office.events()[-1]
    give_reason(office.database, office.act(JONAS, at("mon 09:35")), event.id, "not ours, ask Los Angeles")
    assert circling(office).sent_back == (
        SentBackFacts("Jonas Weber", at("mon 08:40"), "no access"),
        SentBackFacts("Jonas Weber", at("mon 09:30"), "not ours, ask Los Angeles"),
    )


def test_a_send_back_that_was_undone_did_not_happen(office: Office) -> None:
    sent_back_twice(office)
    hands_on(office, "mon 09:40", "access given")
    third = send_back(office.database, office.act(JONAS, at("mon 10:00")), 1, "by mistake")
    undo(office.database, office.act(JONAS, at("mon 10:01")), third.event)
    facts = circling(office)
    assert [sent.reason for sent in facts.sent_back] == ["no access", "not ours"]
    assert (facts.times_sent_back, facts.whats_new) == (2, "access given")


def test_undone_so_that_it_came_back_once_it_goes_on_without(office: Office) -> None:
    office.opens(at("mon 08:30"))
    send_back(office.database, office.act(JONAS, at("mon 08:40")), 1, "no access")
    hand_off(office.database, office.act(WEI, at("mon 08:45")), 1, ToRegion("Berlin"))
    second = send_back(office.database, office.act(JONAS, at("mon 09:30")), 1, "not ours")
    undo(office.database, office.act(JONAS, at("mon 09:31")), second.event)
    assert hands_on(office, "mon 09:40", to=ToRegion("Los Angeles")).changed
