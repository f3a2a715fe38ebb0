"""The ladder: who is reminded of an offer that nobody claims, when, and how often."""

from typing import Any

import pytest

from models.tables import MessageKind, Urgency
from models.targets import ToPerson, ToRegion
from models.verbs.claiming import claim
from models.verbs.closing import cancel, finish
from models.verbs.handing_off import hand_off
from models.verbs.sending_back import send_back
from models.verbs.undoing import undo
from models.workspace.directory import join_channel
from tests.models.office import Office
from tests.models.reminding import drops, reminded, ticks, with_everybody_on_shift
from tests.people import ANA, JONAS, LUIS, MEI, PRIYA, SECRET, WEI, at, region, roster


def told(office: Office, when: str) -> None:
    """Tick, and let Slack take what is owed."""
    ticks(office, at(when))
    office.sends_all(at(when))


def opens(office: Office, when: str, **how: Any) -> None:
    """Somebody opens an item while the bot is running, and Slack takes what is owed for it at once."""
    told(office, when)
    office.opens(at(when), **how)
    office.sends_all(at(when))


def test_after_half_an_hour_who_is_on_shift_is_reminded_after_an_hour_the_rest_of_the_region(office: Office) -> None:
    opens(office, "mon 09:00")
    told(office, "mon 09:29")
    assert (reminded(office, JONAS), reminded(office, ANA)) == ([], [])
    told(office, "mon 09:30")
    assert (reminded(office, JONAS), reminded(office, ANA)) == ([["on_shift H-1"]], [])
    told(office, "mon 09:59")
    assert reminded(office, ANA) == []
    told(office, "mon 10:00")
    assert (reminded(office, JONAS), reminded(office, ANA)) == ([["on_shift H-1"]], [["of_region H-1"]])
    told(office, "mon 14:59")
    assert (office.told(JONAS), office.told(ANA)) == (["arrivals", "reminder"], ["reminder"])
    assert {*office.told(MEI), *office.told(LUIS)} == set()


def test_each_step_is_taken_once_however_often_the_tick_looks(office: Office) -> None:
    opens(office, "mon 09:00")
    for when in ("mon 09:30", "mon 09:30", "mon 09:31", "mon 10:00", "mon 10:00", "mon 10:01"):
        told(office, when)
    assert (office.item().ladder_step, office.item().remind_at) == (2, None)
    assert (len(reminded(office, JONAS)), len(reminded(office, ANA))) == (1, 1)


def test_critical_takes_half_the_time_and_a_message_of_its_own(office: Office) -> None:
    opens(office, "mon 09:00", urgency=Urgency.CRITICAL)
    opens(office, "mon 09:00")
    told(office, "mon 09:15")
    assert reminded(office, JONAS) == [["on_shift H-1"]]
    told(office, "mon 09:30")
    assert reminded(office, JONAS) == [["on_shift H-1"], ["on_shift H-2"]]
    assert reminded(office, ANA) == [["of_region H-1"]]


def test_what_falls_due_later_that_day_joins_silently(office: Office) -> None:
    opens(office, "mon 09:00")
    told(office, "mon 09:30")
    opens(office, "mon 09:40")
    told(office, "mon 10:09")
    ticks(office, at("mon 10:10"))
    assert reminded(office, JONAS) == [["on_shift H-1", "on_shift H-2"]]
    assert office.owed() == ["edit reminder"]


def test_another_day_has_its_own(office: Office) -> None:
    opens(office, "mon 09:00")
    told(office, "mon 09:30")
    claim(office.database, office.act(ANA, at("mon 09:40")), 1)
    opens(office, "tue 09:00")
    told(office, "tue 09:30")
    assert reminded(office, JONAS) == [["on_shift H-1"], ["on_shift H-2"]]


def test_times_run_from_the_shifts_start(office: Office) -> None:
    opens(office, "mon 02:00", to=ToRegion("Berlin"))
    assert office.item().remind_at == at("mon 08:30")


@pytest.mark.parametrize("when,before", [("mon 09:20", []), ("mon 09:30", [["on_shift H-1"]])])
@pytest.mark.parametrize("how", ["claim", "finish", "cancel", "send_back", "withdraw"])
def test_what_ends_the_offer_ends_its_ladder(office: Office, how: str, when: str, before: list[list[str]]) -> None:
    opens(office, "mon 09:00")
    told(office, when)
    now = at(when)
    ends = {
        "claim": lambda: claim(office.database, office.act(ANA, now), 1),
        "finish": lambda: finish(office.database, office.act(WEI, now), 1),
        "cancel": lambda: cancel(office.database, office.act(WEI, now), 1, ""),
        "send_back": lambda: send_back(office.database, office.act(JONAS, now), 1, ""),
        "withdraw": lambda: claim(office.database, office.act(WEI, now), 1),
    }
    ends[how]()
    assert (office.item().remind_at, office.item().ladder_step, office.item().visited) == (None, 0, [])
    told(office, "mon 10:30")
    assert (reminded(office, JONAS), reminded(office, ANA)) == (before, [])


def test_a_claim_that_is_undone_goes_on_where_the_ladder_was(office: Office) -> None:
    opens(office, "mon 09:00")
    told(office, "mon 09:30")
    event = claim(office.database, office.act(ANA, at("mon 09:55")), 1).event
    undo(office.database, office.act(ANA, at("mon 09:58")), event)
    item = office.item()
    assert (item.ladder_step, item.remind_at, len(item.visited)) == (1, at("mon 10:00"), 1)
    told(office, "mon 10:00")
    assert (reminded(office, JONAS), reminded(office, ANA)) == ([["on_shift H-1"]], [["of_region H-1"]])


def test_an_offer_made_anew_begins_its_ladder_anew(office: Office) -> None:
    opens(office, "mon 09:00")
    told(office, "mon 10:00")
    hand_off(office.database, office.act(WEI, at("mon 10:05")), 1, ToPerson(ANA))
    item = office.item()
    assert (item.ladder_step, item.remind_at, item.visited) == (0, at("mon 10:35"), [])


def test_an_offer_to_a_person_reminds_them_and_widens_to_nobody(office: Office) -> None:
    opens(office, "mon 09:00", to=ToPerson(ANA))
    told(office, "mon 09:30")
    assert (office.item().ladder_step, office.item().remind_at) == (1, None)
    told(office, "mon 14:00")
    assert (reminded(office, ANA), reminded(office, JONAS)) == ([["on_shift H-1"]], [])


def test_a_person_in_no_region_is_reminded_in_their_own_hours(office: Office) -> None:
    opens(office, "mon 09:30", to=ToPerson(PRIYA))  # 09:00 to 17:00 in Singapore: over since 09:00
    assert office.item().remind_at == at("tue 01:30")


def test_nobody_is_reminded_of_their_own_offer(office: Office) -> None:
    opens(office, "mon 07:00", by=ANA, to=ToRegion("Berlin"))
    opens(office, "mon 07:00", by=JONAS, to=ToRegion("Berlin"))
    for when in ("mon 08:00", "mon 08:30", "mon 09:00"):
        told(office, when)
    assert (office.item(1).ladder_step, office.item(2).ladder_step) == (2, 2)
    assert (reminded(office, JONAS), reminded(office, ANA)) == ([["on_shift H-1"]], [["of_region H-2"]])


def test_who_cannot_see_it_is_not_told_of_it(office: Office) -> None:
    opens(office, "mon 09:00", where=SECRET, to=ToRegion("Berlin"))  # Ana is not in #secret
    told(office, "mon 09:30")
    told(office, "mon 10:00")
    assert (reminded(office, JONAS), reminded(office, ANA)) == ([["on_shift H-1"]], [])


def test_where_who_is_on_shift_cannot_see_it_the_others_hear_of_it_at_the_hour(office: Office) -> None:
    opens(office, "mon 09:00", where=SECRET, to=ToRegion("Berlin"))
    office.leaves(SECRET, JONAS)
    with office.database.write() as session:
        join_channel(session, office.workspace_id, SECRET, ANA)
    told(office, "mon 10:00")
    assert (reminded(office, JONAS), reminded(office, ANA)) == ([], [])
    told(office, "mon 10:15")
    assert (reminded(office, JONAS), reminded(office, ANA)) == ([], [["of_region H-1"]])


def test_who_is_deactivated_is_not_reminded(office: Office) -> None:
    opens(office, "mon 09:00")
    office.deactivates(JONAS, at("mon 09:10"))
    told(office, "mon 09:30")
    assert reminded(office, JONAS) == []


def test_the_rest_of_the_region_is_told_only_where_it_is_awake(office: Office) -> None:
    late = region("Berlin", JONAS).replace("{user: U0JONAS}", '{user: U0JONAS}, {user: U0ANA, hours: "14:00-22:00"}')
    office.applies(roster(region("Singapore", WEI), late), at("mon 07:00"))
    opens(office, "mon 09:00")
    told(office, "mon 09:30")
    told(office, "mon 10:00")  # Ana's day starts at 13:00
    assert (office.item().ladder_step, reminded(office, ANA)) == (2, [])


def test_everybody_on_shift_is_reminded_each_in_their_hours(office: Office) -> None:
    everybody = with_everybody_on_shift().replace("{user: U0ANA}", '{user: U0ANA, hours: "12:00-18:00"}')
    office.applies(everybody, at("mon 07:00"))
    opens(office, "mon 09:00")
    told(office, "mon 09:30")
    assert (reminded(office, JONAS), reminded(office, ANA)) == ([["on_shift H-1"]], [["on_shift H-1"]])
    (of_ana,) = office.messages(MessageKind.REMINDER, ANA)
    assert office.due_of(of_ana) == at("mon 11:30")  # half an hour after her digest


def test_an_offer_made_anew_cancels_what_was_pending_for_the_old_one(office: Office) -> None:
    everybody = with_everybody_on_shift().replace("{user: U0ANA}", '{user: U0ANA, hours: "12:00-18:00"}')
    office.applies(everybody, at("mon 07:00"))
    opens(office, "mon 09:00")
    told(office, "mon 09:30")
    assert reminded(office, ANA) == [["on_shift H-1"]]  # for 11:30
    hand_off(office.database, office.act(WEI, at("mon 11:10")), 1, ToPerson(ANA))
    assert (reminded(office, ANA), reminded(office, JONAS)) == ([[]], [["on_shift H-1"]])
    assert office.item().remind_at == at("mon 11:40")


def test_who_has_not_been_told_yet_is_not_reminded_before(office: Office) -> None:
    told(office, "mon 08:00")
    office.opens(at("mon 09:00"))  # Slack does not take the arrival
    ticks(office, at("mon 09:30"))
    assert (office.item().ladder_step, office.item().remind_at) == (0, at("mon 10:00"))
    office.sends_all(at("mon 09:50"))
    ticks(office, at("mon 10:00"))
    assert office.item().remind_at == at("mon 10:20")
    ticks(office, at("mon 10:20"))
    assert reminded(office, JONAS) == [["on_shift H-1"]]


def test_whose_digest_is_still_to_come_is_not_reminded_before(office: Office) -> None:
    opens(office, "mon 07:00")
    ticks(office, at("mon 08:30"))  # the digest is owed this moment
    assert (office.item().ladder_step, office.item().remind_at) == (0, at("mon 09:00"))
    assert reminded(office, JONAS) == []


def test_down_while_both_steps_fell_due_they_come_one_after_the_other(office: Office) -> None:
    opens(office, "mon 09:00")
    for when in ("mon 12:00", "mon 12:00", "mon 12:14"):
        told(office, when)
        assert (reminded(office, JONAS), reminded(office, ANA)) == ([["on_shift H-1"]], [])
    told(office, "mon 12:15")
    assert (reminded(office, JONAS), reminded(office, ANA)) == ([["on_shift H-1"]], [["of_region H-1"]])


def test_down_until_it_moves_on_nobody_is_reminded_any_more(office: Office) -> None:
    opens(office, "mon 09:00")
    told(office, "mon 15:00")
    assert (reminded(office, JONAS), reminded(office, ANA), office.told(JONAS)) == ([], [], ["arrivals"])
    assert office.item().remind_at == at("mon 17:30")  # in Los Angeles


def test_no_step_is_planned_that_would_come_after_the_move(office: Office) -> None:
    opens(office, "mon 14:40", to=ToRegion("Berlin"))
    assert (office.item().move_at, office.item().remind_at) == (at("mon 15:40"), at("mon 15:10"))
    told(office, "mon 15:10")
    assert (office.item().ladder_step, office.item().remind_at) == (1, None)
    opens(office, "mon 15:35", to=ToPerson(JONAS))
    assert (office.item(2).move_at, office.item(2).remind_at) == (at("mon 16:00"), None)


def test_a_reminder_that_had_nothing_left_to_say_comes_for_what_falls_due_later(office: Office) -> None:
    opens(office, "mon 09:00")
    ticks(office, at("mon 09:30"))
    claim(office.database, office.act(ANA, at("mon 09:30")), 1)
    drops(office, MessageKind.REMINDER)
    opens(office, "mon 11:00")
    ticks(office, at("mon 11:30"))
    assert office.owed() == ["post reminder"]
    assert reminded(office, JONAS) == [["on_shift H-1", "on_shift H-2"]]
