"""What is said of days off, of a status and of a zone stays inside Slack's limits, whatever people are called."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from bot.sandbox.block_limits import check_view
from handlers.blocks.away import absences_listed, came_back, went_away
from handlers.blocks.away_form import away_button, away_form
from handlers.blocks.leaving import leaving
from handlers.blocks.questions import away_question_message, trip_form, zone_question_message
from models.acts import Act, Surface
from models.facts.absences import AbsenceChoices
from models.facts.leaving import LeavingFacts, OwnTurnFacts
from models.facts.questions import AwayQuestionFacts, ZoneQuestionFacts
from models.owed.digests import EntryFacts
from models.owed.owing import DECIDES, OWNED
from models.shifts.shift import Span
from models.shifts.zones import zone_names
from models.verbs.going_away import AbsenceFacts, AwayOutcome
from tests.handlers.blocks import samples
from tests.handlers.blocks.checks import check_message, labels_of
from tests.handlers.blocks.samples import BERLIN, NOW, SIGNS, an_item, an_owned_item, the_largest

ANY = settings(max_examples=60, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
MON, FRI = date(2027, 3, 1), date(2027, 3, 5)
LEAD = Act(1, "U0PRIYA", NOW, Surface.COMMAND)
labels = st.lists(st.integers(1, 10**9).map(lambda number: f"H-{number}"), max_size=40).map(tuple)
absences = st.builds(
    AbsenceFacts, st.integers(1, 9), st.sampled_from(["U0PRIYA", "U0JONAS"]), samples.names, st.just(MON),
    st.sampled_from([None, MON, FRI, date(2028, 1, 1)]), st.booleans(),
)  # fmt: skip
outcomes = st.builds(
    AwayOutcome, absences, st.booleans(), labels, labels,
    st.lists(st.tuples(samples.names, st.integers(1, 31))).map(tuple),
)  # fmt: skip
days = st.sampled_from([None, Span(FRI, NOW, NOW + timedelta(hours=8))])
turns = st.builds(OwnTurnFacts, samples.names, st.sampled_from([NOW, NOW + timedelta(days=9)]), st.just(NOW))


def a_list(entries: Sequence[EntryFacts], own_turns: Sequence[OwnTurnFacts] = (), back: int | None = 9) -> LeavingFacts:
    """The list before that many days off."""
    return LeavingFacts(
        "U0JONAS", BERLIN, NOW + timedelta(days=back) if back else None, back, tuple(entries), tuple(own_turns)
    )


@st.composite
def lists(draw: st.DrawFn) -> LeavingFacts:
    """Any list before days off."""
    items = enumerate(draw(st.lists(samples.items(), min_size=1, max_size=30)))
    part = st.sampled_from([OWNED, DECIDES])
    entries = [
        EntryFacts(draw(part), replace(item, id=number), waits=False, seen=draw(st.booleans()))
        for number, item in items
    ]
    return a_list(entries, draw(st.lists(turns, max_size=9)), draw(st.sampled_from([None, 3, 30])))


@ANY
@given(outcomes)
def test_who_goes_away_and_who_is_back(outcome: AwayOutcome) -> None:
    check_message(went_away(outcome, LEAD))
    check_message(came_back(outcome, LEAD))


@ANY
@given(st.lists(absences, max_size=40), st.none() | samples.names)
def test_the_list_of_absences(listed: list[AbsenceFacts], name: str | None) -> None:
    check_message(absences_listed(listed, LEAD, name))


@ANY
@given(lists())
def test_the_list_before_days_off(facts: LeavingFacts) -> None:
    check_message(leaving(facts, NOW))


@pytest.mark.parametrize("sign", SIGNS)
def test_a_list_of_sixty_items_that_could_not_be_longer(sign: str) -> None:
    entries = [the_largest(number, sign, (OWNED, DECIDES)[number % 2]) for number in range(1, 61)]
    check_message(leaving(a_list(entries, [OwnTurnFacts(sign * 80, NOW, NOW)] * 9), NOW))


away_questions = st.builds(
    AwayQuestionFacts, st.just(7), st.booleans(), st.booleans(), st.none() | st.just(9), st.sampled_from([None, MON]),
    st.sampled_from([None, MON, FRI]),
)  # fmt: skip
zone_questions = st.builds(
    ZoneQuestionFacts, st.just(7), st.sampled_from(zone_names()), st.booleans(), st.booleans(), days,
    st.sampled_from([None, "trip", "for good", "no"]), st.sampled_from([None, FRI]), st.booleans(),
)  # fmt: skip


@ANY
@given(away_questions)
def test_the_question_after_a_status(facts: AwayQuestionFacts) -> None:
    check_message(away_question_message(facts, NOW))


@ANY
@given(zone_questions)
def test_the_question_about_a_zone(facts: ZoneQuestionFacts) -> None:
    check_message(zone_question_message(facts, NOW))
    check_view(trip_form(facts, "C0OPS").to_dict())


@pytest.mark.parametrize("leads", [True, False])
def test_the_form(*, leads: bool) -> None:
    view = away_form(AbsenceChoices("U0JONAS", MON, leads), "C0OPS", FRI, 7).to_dict()
    check_view(view)
    assert [block["label"]["text"] for block in view["blocks"] if "label" in block][-3:] == ["From", "Until", "Or"]
    check_message(away_button("U0JONAS"))


def test_only_what_is_still_theirs_and_not_on_offer_has_a_button() -> None:
    mine = an_owned_item(1)
    offered = replace(an_item(2), owner=replace(an_item(2).owner, user="U0JONAS"))
    taken = an_owned_item(3, owner=replace(mine.owner, user="U0ANA"))
    entries = [EntryFacts(OWNED, replace(one, id=one.number), waits=False) for one in (mine, offered, taken)]
    assert mine.owner.user == "U0JONAS"
    assert labels_of(leaving(a_list(entries), NOW)) == ["Hand off"]
