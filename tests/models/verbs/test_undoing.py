"""Undo: who, for how long, and that it restores everything that was."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from models.acts import Act, Surface
from models.facts.card import reaction_event
from models.notes import Draft
from models.refusals import NotVisibleError, RefusedError
from models.tables import Item, MessageKind, Urgency, Verb
from models.targets import Target, ToNext, ToPerson
from models.verbs.claiming import claim
from models.verbs.closing import cancel, finish, reopen
from models.verbs.handing_off import hand_off, update_note
from models.verbs.keeping import keep
from models.verbs.moving_on import move_on
from models.verbs.outcomes import Outcome
from models.verbs.sending_back import send_back
from models.verbs.undoing import undo
from tests.models.office import Office
from tests.people import ANA, JONAS, MEI, OPS, PRIYA, SECRET, WEI, at

NOW = at("mon 12:00")
CARD = "2.000001"
NOTE = Draft("Replica 3 lags", "Look at replica 2", urgency=Urgency.CRITICAL)

Tap = Callable[[Office], Outcome]


def all_of(office: Office) -> dict[str, Any]:
    """All that is kept of the item, but for when it last changed."""
    item, ever_new = office.item(), {"last_event", "updated_at"}
    return {column.key: getattr(item, column.key) for column in Item.__mapper__.columns if column.key not in ever_new}


def jonas_has_it(office: Office) -> None:
    office.opens(at("mon 08:30"))
    claim(office.database, office.act(JONAS, at("mon 08:40")), 1)


TAPS: dict[str, Tap] = {
    "claim": lambda office: claim(office.database, office.act(ANA, NOW), 1),
    "send back": lambda office: send_back(office.database, office.act(JONAS, NOW), 1, "no access"),
    "hand off": lambda office: hand_off(office.database, office.act(JONAS, NOW), 1, ToNext()),
    "hand off with a note": lambda office: hand_off(office.database, office.act(JONAS, NOW), 1, ToNext(), NOTE),
    "finish": lambda office: finish(office.database, office.act(JONAS, NOW), 1),
    "keep": lambda office: keep(office.database, office.act(JONAS, NOW), 1),
    "cancel": lambda office: cancel(office.database, office.act(JONAS, NOW), 1, "not wanted"),
}


@pytest.mark.parametrize("tap", [name for name in TAPS if name != "claim"])
def test_undo_restores_everything(office: Office, tap: str) -> None:
    jonas_has_it(office)
    before = all_of(office)
    done = TAPS[tap](office)
    undone = undo(office.database, office.act(JONAS, NOW + timedelta(minutes=10)), done.event)
    assert undone.changed
    assert all_of(office) == before


def test_undoing_a_claim_lets_the_offer_stand_again(office: Office) -> None:
    office.opens(at("mon 08:30"))
    before = all_of(office)
    done = TAPS["claim"](office)
    undo(office.database, office.act(ANA, NOW), done.event)
    assert all_of(office) == before


def test_undoing_a_reopening_closes_it_again(office: Office) -> None:
    jonas_has_it(office)
    TAPS["finish"](office)
    before = all_of(office)
    done = reopen(office.database, office.act(JONAS, NOW), 1)
    undo(office.database, office.act(JONAS, NOW), done.event)
    assert all_of(office) == before


def test_ten_minutes_and_no_longer(office: Office) -> None:
    jonas_has_it(office)
    done = TAPS["finish"](office)
    with pytest.raises(RefusedError, match="ten minutes"):
        undo(office.database, office.act(JONAS, NOW + timedelta(minutes=10, seconds=1)), done.event)


@pytest.mark.parametrize("who", [ANA, WEI, PRIYA])
def test_only_who_did_it(office: Office, who: str) -> None:
    jonas_has_it(office)
    done = TAPS["finish"](office)
    with pytest.raises(RefusedError, match="Only who did it can undo it"):
        undo(office.database, office.act(who, NOW), done.event)


def test_an_event_that_is_not_there_answers_like_anothers(office: Office) -> None:
    with pytest.raises(RefusedError, match="Only who did it can undo it"):
        undo(office.database, office.act(JONAS, NOW), 99)


def test_not_after_something_else_has_happened(office: Office) -> None:
    jonas_has_it(office)
    done = TAPS["hand off"](office)
    claim(office.database, office.act(ANA, NOW), 1)
    with pytest.raises(RefusedError, match="has changed since"):
        undo(office.database, office.act(JONAS, NOW), done.event)


def test_not_after_it_moved_on(office: Office) -> None:
    office.opens(at("mon 15:00"))
    opened = office.item().last_event
    assert move_on(office.database, 1, office.item().move_at or NOW)
    with pytest.raises(RefusedError, match="changed since"):
        undo(office.database, office.act(WEI, at("mon 15:09")), opened)


def test_twice_is_once(office: Office) -> None:
    jonas_has_it(office)
    done = TAPS["finish"](office)
    undo(office.database, office.act(JONAS, NOW), done.event)
    again = undo(office.database, office.act(JONAS, NOW), done.event)
    assert not again.changed
    assert [event.verb for event in office.events()][-2:] == [Verb.FINISH, Verb.UNDO]


def test_an_undo_is_not_undone(office: Office) -> None:
    jonas_has_it(office)
    done = TAPS["finish"](office)
    undone = undo(office.database, office.act(JONAS, NOW), done.event)
    with pytest.raises(RefusedError):
        undo(office.database, office.act(JONAS, NOW), undone.event)


def test_opening_and_new_notes_are_not_one_tap_acts(office: Office) -> None:
    jonas_has_it(office)
    updated = update_note(office.database, office.act(JONAS, NOW), 1, NOTE)
    with pytest.raises(RefusedError):
        undo(office.database, office.act(JONAS, NOW), updated.event)


def test_undoing_the_first_offer_leaves_the_item_its_openers(office: Office) -> None:
    opened = office.opens(NOW)
    item = undo(office.database, office.act(WEI, NOW), opened.event).item
    assert (item.state.value, item.owner.user, item.offer) == ("open", WEI, None)


def test_the_deactivated_undo_nothing(office: Office) -> None:
    jonas_has_it(office)
    done = TAPS["finish"](office)
    office.deactivates(JONAS, NOW)
    with pytest.raises(RefusedError, match="deactivated"):
        undo(office.database, office.act(JONAS, NOW), done.event)


def test_who_left_the_channel_undoes_nothing(office: Office) -> None:
    office.opens(NOW, where=SECRET)
    claimed = claim(office.database, office.act(JONAS, NOW), 1)
    office.leaves(SECRET, JONAS)
    with pytest.raises(NotVisibleError):
        undo(office.database, office.act(JONAS, NOW), claimed.event)


def test_another_workspaces_item_of_that_number_is_left_alone(office: Office) -> None:
    jonas_has_it(office)
    done = TAPS["finish"](office)
    foreign = office.act(JONAS, NOW)
    object.__setattr__(foreign, "workspace_id", 2)
    with pytest.raises(RefusedError):
        undo(office.database, foreign, done.event)
    assert office.item().last_event == done.event


def test_undo_edits_the_line_and_adds_none(office: Office) -> None:
    office.opens(at("mon 11:55"))
    claimed = claim(office.database, office.act(JONAS, NOW), 1)
    office.sends_all(NOW)
    undo(office.database, office.act(JONAS, NOW), claimed.event)
    assert sorted(office.owed()) == ["edit arrivals", "edit card", "edit line"]
    assert len(office.messages(MessageKind.LINE)) == 1


def test_a_note_written_after_an_undo_is_a_version_of_its_own(office: Office) -> None:
    jonas_has_it(office)
    done = TAPS["hand off with a note"](office)
    undo(office.database, office.act(JONAS, NOW), done.event)
    updated = update_note(office.database, office.act(JONAS, NOW), 1, Draft("Replica 3 lags", "Sleep on it")).item
    assert (updated.note_version, updated.note.next_step) == (3, "Sleep on it")


def event_of(office: Office, act: Act) -> int | None:
    """What the act's reaction is found to have done to the first card."""
    with office.reading() as session:
        return reaction_event(session, act, CARD)


def card_stands(office: Office, to: Target) -> None:
    """Wei hands something off, and Slack takes its card."""
    office.opens(at("mon 08:30"), to=to)
    office.sends_all(at("mon 08:30"))
    assert office.item().ts == CARD


def reacts(office: Office, user: str, emoji: str) -> Act:
    """Somebody's reaction on the card."""
    return office.act(user, NOW, channel=OPS, surface=Surface.REACTION, emoji=emoji)


def test_taking_a_reaction_off_finds_what_it_did(office: Office) -> None:
    card_stands(office, ToNext())
    act = reacts(office, JONAS, "hand")
    claimed = claim(office.database, act, 1)
    assert event_of(office, act) == claimed.event


@pytest.mark.parametrize("who,emoji", [(JONAS, "white_check_mark"), (MEI, "hand")])
def test_another_reaction_did_nothing(office: Office, who: str, emoji: str) -> None:
    card_stands(office, ToNext())
    claim(office.database, reacts(office, JONAS, "hand"), 1)
    assert event_of(office, reacts(office, who, emoji)) is None


def test_a_reaction_of_before_the_last_change_did_nothing_anymore(office: Office) -> None:
    card_stands(office, ToPerson(JONAS))
    act = reacts(office, JONAS, "hand")
    claim(office.database, act, 1)
    finish(office.database, office.act(JONAS, NOW), 1)
    assert event_of(office, act) is None
