"""The answers to the DM at the end of a day: each item's is an act of its own, and what fails is said."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from unittest.mock import Mock

import pytest
from sqlalchemy import update

from models.facts.evening import EveningFacts, evening_facts
from models.facts.evening_choices import Choice, Lack
from models.notes import Draft
from models.owed.evening_entries import fill_evening
from models.refusals import AlreadyDoneError, RefusedError
from models.shifts.plan import DaysOff
from models.storage.conflicts import BusyError
from models.tables import ByChoice, Item, Message, MessageKind, Note, State, Urgency, Verb
from models.verbs import evening as verbs
from models.verbs.claiming import claim
from models.verbs.closing import finish
from models.verbs.evening import BUSY, ask_again, choose, send_as_shown, undo_evening
from models.verbs.going_away import go_away
from models.verbs.handing_off import update_note
from tests.models.office import Office
from tests.people import ANA, JONAS, WEI, at, region, roster

EVENING = at("mon 15:30")
PLAIN = Draft("Replica 3 lags", "Restart the rebuild")  # by the end of his own day
LATER = replace(PLAIN, by_choice=ByChoice.TIME, by=at("mon 12:00", week=1))
CRITICAL = replace(PLAIN, urgency=Urgency.CRITICAL)


def jonas_is_asked(office: Office, *drafts: Draft, now: datetime = EVENING) -> int:
    """Jonas owns an item for each note, and his DM has been sent; gives its row."""
    for draft in drafts:
        number = office.opens(at("mon 08:30")).item.number
        claim(office.database, office.act(JONAS, at("mon 08:40")), number)
        update_note(office.database, office.act(JONAS, at("mon 08:45")), number, draft)
    office.ends_days(now)
    (message,) = office.messages(MessageKind.EVENING, JONAS)
    with office.database.write() as session:
        fill_evening(session, session.get_one(Message, message.id), now)
    office.sends_all(now)
    return message.id


def facts(office: Office, message: int, now: datetime = EVENING) -> EveningFacts:
    with office.database.read() as session:
        return evening_facts(session, session.get_one(Message, message), now)


def preset(office: Office, message: int) -> list[tuple[Choice | None, Lack | None]]:
    return [(one.choice, one.onward.lack) for one in facts(office, message).asking]


@pytest.mark.parametrize(
    "draft, shown",
    [
        (PLAIN, (Choice.HAND_OFF, None)),
        (LATER, (Choice.KEEP, None)),
        (CRITICAL, (None, Lack.ASLEEP)),
        (replace(LATER, urgency=Urgency.CRITICAL), (None, Lack.ASLEEP)),
    ],
)
def test_what_is_preset(office: Office, draft: Draft, shown: tuple[Choice | None, Lack | None]) -> None:
    assert preset(office, jonas_is_asked(office, draft)) == [shown]


def test_without_a_next_step_it_waits_for_one(office: Office) -> None:
    message = jonas_is_asked(office, PLAIN, LATER)
    with office.database.write() as session:
        session.execute(update(Note).values(next_step=""))
    assert preset(office, message) == [(None, Lack.STEP)] * 2


def test_what_goes_in_circles_waits_for_a_word(office: Office) -> None:
    message = jonas_is_asked(office, PLAIN, LATER)
    with office.database.write() as session:
        session.execute(update(Item).values(times_sent_back=2))
    assert preset(office, message) == [(None, Lack.NEWS), (Choice.KEEP, Lack.NEWS)]


def test_where_nobody_is_at_work_sooner_it_is_kept(office: Office) -> None:
    message = jonas_is_asked(office, PLAIN, CRITICAL)
    office.applies(roster(region("Berlin", JONAS, ANA)), EVENING)
    assert preset(office, message) == [(Choice.KEEP, Lack.ASLEEP), (Choice.KEEP, None)]


def test_who_has_no_day_ahead_keeps_nothing(office: Office) -> None:
    message = jonas_is_asked(office, PLAIN, LATER)
    choose(office.database, office.act(JONAS, EVENING), message, 1, Choice.KEEP)
    go_away(office.database, office.act(JONAS, EVENING), DaysOff(at("tue 08:00").date(), None))
    assert [choice for choice, _ in preset(office, message)] == [Choice.HAND_OFF, Choice.HAND_OFF]


def test_each_is_an_act_of_its_own_that_names_the_dm(office: Office) -> None:
    message = jonas_is_asked(office, PLAIN, PLAIN, PLAIN)
    shown = {1: Choice.HAND_OFF, 2: Choice.KEEP, 3: Choice.DONE}
    send_as_shown(office.database, office.act(JONAS, EVENING, key="click"), message, shown)
    last = [office.events(number)[-1] for number in (1, 2, 3)]
    assert [event.verb for event in last] == [Verb.OFFER, Verb.KEEP, Verb.FINISH]
    assert {event.details["message"] for event in last} == {message}
    assert [one.answer.choice for one in facts(office, message).answered if one.answer] == list(shown.values())


def test_the_same_press_counts_once(office: Office) -> None:
    message = jonas_is_asked(office, PLAIN)
    act = office.act(JONAS, EVENING, key="click")
    send_as_shown(office.database, act, message, {})
    with pytest.raises(AlreadyDoneError):
        send_as_shown(office.database, act, message, {})
    assert len(office.events()) == 4  # opened, offered, claimed, offered


def test_one_that_fails_is_said_and_asks_on_while_the_others_go_through(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    message = jonas_is_asked(office, PLAIN, PLAIN, PLAIN)
    refused, busy = Mock(side_effect=RefusedError("Ana was first.")), Mock(side_effect=BusyError("locked"))
    does = {Choice.HAND_OFF: refused, Choice.KEEP: busy, Choice.DONE: finish}
    monkeypatch.setattr(verbs, "_DOES", does)
    shown = {2: Choice.KEEP, 3: Choice.DONE}
    send_as_shown(office.database, office.act(JONAS, EVENING, key="click"), message, shown)
    assert [one.refused for one in facts(office, message).asking] == ["Ana was first.", BUSY]
    assert office.item(3).state is State.DONE
    choose(office.database, office.act(JONAS, EVENING), message, 1, Choice.KEEP)
    assert [one.refused for one in facts(office, message).asking] == ["", BUSY]


def test_what_is_shown_of_others_items_changes_nothing(office: Office) -> None:
    office.opens(at("mon 08:00"), by=WEI)
    message = jonas_is_asked(office, PLAIN)
    send_as_shown(office.database, office.act(JONAS, EVENING), message, {1: Choice.DONE, 99: Choice.DONE})
    assert (office.item(1).state, office.item(1).owner) == (State.OFFERED, WEI)
    assert office.item(2).state is State.OFFERED


def test_nothing_left_to_send_is_refused(office: Office) -> None:
    message = jonas_is_asked(office, CRITICAL)
    with pytest.raises(RefusedError, match="Nothing can be sent as it stands"):
        send_as_shown(office.database, office.act(JONAS, EVENING), message, {})


def test_undo_takes_back_in_reverse_what_is_younger_than_ten_minutes(office: Office) -> None:
    message = jonas_is_asked(office, PLAIN, PLAIN)
    choose(office.database, office.act(JONAS, EVENING), message, 2, Choice.DONE)
    send_as_shown(office.database, office.act(JONAS, EVENING), message, {})
    assert undo_evening(office.database, office.act(JONAS, EVENING + timedelta(minutes=10)), message) == []
    assert [office.item(number).state for number in (1, 2)] == [State.OPEN, State.OPEN]
    assert [one.choice for one in facts(office, message).asking] == [Choice.HAND_OFF, Choice.DONE]


@pytest.mark.parametrize(
    "pressed, again", [("15:30", "15:55"), ("15:49", "15:55"), ("15:50", "15:55"), ("15:51", None), ("16:10", None)]
)
def test_when_it_asks_again(office: Office, pressed: str, again: str | None) -> None:
    message = jonas_is_asked(office, PLAIN)
    act = office.act(JONAS, at(f"mon {pressed}"))
    if again is None:
        with pytest.raises(RefusedError, match="too soon"):
            ask_again(office.database, act, message)
        return
    assert ask_again(office.database, act, message) == at(f"mon {again}")
    with pytest.raises(RefusedError, match="once more and no oftener"):
        ask_again(office.database, act, message)


@pytest.mark.parametrize("do", ["choose", "send", "again", "undo"])
def test_it_is_its_readers_alone(office: Office, do: str) -> None:
    message = jonas_is_asked(office, PLAIN)
    act = office.act(ANA, EVENING)
    does: dict[str, Callable[[], object]] = {
        "choose": lambda: choose(office.database, act, message, 1, Choice.DONE),
        "send": lambda: send_as_shown(office.database, act, message, {}),
        "again": lambda: ask_again(office.database, act, message),
        "undo": lambda: undo_evening(office.database, act, message),
    }
    with pytest.raises(RefusedError, match="not asked of you"):
        does[do]()


@pytest.mark.parametrize("now, works", [(at("tue 07:59"), True), (at("tue 08:00"), False)])
def test_it_works_until_the_next_day_starts(office: Office, now: datetime, *, works: bool) -> None:
    message = jonas_is_asked(office, PLAIN)
    if works:
        send_as_shown(office.database, office.act(JONAS, now), message, {})
        return
    with pytest.raises(RefusedError, match="That day is over"):
        send_as_shown(office.database, office.act(JONAS, now), message, {})
