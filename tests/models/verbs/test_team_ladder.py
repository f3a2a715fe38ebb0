"""A team's own times: they count for offers to come, and for those that stand when the roster is applied."""

from dataclasses import replace

from models.notes import Draft
from models.tables import Urgency
from models.targets import ToRegion
from models.verbs.handing_off import update_note
from tests.models.office import Office
from tests.models.reminding import reminded, ticks, with_ladder
from tests.people import ANA, JONAS, ROSTER, WEI, at


def applied(office: Office, when: str, **times: int) -> None:
    office.applies(with_ladder(**times) if times else ROSTER, at(when))


def told(office: Office, when: str) -> None:
    ticks(office, at(when))
    office.sends_all(at(when))


def test_offers_go_by_the_teams_times(office: Office) -> None:
    applied(office, "mon 07:00", remind=10, widen=20, move=120)
    told(office, "mon 09:00")
    office.opens(at("mon 09:00"))
    office.sends_all(at("mon 09:00"))
    assert (office.item().remind_at, office.item().move_at) == (at("mon 09:10"), at("mon 14:00"))
    told(office, "mon 09:10")
    told(office, "mon 09:20")
    assert (reminded(office, JONAS), reminded(office, ANA)) == ([["on_shift H-1"]], [["of_region H-1"]])


def test_a_changed_ladder_counts_for_an_offer_that_has_begun(office: Office) -> None:
    office.opens(at("mon 09:00"))
    applied(office, "mon 09:05", remind=15, move=120)
    assert (office.item().remind_at, office.item().move_at) == (at("mon 09:15"), at("mon 14:00"))


def test_and_for_one_that_has_not(office: Office) -> None:
    office.opens(at("mon 02:00"), to=ToRegion("Berlin"))
    applied(office, "mon 03:00", remind=15, move=120)
    assert (office.item().remind_at, office.item().move_at) == (at("mon 08:15"), at("mon 14:00"))


def test_what_was_done_is_not_done_again(office: Office) -> None:
    told(office, "mon 09:00")
    office.opens(at("mon 09:00"))
    office.sends_all(at("mon 09:00"))
    told(office, "mon 09:30")
    applied(office, "mon 09:35", remind=40, widen=90)
    assert (office.item().ladder_step, office.item().remind_at) == (1, at("mon 10:30"))
    told(office, "mon 09:40")
    assert reminded(office, JONAS) == [["on_shift H-1"]]


def test_applying_it_again_changes_nothing_back_changes_back(office: Office) -> None:
    office.opens(at("mon 09:00"))
    usual = (office.item().remind_at, office.item().move_at)
    applied(office, "mon 09:05", remind=15, move=120)
    assert [change.how for change in office.applies(with_ladder(remind=15, move=120), at("mon 09:06"))] == ["unchanged"]
    applied(office, "mon 09:07")
    assert (office.item().remind_at, office.item().move_at) == usual


def test_an_item_that_becomes_critical_takes_the_next_step_sooner(office: Office) -> None:
    opened = office.opens(at("mon 09:00")).item
    update_note(office.database, office.act(WEI, at("mon 09:05")), 1, _critical(opened.note))
    assert (office.item().remind_at, office.item().move_at) == (at("mon 09:15"), at("mon 15:30"))


def test_one_that_does_after_its_reminder_keeps_that_step(office: Office) -> None:
    told(office, "mon 09:00")
    opened = office.opens(at("mon 09:00")).item
    office.sends_all(at("mon 09:00"))
    told(office, "mon 09:30")
    update_note(office.database, office.act(WEI, at("mon 09:35")), 1, _critical(opened.note))
    assert (office.item().ladder_step, office.item().remind_at) == (1, at("mon 09:30"))
    told(office, "mon 09:36")
    assert (reminded(office, JONAS), reminded(office, ANA)) == ([["on_shift H-1"]], [["of_region H-1"]])


def _critical(note: Draft) -> Draft:
    return replace(note, urgency=Urgency.CRITICAL)
