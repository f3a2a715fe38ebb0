"""The DM at the end of a day stays inside Slack's limits, says all in its text, and asks only what can be answered."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from handlers.blocks.evening.end_of_day import evening
from handlers.blocks.evening.write import which_one
from models.facts.day_end import DayEndFacts
from models.facts.evening import EveningFacts
from models.facts.evening_choices import Choice, Lack, Onward
from models.facts.evening_entries import AnswerFacts, EveningEntry
from models.facts.turns import OnNowFacts, OwnTurnFacts
from models.owed.digests import EntryFacts
from models.owed.evening_entries import MOST_ENTRIES
from models.owed.owing import DECIDES, OWNED
from models.shifts.shift import Span
from models.tables import State
from tests.handlers.blocks import samples
from tests.handlers.blocks.checks import check_message, labels_of
from tests.handlers.blocks.samples import BERLIN, HOUR, NOW, READ_BACK, SIGNS, an_item, an_owned_item, the_largest

ANY = settings(max_examples=40, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
TO_LA = Onward("Los Angeles", NOW + HOUR)
choices = st.sampled_from([None, *Choice])
onwards = st.builds(Onward, st.none() | samples.names, st.none() | samples.instants, st.sampled_from([None, *Lack]))
answers = st.none() | st.builds(AnswerFacts, st.sampled_from(Choice), samples.instants, st.integers(1, 99))
turns = st.lists(st.builds(OwnTurnFacts, samples.names, samples.instants, samples.instants), max_size=9).map(tuple)
on_now = st.lists(st.builds(OnNowFacts, samples.names, st.lists(samples.names, max_size=9).map(tuple)), max_size=5)


def a_day_end(days_off: int | None = 0, *, over: bool = False) -> DayEndFacts:
    """Today's, at 17:30 in Berlin, with so many days off after it."""
    day = Span(NOW.date(), NOW - 2 * HOUR, NOW + 6 * HOUR)
    back = None if days_off is None else day.start + timedelta(days=days_off + 1)
    return DayEndFacts(day, back, days_off, days_off is None or days_off > 2, over)


def an_evening(*entries: EveningEntry, end: DayEndFacts | None = None, **different: object) -> EveningFacts:
    """Jonas's."""
    facts = EveningFacts(7, "U0JONAS", "Jonas Weber", BERLIN, end or a_day_end(), entries, asks_at=NOW + HOUR / 2)
    return replace(facts, **different)  # type: ignore[arg-type]


def asking(number: int, choice: Choice | None = Choice.HAND_OFF, onward: Onward = TO_LA, **more: str) -> EveningEntry:
    """An item of Jonas's that wants an answer."""
    return EveningEntry(EntryFacts(OWNED, an_owned_item(number), waits=False), True, choice, onward, **more)  # type: ignore[arg-type]


@st.composite
def entries(draw: st.DrawFn) -> list[EveningEntry]:
    """Any items in any state; only what is open asks."""
    found = []
    for number, item in enumerate(draw(st.lists(samples.items(), max_size=MOST_ENTRIES)), start=1):
        entry = EntryFacts(
            OWNED, replace(item, id=number, number=number, label=f"H-{number}"), False, draw(st.booleans())
        )
        asks = entry.seen and item.state is State.OPEN and draw(st.booleans())
        one = EveningEntry(entry, answer=draw(answers), wants_words=draw(st.booleans()))
        found.append(replace(one, asks=True, choice=draw(choices), onward=draw(onwards)) if asks else one)
    return found


@st.composite
def evenings(draw: st.DrawFn) -> EveningFacts:
    """Any evening."""
    end = a_day_end(draw(st.sampled_from([None, 0, 2, 30])), over=draw(st.booleans()))
    decides = draw(st.lists(samples.items(), max_size=6))
    return an_evening(
        *draw(entries()), end=end, decides=tuple(EntryFacts(DECIDES, item, waits=False) for item in decides),
        others=draw(st.integers(0, 900)), on_now=tuple(draw(on_now)), turns=draw(turns), folded=draw(st.booleans()),
        asks_at=draw(st.none() | samples.instants), asked_at=draw(st.none() | samples.instants),
        undo_until=draw(st.none() | samples.instants),
    )  # fmt: skip


@ANY
@given(evenings())
def test_any_evening(facts: EveningFacts) -> None:
    check_message(evening(facts, NOW))


def largest(sign: str, *, refused: bool, lack: Lack | None) -> Sequence[EveningEntry]:
    """As many entries as there can be, each as long as it can be."""
    long = sign * 3_000
    onward = Onward(sign * 80, NOW + HOUR, lack)
    page, unread = f"https://example.com/{'a' * 200}", replace(READ_BACK, wants_words=True, written_at=None)
    found = [the_largest(number, sign, OWNED) for number in range(10**8, 10**8 + MOST_ENTRIES)]
    found = [replace(one, item=replace(one.item, page=page, read_back=unread)) for one in found]
    choice = Choice.HAND_OFF if lack is None else None
    return [EveningEntry(one, True, choice, onward, refused=long if refused else "", wants_words=True) for one in found]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("lack", [None, *Lack])
@pytest.mark.parametrize("refused", [True, False])
def test_one_that_could_not_be_longer(sign: str, lack: Lack | None, *, refused: bool) -> None:
    decides = tuple(the_largest(number, sign, DECIDES) for number in range(1, MOST_ENTRIES + 1))
    some = an_evening(
        *largest(sign, refused=refused, lack=lack), end=a_day_end(9), decides=decides, others=999,
        on_now=(OnNowFacts(sign * 80, (sign * 80,) * 9),) * 4, turns=(OwnTurnFacts(sign * 80, NOW, NOW),) * 9,
        asked_at=NOW,
    )  # fmt: skip
    check_message(evening(some, NOW))


@pytest.mark.parametrize("sign", SIGNS)
def test_a_receipt_that_could_not_be_longer(sign: str) -> None:
    answer = AnswerFacts(Choice.HAND_OFF, NOW, 1)
    sent = [
        replace(one, asks=False, wants_words=False, answer=answer) for one in largest(sign, refused=False, lack=None)
    ]
    check_message(evening(an_evening(*sent, undo_until=NOW + HOUR), NOW))


def test_send_as_shown_counts_only_what_it_sends() -> None:
    nothing_chosen = asking(2, None, Onward("Los Angeles", NOW + HOUR, Lack.STEP))
    assert labels_of(evening(an_evening(asking(1)), NOW))[0] == "Send as shown"
    assert "Send 1 as shown" in labels_of(evening(an_evening(asking(1), nothing_chosen), NOW))
    assert not any(label.startswith("Send") for label in labels_of(evening(an_evening(nothing_chosen), NOW)))


def test_what_is_chosen_and_cannot_be_is_not_sent() -> None:
    in_circles = asking(1, Choice.HAND_OFF, Onward("Los Angeles", NOW + HOUR, Lack.NEWS))
    kept = asking(2, Choice.KEEP, Onward("Los Angeles", NOW + HOUR, Lack.NEWS))
    assert [in_circles.is_sent, kept.is_sent] == [False, True]


def test_a_choice_has_an_id_of_its_own() -> None:
    """Slack's clients keep what somebody chose under a block's id: an edit shows something else only under another."""
    ids = {evening(an_evening(asking(1, choice)), NOW).payload()["blocks"][1]["block_id"] for choice in (None, *Choice)}
    assert len(ids) == 4


def test_why_it_was_not_done_stands_beside_it() -> None:
    shown = evening(an_evening(asking(1, refused="Ana was first.")), NOW)
    assert "Not done: Ana was first." in shown.text
    assert "Send as shown" in labels_of(shown)


def test_over_it_has_no_buttons() -> None:
    mine = EveningEntry(EntryFacts(OWNED, an_owned_item(1), waits=False))
    assert labels_of(evening(an_evening(mine, end=a_day_end(over=True)), NOW)) == []


def test_which_of_them_to_write_about() -> None:
    blocks = which_one([an_item(1), an_item(2)]).to_dict()["blocks"]
    assert [one["accessory"]["text"]["text"] for one in blocks] == ["Write H-1", "Write H-2"]
