"""Snooze: a receiver hears of an offer again in an hour, and it moves on all the same."""

from datetime import datetime
from typing import Any

import pytest

from models.acts import Act
from models.refusals import AlreadyDoneError, NotVisibleError, RefusedError
from models.tables import MessageKind, Urgency
from models.targets import ToPerson, ToRegion
from models.verbs.claiming import claim
from models.verbs.handing_off import hand_off
from models.verbs.sending_back import send_back
from models.verbs.snoozing import end_snoozes, snooze
from models.verbs.undoing import undo
from tests.models.office import Office
from tests.models.reminding import reminded, ticks, with_everybody_on_shift
from tests.people import ANA, JONAS, LUIS, SECRET, WEI, at


def told(office: Office, when: str) -> None:
    """Tick, and let Slack take what is owed."""
    ticks(office, at(when))
    office.sends_all(at(when))


def opens(office: Office, when: str, **how: Any) -> None:
    """Somebody opens an item while the bot is running, and Slack takes what is owed for it at once."""
    told(office, when)
    office.opens(at(when), **how)
    office.sends_all(at(when))


def snoozes(office: Office, user: str, when: str, number: int = 1) -> datetime:
    """Until when somebody's snooze holds."""
    return snooze(office.database, office.act(user, at(when)), number).until


@pytest.fixture
def waiting(office: Office) -> Office:
    """H-1 waits for Berlin since Monday 09:00 UTC, and Jonas was reminded of it."""
    opens(office, "mon 09:00")
    told(office, "mon 09:30")
    return office


def test_who_snoozes_is_reminded_again_once_the_hour_is_over(waiting: Office) -> None:
    assert snoozes(waiting, JONAS, "mon 09:40") == at("mon 10:40")
    told(waiting, "mon 10:39")
    assert reminded(waiting, JONAS) == [["on_shift H-1"]]
    told(waiting, "mon 10:40")
    told(waiting, "mon 10:41")
    assert reminded(waiting, JONAS) == [["on_shift H-1"], ["snoozed H-1"]]


def test_the_rest_of_the_region_is_not_told_before(waiting: Office) -> None:
    snoozes(waiting, JONAS, "mon 09:40")
    told(waiting, "mon 10:39")
    assert reminded(waiting, ANA) == []
    told(waiting, "mon 10:40")
    assert reminded(waiting, ANA) == [["of_region H-1"]]


def test_it_moves_on_all_the_same(waiting: Office) -> None:
    move_at = waiting.item().move_at
    assert snoozes(waiting, JONAS, "mon 14:20") == at("mon 14:50")  # ten minutes before it moves on
    assert waiting.item().move_at == move_at
    told(waiting, "mon 15:00")
    assert waiting.events()[-1].details["region"] == "Los Angeles"


def test_critical_is_snoozed_for_half_an_hour(office: Office) -> None:
    opens(office, "mon 09:00", urgency=Urgency.CRITICAL)
    assert snoozes(office, JONAS, "mon 09:20") == at("mon 09:50")


def test_it_ends_before_the_day_of_who_snoozes(office: Office) -> None:
    early = with_everybody_on_shift().replace("{user: U0ANA}", '{user: U0ANA, hours: "09:00-12:00"}')
    office.applies(early, at("mon 07:00"))
    opens(office, "mon 09:00")
    assert snoozes(office, ANA, "mon 10:30") == at("mon 10:50")


@pytest.mark.parametrize("when", ["mon 14:50", "mon 14:59", "mon 18:00"])
def test_too_late_is_said(waiting: Office, when: str) -> None:
    with pytest.raises(RefusedError) as refused:
        snoozes(waiting, JONAS, when)
    assert refused.value.say == "H-1 moves on, or your day ends, too soon for that: claim it, or leave it."


@pytest.mark.parametrize("user", [WEI, LUIS])
def test_only_whom_it_waits_for_can(waiting: Office, user: str) -> None:
    with pytest.raises(RefusedError) as refused:
        snoozes(waiting, user, "mon 09:40")
    assert refused.value.say == "H-1 is not offered to you: only whom it waits for can snooze it."


def test_what_is_not_offered_cannot_be_snoozed(waiting: Office) -> None:
    claim(waiting.database, waiting.act(ANA, at("mon 09:35")), 1)
    with pytest.raises(RefusedError) as refused:
        snoozes(waiting, JONAS, "mon 09:40")
    assert refused.value.say == "H-1 waits for nobody now: there is nothing to remind you of."


def test_who_cannot_see_it_learns_nothing(office: Office) -> None:
    opens(office, "mon 09:00", where=SECRET, to=ToRegion("Berlin"))
    with pytest.raises(NotVisibleError):
        snoozes(office, ANA, "mon 09:40")


def test_a_click_counts_once(waiting: Office) -> None:
    act = Act(1, JONAS, at("mon 09:40"), waiting.act(JONAS, at("mon 09:40")).surface, key="click:1")
    snooze(waiting.database, act, 1)
    with pytest.raises(AlreadyDoneError):
        snooze(waiting.database, act, 1)


def test_again_while_it_is_snoozed_counts_from_now(waiting: Office) -> None:
    snoozes(waiting, JONAS, "mon 09:40")
    assert snoozes(waiting, JONAS, "mon 10:00") == at("mon 11:00")
    told(waiting, "mon 10:40")
    assert (reminded(waiting, JONAS), reminded(waiting, ANA)) == ([["on_shift H-1"]], [])
    told(waiting, "mon 11:00")
    assert reminded(waiting, JONAS) == [["on_shift H-1"], ["snoozed H-1"]]


@pytest.mark.parametrize("ended_by", [claim, send_back])
def test_what_ends_the_offer_ends_the_snooze(waiting: Office, ended_by: Any) -> None:
    snoozes(waiting, JONAS, "mon 09:40")
    ended_by(waiting.database, waiting.act(ANA, at("mon 10:00")), 1)
    told(waiting, "mon 10:40")
    assert reminded(waiting, JONAS) == [["on_shift H-1"]]


def test_an_offer_made_anew_forgets_it(waiting: Office) -> None:
    snoozes(waiting, JONAS, "mon 09:40")
    hand_off(waiting.database, waiting.act(WEI, at("mon 10:00")), 1, ToPerson(JONAS))
    told(waiting, "mon 10:29")
    told(waiting, "mon 10:40")
    assert reminded(waiting, JONAS) == [["on_shift H-1"]]


def test_a_claim_that_is_undone_in_time_keeps_it(waiting: Office) -> None:
    snoozes(waiting, JONAS, "mon 09:40")
    event = claim(waiting.database, waiting.act(ANA, at("mon 10:00")), 1).event
    undo(waiting.database, waiting.act(ANA, at("mon 10:05")), event)
    told(waiting, "mon 10:40")
    assert reminded(waiting, JONAS) == [["on_shift H-1"], ["snoozed H-1"]]


def test_snoozed_before_the_reminder_it_does_not_come(office: Office) -> None:
    opens(office, "mon 09:00")
    snoozes(office, JONAS, "mon 09:10")
    told(office, "mon 09:30")
    assert (reminded(office, JONAS), office.item().remind_at) == ([], at("mon 10:10"))
    told(office, "mon 10:10")
    assert (reminded(office, JONAS), reminded(office, ANA)) == ([["snoozed H-1"]], [["of_region H-1"]])


def test_two_snoozed_together_come_together_what_is_critical_alone(office: Office) -> None:
    opens(office, "mon 09:00")
    opens(office, "mon 09:00")
    opens(office, "mon 09:00", urgency=Urgency.CRITICAL)
    snoozes(office, JONAS, "mon 09:40", 1)
    snoozes(office, JONAS, "mon 09:45", 2)
    snoozes(office, JONAS, "mon 10:12", 3)
    told(office, "mon 10:40")
    told(office, "mon 10:45")
    assert reminded(office, JONAS)[-2:] == [["snoozed H-1", "snoozed H-2"], ["snoozed H-3"]]


def test_after_a_long_time_down_it_still_comes_once_while_it_waits(waiting: Office) -> None:
    snoozes(waiting, JONAS, "mon 09:40")
    told(waiting, "mon 14:00")
    told(waiting, "mon 14:00")
    assert reminded(waiting, JONAS) == [["on_shift H-1"], ["snoozed H-1"]]


def test_after_a_night_down_it_does_not(waiting: Office) -> None:
    snoozes(waiting, JONAS, "mon 09:40")
    told(waiting, "tue 12:00")
    assert reminded(waiting, JONAS) == [["on_shift H-1"]]
    assert [message.kind for message in waiting.messages(MessageKind.REMINDER)] == [MessageKind.REMINDER]


def test_nobody_is_reminded_of_what_is_to_move_on_this_moment(waiting: Office) -> None:
    snoozes(waiting, JONAS, "mon 14:00")
    assert end_snoozes(waiting.database, waiting.item().id, at("mon 15:00")) == 0
    assert reminded(waiting, JONAS) == [["on_shift H-1"]]


def test_the_reminder_that_stands_shows_that_it_is_snoozed(waiting: Office) -> None:
    snoozes(waiting, JONAS, "mon 09:40")
    assert waiting.owed() == ["edit reminder"]
